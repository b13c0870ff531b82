#ifndef QUIESCE_DEATH_PROOF_H
#define QUIESCE_DEATH_PROOF_H

#include "denial.h"

#include <sys/stat.h>
#include <sys/types.h>

/* Refuses (`alive`, `unknown`) unless the process that a file names is gone, or is another one: it
   began after the file was written, is not called like it, and the clock was not set in between. */
struct denial refuse_unless_gone(pid_t pid, const struct stat *file, const char *called);

/* Refuses (`alive`, `unknown`) where a living process goes by this name, or runs this file ("" for
   none). */
struct denial refuse_if_called(const char *name, const char *executable);

#endif
