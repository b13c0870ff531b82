#include "session.h"

#include "ready.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

static void give_up(const char *call)
{
    fprintf(stderr, "quiesce-practice: ");
    perror(call);
    exit(EX_OSERR);
}

static pid_t fork_or_give_up(void)
{
    pid_t child = fork();

    if (child < 0)
        give_up("fork");
    return child;
}

static void leave_when_ready(int announcement)
{
    char byte;
    ssize_t count;

    do
        count = read(announcement, &byte, 1);
    while (count < 0 && errno == EINTR);
    /* The end of the pipe without an announcement: the daemon died, and said why on stderr. */
    _exit(count == 1 ? EX_OK : EX_UNAVAILABLE);
}

/* Returns in the child alone. The starter first reaps a child that ends at once, if told so. */
static void fork_and_stay_until_ready(int reaps_child)
{
    int ends[2];
    pid_t child;

    if (pipe(ends) != 0)
        give_up("pipe");
    child = fork_or_give_up();
    if (child == 0) {
        close(ends[0]);
        ready_add_starter(ends[1]);
        return;
    }
    close(ends[1]);
    while (reaps_child && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
    leave_when_ready(ends[0]);
}

void session_own(void)
{
    if (getsid(0) == getpid() || setsid() >= 0)
        return;
    /* The leader of a process group may not leave its session; a child of it may. */
    fork_and_stay_until_ready(0);
    if (setsid() < 0)
        give_up("setsid");
}

static void wait_for_orphanhood(pid_t parent)
{
    /* There is no event for being handed to another parent, and it takes microseconds. */
    while (getppid() == parent)
        nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
}

void session_double_fork(void)
{
    pid_t parent;

    fork_and_stay_until_ready(1);
    if (setsid() < 0)
        give_up("setsid");
    parent = getpid();
    if (fork_or_give_up() != 0)
        _exit(EX_OK);
    wait_for_orphanhood(parent);
}
