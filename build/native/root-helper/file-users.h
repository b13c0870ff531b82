#ifndef QUIESCE_FILE_USERS_H
#define QUIESCE_FILE_USERS_H

#include "denial.h"

#include <sys/stat.h>

/* Refuses a file that a process has open, or that is locked (`in-use`), and one of which that
   cannot be told (`unknown`). A file that is only mapped is no pid or lock file in use. */
struct denial refuse_file_in_use(const struct stat *file);

#endif
