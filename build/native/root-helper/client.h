#ifndef QUIESCE_CLIENT_H
#define QUIESCE_CLIENT_H

#include "../signal-helper/identity.h"

#include <stdbool.h>
#include <sys/types.h>

/* For whom this program works: the process that started pkexec, and is its parent. */
struct client {
    struct identity process;
    uid_t uid;
    int pidfd; /* -1 where the kernel has none; readable once the client has ended */
};

/* Finds out who the client is, by /proc alone. NULL, or why it must not be worked for. */
const char *meet_client(uid_t uid, struct client *client);

/* The one that was met. */
const struct client *our_client(void);

/* Whether it is still our parent. While it is, nobody else can have its pid. */
bool is_client_here(void);

/* The real uid of a process; false where it cannot be known. */
bool read_real_uid(pid_t pid, unsigned *uid);

#endif
