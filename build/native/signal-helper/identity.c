#include "identity.h"

#include "pidfd.h"
#include "process-stat.h"
#include "protected-here.h"
#include "protected.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static struct pinned refuse(enum refusal refusal)
{
    return (struct pinned){.refusal = refusal, .pidfd = -1};
}

static struct pinned refuse_error(int error)
{
    if (error == ESRCH)
        return refuse(REFUSED_GONE);
    if (error == EPERM || error == EACCES)
        return refuse(REFUSED_PERMISSION);
    return (struct pinned){.refusal = REFUSED_ERROR, .error = error, .pidfd = -1};
}

static struct pinned refuse_unopened(pid_t pid, int error)
{
    /* Kernels disagree (EINVAL, later ENOENT) on a thread that leads no process, and old ones also
       say EINVAL when the process ended in the middle of the call. */
    if (error != EINVAL && error != ENOENT)
        return refuse_error(error);
    if (kill(pid, 0) != 0 && errno == ESRCH)
        return refuse(REFUSED_GONE);
    return refuse_error(EINVAL);
}

static struct pinned refuse_unreadable(int error)
{
    /* The process lives, so a stat file that is not there is one that /proc hides from us. */
    return error == ENOENT || error == ESRCH ? refuse(REFUSED_PERMISSION) : refuse_error(error);
}

static struct pinned verify(int pidfd, const struct identity *wanted)
{
    struct process_stat process;
    int unreadable = read_process_stat(wanted->pid, &process);
    bool unique = pidfd_has_unique_inode(pidfd);
    uint64_t inode = unique ? pidfd_inode(pidfd) : 0;
    bool protected_here = is_protected_here(wanted->pid);

    /* This order is the whole proof. The pidfd was opened before the stat was read; if the pinned
       process is still there afterwards, its pid cannot have been given away in between, and the
       stat was its own. So were all other files of its folder in /proc. */
    if (pidfd_has_exited(pidfd))
        return refuse(REFUSED_GONE);
    if (unreadable != 0)
        return refuse_unreadable(unreadable);
    if (process.start_time != wanted->start_time)
        return refuse(REFUSED_CHANGED);
    if (wanted->inode != 0 && !unique)
        return refuse_error(ENOTSUP);
    if (wanted->inode != 0 && inode != wanted->inode)
        return refuse(REFUSED_CHANGED);
    if (is_kernel_thread(&process) || is_own_ancestor(wanted->pid) ||
        protected_here)
        return refuse(REFUSED_PROTECTED);
    return (struct pinned){.refusal = NOT_REFUSED, .pidfd = pidfd, .inode = inode};
}

struct pinned pin_process(const struct identity *wanted)
{
    struct pinned result;
    int pidfd;

    if (is_protected_pid(wanted->pid))
        return refuse(REFUSED_PROTECTED);
    pidfd = pidfd_open_process(wanted->pid);
    if (pidfd < 0)
        return refuse_unopened(wanted->pid, errno);
    result = verify(pidfd, wanted);
    if (result.refusal != NOT_REFUSED)
        close(pidfd);
    return result;
}
