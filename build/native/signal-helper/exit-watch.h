#ifndef QUIESCE_EXIT_WATCH_H
#define QUIESCE_EXIT_WATCH_H

#include "handles.h"

/* Starts watching; returns a descriptor that is readable while exits wait to be reported, or -1. */
int exit_watch_start(void);

/* That descriptor. */
int exit_watch_descriptor(void);

/* Watches the handle's process. Returns 0, or -1 with errno. */
int exit_watch_add(const struct handle *handle);

/* Writes one `exited HANDLE` for every process that ended since the last call. */
void exit_watch_report(void);

#endif
