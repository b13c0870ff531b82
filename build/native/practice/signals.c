#include "signals.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>

static const int ours[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGALRM};
static volatile sig_atomic_t caught[NSIG];

static void note(int signal_number)
{
    caught[signal_number] = 1;
}

static void set_all_to_default(void)
{
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        signal(ours[i], SIG_DFL);
}

void signals_prepare(void)
{
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        sigaddset(&held, ours[i]);
    sigprocmask(SIG_SETMASK, &held, NULL);
    set_all_to_default();
    signal(SIGPIPE, SIG_IGN);
    signals_catch(SIGCHLD);
    signals_catch(SIGALRM);
}

void signals_catch(int signal_number)
{
    struct sigaction action = {.sa_handler = note};

    sigaction(signal_number, &action, NULL);
}

bool signals_take(int signal_number)
{
    bool came = caught[signal_number] != 0;

    caught[signal_number] = 0;
    return came;
}

static struct timespec time_left(const struct timespec *moment)
{
    struct timespec now, left;

    clock_gettime(CLOCK_MONOTONIC, &now);
    left.tv_sec = moment->tv_sec - now.tv_sec;
    left.tv_nsec = moment->tv_nsec - now.tv_nsec;
    if (left.tv_nsec < 0) {
        left.tv_sec--;
        left.tv_nsec += 1000000000L;
    }
    return left.tv_sec < 0 ? (struct timespec){0} : left;
}

void signals_wait(const struct timespec *moment)
{
    struct timespec left = {0};
    sigset_t none;

    /* Only here are signals let in, so none can slip in between a question and the wait. Seen from
       outside they are not blocked, because a daemon spends its life waiting. */
    if (moment != NULL)
        left = time_left(moment);
    sigemptyset(&none);
    ppoll(NULL, 0, moment == NULL ? NULL : &left, &none);
}

bool signals_wait_for_end(void)
{
    for (;;) {
        if (signals_take(SIGALRM))
            return false;
        if (signals_take(SIGTERM) || signals_take(SIGINT))
            return true;
        signals_wait(NULL);
    }
}

void signals_reset(void)
{
    sigset_t none;

    set_all_to_default();
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}
