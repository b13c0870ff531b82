#include "pidfd.h"

#include <poll.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* glibc older than 2.36 wraps neither call, and old headers do not know the numbers. These are the
   same on every architecture. */
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif

#ifndef PIDFS_MAGIC
#define PIDFS_MAGIC 0x50494446
#endif

int pidfd_open_process(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0U);
}

int pidfd_send(int pidfd, int signal_number)
{
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal_number, NULL, 0U);
}

bool pidfd_has_exited(int pidfd)
{
    struct pollfd wanted = {.fd = pidfd, .events = POLLIN};

    /* A poll that failed is no proof of life. */
    return poll(&wanted, 1, 0) != 0;
}

bool pidfd_has_unique_inode(int pidfd)
{
    struct statfs filesystem;

    /* Not a question of the kernel's version: before pidfs, all pidfds share one anonymous inode,
       and distributions backport. */
    return fstatfs(pidfd, &filesystem) == 0 && filesystem.f_type == PIDFS_MAGIC;
}

uint64_t pidfd_inode(int pidfd)
{
    struct stat status;

    return fstat(pidfd, &status) == 0 ? (uint64_t)status.st_ino : 0;
}
