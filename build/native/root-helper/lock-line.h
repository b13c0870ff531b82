#ifndef QUIESCE_LOCK_LINE_H
#define QUIESCE_LOCK_LINE_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether a line of /proc/locks (proc_locks(5)) is about this file; true for a line that cannot be
   understood, which may be about any. */
bool is_lock_on(const char *line, dev_t device, ino_t inode);

#endif
