#ifndef QUIESCE_READ_FILE_H
#define QUIESCE_READ_FILE_H

#include <stddef.h>

/* Reads a file of /proc, at most CAPACITY - 1 bytes, and ends them with a NUL. Returns 0, or the
   errno that explains why not. */
int read_whole_file(const char *path, char *buffer, size_t capacity);

/* The same from a descriptor, from where it stands; USED is how many bytes there were. */
int read_whole_descriptor(int file, char *buffer, size_t capacity, size_t *used);

#endif
