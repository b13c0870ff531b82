#ifndef PRACTICE_WORKER_H
#define PRACTICE_WORKER_H

#include <sys/types.h>

/* Is a worker until a signal or the deadline ends it. Dies with MAIN_PROCESS unless that is 0.
   Writes a byte to ANNOUNCEMENT, unless that is -1, once it is set up. */
void work(pid_t main_process, int announcement) __attribute__((noreturn));

#endif
