#ifndef QUIESCE_PID_TEXT_H
#define QUIESCE_PID_TEXT_H

#include <stddef.h>
#include <sys/types.h>

/* The largest pid of 64-bit Linux (PID_MAX_LIMIT). */
#define LARGEST_PID 4194304

/* The pid in a pid file, as electron/engine/parse/pidfile.ts reads it: one number, perhaps with
   blanks around it, and no more than lines that begin with a path. 0 for any other content. */
pid_t parse_pid_text(const char *text, size_t length);

#endif
