#ifndef QUIESCE_PROCESS_STAT_H
#define QUIESCE_PROCESS_STAT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What an identity check needs of /proc/PID/stat. */
struct process_stat {
    pid_t parent;
    unsigned long flags;
    uint64_t start_time;
};

/* Reads /proc/PID/stat. Returns 0, or the errno that explains why not. */
int read_process_stat(pid_t pid, struct process_stat *result);

/* Parses the text of a stat file; false when it is not one. */
bool parse_process_stat(const char *text, struct process_stat *result);

/* Kernel threads cannot be stopped by signals, and trying is never what an administrator meant. */
bool is_kernel_thread(const struct process_stat *process);

#endif
