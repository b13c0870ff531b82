/* The vices of a single process. */

#include "ready.h"
#include "say.h"
#include "signals.h"
#include "vices.h"

#include <signal.h>
#include <stdlib.h>

static void catch_ends(void)
{
    signals_catch(SIGTERM);
    signals_catch(SIGINT);
}

int run_obeys(const struct options *options)
{
    (void)options;
    catch_ends();
    ready_announce(NULL);
    signals_wait_for_end();
    return EXIT_SUCCESS;
}

static void clean_up_for(int seconds)
{
    struct timespec moment;

    clock_gettime(CLOCK_MONOTONIC, &moment);
    for (int left = seconds; left > 0; left--) {
        struct timespec now;

        say("cleaning up, %d s left\n", left);
        moment.tv_sec++;
        /* Another SIGTERM wakes us up early, and changes nothing. */
        do {
            signals_wait(&moment);
            if (signals_take(SIGALRM))
                return;
            clock_gettime(CLOCK_MONOTONIC, &now);
        } while (now.tv_sec < moment.tv_sec ||
                 (now.tv_sec == moment.tv_sec && now.tv_nsec < moment.tv_nsec));
    }
    say("clean\n");
}

int run_slow(const struct options *options)
{
    catch_ends();
    ready_announce(NULL);
    if (signals_wait_for_end())
        clean_up_for(options->seconds);
    return EXIT_SUCCESS;
}

int run_ignores_term(const struct options *options)
{
    (void)options;
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    ready_announce(NULL);
    signals_wait_for_end();
    return EXIT_SUCCESS;
}

int run_catches_term(const struct options *options)
{
    (void)options;
    signals_catch(SIGTERM);
    ready_announce(NULL);
    while (signals_wait_for_end())
        say("caught SIGTERM, carrying on\n");
    return EXIT_SUCCESS;
}

int run_stopped(const struct options *options)
{
    (void)options;
    catch_ends();
    ready_announce(NULL);
    raise(SIGSTOP);
    signals_wait_for_end();
    return EXIT_SUCCESS;
}
