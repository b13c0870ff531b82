#ifndef QUIESCE_PIDFD_H
#define QUIESCE_PIDFD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A descriptor that means one process for ever, whatever becomes of its number; or -1 with errno. */
int pidfd_open_process(pid_t pid);

/* Sends through the descriptor, so that it can only reach the process it was opened for. */
int pidfd_send(int pidfd, int signal_number);

/* True as soon as the process has ended, even while it is a zombie that nobody reaped. */
bool pidfd_has_exited(int pidfd);

/* True where every process has an inode of its own (pidfs): a number unique for the whole boot. */
bool pidfd_has_unique_inode(int pidfd);

/* The inode of the descriptor, or 0 when it cannot be had. */
uint64_t pidfd_inode(int pidfd);

#endif
