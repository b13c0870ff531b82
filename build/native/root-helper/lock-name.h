#ifndef QUIESCE_LOCK_NAME_H
#define QUIESCE_LOCK_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Whose pid or lock file this is, by its name: without `.pid`, `.lock` or `.lck`. Whether it had
   such an ending. STEM has room for the whole name. */
bool stem_of(const char *name, char *stem, size_t capacity);

#endif
