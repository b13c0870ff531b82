/* The vices of a main process with workers. */

#include "ready.h"
#include "signals.h"
#include "vices.h"
#include "workers.h"

#include <signal.h>
#include <stdlib.h>

#define SECONDS_FOR_WORKERS 3

static struct workers workers;

static void start(const struct options *options, bool die_with_main)
{
    signals_catch(SIGTERM);
    signals_catch(SIGINT);
    workers.count = options->workers;
    workers.die_with_main = die_with_main;
    workers_start(&workers);
    ready_announce(NULL);
}

static bool is_asked_to_end(void)
{
    return signals_take(SIGTERM) || signals_take(SIGINT) || signals_take(SIGALRM);
}

static void end_for_certain(void)
{
    struct timespec moment;

    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += SECONDS_FOR_WORKERS;
    workers_signal(&workers, SIGTERM);
    workers_signal(&workers, SIGCONT);
    if (workers_wait(&workers, &moment))
        return;
    workers_signal(&workers, SIGKILL);
    workers_wait(&workers, NULL);
}

static void keep_filled(void)
{
    struct timespec moment;

    workers_reap(&workers);
    if (workers_fill(&workers)) {
        signals_wait(NULL);
        return;
    }
    /* No process to be had just now: try again in a second. */
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec++;
    signals_wait(&moment);
}

int run_respawns(const struct options *options)
{
    start(options, true);
    while (!is_asked_to_end())
        keep_filled();
    end_for_certain();
    return EXIT_SUCCESS;
}

int run_forks(const struct options *options)
{
    bool is_over;

    start(options, false);
    /* Wakes up for workers that die, too, so that they do not stay zombies. */
    do {
        workers_reap(&workers);
        signals_wait(NULL);
        is_over = signals_take(SIGALRM);
    } while (!is_over && !signals_take(SIGTERM) && !signals_take(SIGINT));
    workers_signal(&workers, SIGTERM);
    /* Waits for its workers without a limit of its own, as such daemons do: one that is stopped or
       stuck holds up everything. Only the deadline ends that. */
    if (is_over || !workers_wait(&workers, NULL))
        end_for_certain();
    return EXIT_SUCCESS;
}
