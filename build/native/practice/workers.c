#include "workers.h"

#include "signals.h"
#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

static bool fill(struct workers *workers, int announcement)
{
    pid_t main_process = getpid();

    for (int i = 0; i < workers->count; i++) {
        pid_t child;

        if (workers->pids[i] != 0)
            continue;
        child = fork();
        if (child == 0)
            work(workers->die_with_main ? main_process : 0, announcement);
        if (child < 0)
            return false;
        workers->pids[i] = child;
    }
    return true;
}

bool workers_fill(struct workers *workers)
{
    return fill(workers, -1);
}

static int count_announcements(int pipe)
{
    char bytes[MOST_WORKERS];
    int total = 0;

    for (;;) {
        ssize_t count = read(pipe, bytes, sizeof bytes);

        if (count > 0)
            total += (int)count;
        else if (count == 0 || errno != EINTR)
            return total;
    }
}

void workers_start(struct workers *workers)
{
    int ends[2];
    bool complete;

    if (pipe(ends) != 0) {
        perror("quiesce-practice: pipe");
        exit(EX_OSERR);
    }
    complete = fill(workers, ends[1]);
    close(ends[1]);
    /* The pipe ends when every worker has announced itself, or died. */
    complete = count_announcements(ends[0]) == workers->count && complete;
    close(ends[0]);
    if (complete)
        return;
    fputs("quiesce-practice: not all workers could be started\n", stderr);
    workers_signal(workers, SIGKILL);
    exit(EX_OSERR);
}

int workers_reap(struct workers *workers)
{
    int left = 0;

    for (int i = 0; i < workers->count; i++) {
        if (workers->pids[i] != 0 && waitpid(workers->pids[i], NULL, WNOHANG) != 0)
            workers->pids[i] = 0;
        left += workers->pids[i] != 0;
    }
    return left;
}

void workers_signal(const struct workers *workers, int signal_number)
{
    /* A bare pid is safe here and only here: it is our own child, and not reaped yet. */
    for (int i = 0; i < workers->count; i++)
        if (workers->pids[i] != 0)
            kill(workers->pids[i], signal_number);
}

static bool is_over(const struct timespec *moment)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > moment->tv_sec ||
           (now.tv_sec == moment->tv_sec && now.tv_nsec >= moment->tv_nsec);
}

bool workers_wait(struct workers *workers, const struct timespec *moment)
{
    while (workers_reap(workers) > 0) {
        if (signals_take(SIGALRM) || (moment != NULL && is_over(moment)))
            return false;
        signals_wait(moment);
    }
    return true;
}
