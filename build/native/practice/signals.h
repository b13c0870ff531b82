#ifndef PRACTICE_SIGNALS_H
#define PRACTICE_SIGNALS_H

#include <stdbool.h>
#include <time.h>

/* Starts from a known state, whatever the parent left: SIGPIPE ignored, SIGCHLD and SIGALRM
   caught, the signals that may end us held back until signals_wait. */
void signals_prepare(void);

/* From now on the signal is only noted. */
void signals_catch(int signal_number);

/* Whether the signal came since the last call. */
bool signals_take(int signal_number);

/* Waits until a signal comes, or until that monotonic moment if one is given. */
void signals_wait(const struct timespec *moment);

/* Waits until SIGTERM or SIGINT is caught (true) or the deadline is over (false). */
bool signals_wait_for_end(void);

/* Gives a forked child the defaults again, so that it dies of what its parent handles. */
void signals_reset(void);

#endif
