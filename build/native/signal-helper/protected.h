#ifndef QUIESCE_PROTECTED_H
#define QUIESCE_PROTECTED_H

#include <stdbool.h>
#include <sys/types.h>

/* Pids that are never opened, whoever asks: 0, 1 and this program itself. */
bool is_protected_pid(pid_t pid);

/* Whether PID is a process that this program hangs on. True also when that could not be found out,
   because a wrong "no" would end our own caller. */
bool is_own_ancestor(pid_t pid);

#endif
