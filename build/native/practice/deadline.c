#include "deadline.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

/* Longer than any vice needs to take its workers along. */
#define SECONDS_TO_LEAVE 5

static struct timespec deadline;

void deadline_set(int seconds)
{
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += seconds;
}

static void arm(int signal_number, int later)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal_number};
    struct itimerspec moment = {.it_value = deadline};
    timer_t timer;

    moment.it_value.tv_sec += later;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 ||
        timer_settime(timer, TIMER_ABSTIME, &moment, NULL) != 0) {
        /* Without a deadline it could stay for ever; better not to start at all. */
        perror("quiesce-practice: cannot set the deadline");
        exit(EX_OSERR);
    }
}

void deadline_arm(int later)
{
    arm(SIGALRM, later);
    /* Only this one reaches a process that somebody, or the vice itself, has stopped. */
    arm(SIGKILL, later + SECONDS_TO_LEAVE);
}
