/* Daemons in good order that have something to do at their end. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

static sigset_t block_term(void)
{
    sigset_t term;

    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    return term;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double work_seconds = 2;

/* What many do at their end: they write what is in memory. */
static void flush(void)
{
    static char bytes[1 << 14];
    int file = open(path_of("flush"), O_RDWR | O_CREAT | O_TRUNC, 0600);

    for (double end = seconds() + work_seconds; seconds() < end; sleep_ms(20))
        need(pwrite(file, bytes, sizeof bytes, 0) > 0, "pwrite");
}

static void compute(void)
{
    volatile unsigned long n = 0;

    for (double end = seconds() + work_seconds; seconds() < end;)
        for (int i = 0; i < 100000; i++)
            n++;
}

static void flush_at_end(void)
{
    catch_term();
    ready(getpid());
    await_term();
    there();
    flush();
}

static void flush_after_sigwait(void)
{
    sigset_t term = block_term();
    int number;

    ready(getpid());
    sigwait(&term, &number);
    there();
    flush();
}

static void flush_after_signalfd(void)
{
    sigset_t term = block_term();
    struct signalfd_siginfo taken;
    int taker = signalfd(-1, &term, 0);

    ready(getpid());
    need(read(taker, &taken, sizeof taken) > 0, "read");
    there();
    flush();
}

/* Its signal waits until the work is done that must not be disturbed. */
static void finish_undisturbed(void)
{
    sigset_t term;

    catch_term();
    term = block_term();
    ready(getpid());
    sigemptyset(&term);
    for (sigset_t pending; !sigismember(&term, SIGTERM); term = pending) {
        sigpending(&pending);
        sleep_ms(10);
    }
    there();
    compute();
}

static void flush_long_after_sigwait(void)
{
    work_seconds = 3600;
    flush_after_sigwait();
}

static void flush_long_after_signalfd(void)
{
    work_seconds = 3600;
    flush_after_signalfd();
}

static void finish_long_undisturbed(void)
{
    work_seconds = 3600;
    finish_undisturbed();
}

const struct scene leaving_scenes[] = {
    { "flushes-at-end", flush_at_end },
    { "flushes-after-sigwait", flush_after_sigwait },
    { "flushes-after-signalfd", flush_after_signalfd },
    { "finishes-undisturbed", finish_undisturbed },
    { "saves-after-sigwait", flush_long_after_sigwait },
    { "saves-after-signalfd", flush_long_after_signalfd },
    { "computes-undisturbed", finish_long_undisturbed },
    SCENES_END,
};
