#ifndef QUIESCE_HELD_FILE_H
#define QUIESCE_HELD_FILE_H

#include "place.h"
#include "denial.h"

#include <sys/stat.h>

/* The largest pid or lock file. */
#define LARGEST_FILE 4096

/* A file by its folder, which is held open, and its name there. */
struct held_file {
    int folder;
    const char *name; /* within the place's path */
    struct stat status;
    char content[LARGEST_FILE + 1];
    size_t length;
};

/* Opens the folder of a place and reads its file, following no link. Refused: what is no plain
   small file with one name (`kind`, `gone`), and what anybody but root and its owner could have put
   there or written (`place`, `bad`). The caller lets go of the file where nothing is refused. */
struct denial hold_file(const struct place *place, struct held_file *file);

/* Removes the file, if it is still the one that was looked at. */
struct denial remove_held_file(const struct held_file *file);

void let_go_of_file(const struct held_file *file);

#endif
