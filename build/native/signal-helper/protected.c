#include "protected.h"

#include "process-stat.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define MOST_GENERATIONS 4096
#define MOST_WALKS 8

enum walk { FOUND, NOT_FOUND, INTERRUPTED };

bool is_protected_pid(pid_t pid)
{
    return pid <= 1 || pid == getpid();
}

static bool is_hidden(pid_t pid)
{
    /* A pid that a signal could reach but /proc does not show is another user's under hidepid. */
    return kill(pid, 0) == 0 || errno == EPERM;
}

static enum walk walk_up_to(pid_t wanted)
{
    pid_t ancestor = getppid();

    for (int generation = 0; generation < MOST_GENERATIONS && ancestor > 0; generation++) {
        struct process_stat process;

        if (ancestor == wanted)
            return FOUND;
        if (read_process_stat(ancestor, &process) != 0)
            /* What lies above a hidden ancestor cannot be seen. One that ended in the middle of
               the walk has handed its children on: look again. */
            return is_hidden(ancestor) ? NOT_FOUND : INTERRUPTED;
        ancestor = process.parent;
    }
    return NOT_FOUND;
}

bool is_own_ancestor(pid_t pid)
{
    for (int attempt = 0; attempt < MOST_WALKS; attempt++) {
        enum walk walk = walk_up_to(pid);

        if (walk != INTERRUPTED)
            return walk == FOUND;
    }
    return true;
}
