#ifndef QUIESCE_PROTECTED_HERE_H
#define QUIESCE_PROTECTED_HERE_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether this very program refuses a process beyond what protected.h says. Each program that pins
   processes has an answer of its own. True also when that could not be found out. */
bool is_protected_here(pid_t pid);

#endif
