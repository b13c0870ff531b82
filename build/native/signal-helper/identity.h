#ifndef QUIESCE_IDENTITY_H
#define QUIESCE_IDENTITY_H

#include <stdint.h>
#include <sys/types.h>

/* What the client believes a process to be. inode 0 means that it never learnt one. */
struct identity {
    pid_t pid;
    uint64_t start_time;
    uint64_t inode;
};

enum refusal {
    NOT_REFUSED,
    REFUSED_GONE,
    REFUSED_CHANGED,
    REFUSED_PROTECTED,
    REFUSED_PERMISSION,
    REFUSED_ERROR,
};

/* A process pinned by a descriptor, or why it was not; error is an errno for REFUSED_ERROR. */
struct pinned {
    enum refusal refusal;
    int error;
    int pidfd;
    uint64_t inode;
};

/* Opens the process only if it is, provably, the one that the client means. The caller owns the
   descriptor when nothing was refused. */
struct pinned pin_process(const struct identity *wanted);

#endif
