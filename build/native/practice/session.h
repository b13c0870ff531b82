#ifndef PRACTICE_SESSION_H
#define PRACTICE_SESSION_H

/* Makes this process the leader of a session of its own, without a terminal. Where only a fork can
   do that, the starter stays until the daemon is ready and ends with 0; returns in the daemon. */
void session_own(void);

/* The classic double fork: returns in a daemon that leads nothing, whose parent is gone and whose
   session is its dead parent's. The starter stays until the daemon is ready and ends with 0. */
void session_double_fork(void);

#endif
