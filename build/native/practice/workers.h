#ifndef PRACTICE_WORKERS_H
#define PRACTICE_WORKERS_H

#include "vices.h"

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

/* The workers of one main process; a pid of 0 stands for one that is not there. */
struct workers {
    int count;
    bool die_with_main;
    pid_t pids[MOST_WORKERS];
};

/* Forks every worker that is missing. False when the system refuses one. */
bool workers_fill(struct workers *workers);

/* Forks all workers and returns once each of them is set up. Ends the program when one is not. */
void workers_start(struct workers *workers);

/* Takes note of workers that have ended; returns how many are left. */
int workers_reap(struct workers *workers);

/* Sends a signal to every worker that is there. */
void workers_signal(const struct workers *workers, int signal_number);

/* Waits until all have ended (true), or until that moment or the deadline (false). */
bool workers_wait(struct workers *workers, const struct timespec *moment);

#endif
