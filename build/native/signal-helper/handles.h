#ifndef QUIESCE_HANDLES_H
#define QUIESCE_HANDLES_H

#include "identity.h"

#include <stdint.h>

/* A number that the client knows a pinned process by. Numbers only ever grow, so that a line
   about an old handle can never be taken for one about a new handle. */
struct handle {
    uint64_t number;
    struct identity process; /* as it was proven when it was opened */
    int pidfd; /* -1 once the exit was reported */
    struct handle *next;
};

/* Keeps a process and its descriptor under the next number; NULL when there is no memory for it. */
struct handle *handle_add(const struct identity *process, int pidfd);

/* The handle of that number, or NULL when it was never given out or is closed. */
struct handle *handle_find(uint64_t number);

/* Lets go of the process but keeps the number, which from now on means "exited". */
void handle_release_process(struct handle *handle);

/* Forgets the handle and its process. */
void handle_remove(struct handle *handle);

#endif
