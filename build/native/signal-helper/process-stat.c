#include "process-stat.h"

#include "read-file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FLAG_KERNEL_THREAD 0x00200000UL

bool parse_process_stat(const char *text, struct process_stat *result)
{
    /* The name in parentheses is the process's own choice: it may hold spaces, newlines and
       ") R 1 1". Nothing after it can hold a parenthesis, so the last one ends it. */
    const char *after_name = strrchr(text, ')');
    int parent;

    if (after_name == NULL)
        return false;
    if (sscanf(after_name + 1,
               " %*c %d %*d %*d %*d %*d %lu" /* 3 state, 4 parent, ... 9 flags */
               " %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s" /* 10 to 21 */
               " %" SCNu64, /* 22 start time */
               &parent, &result->flags, &result->start_time) != 3)
        return false;
    result->parent = (pid_t)parent;
    return true;
}

int read_process_stat(pid_t pid, struct process_stat *result)
{
    char path[64];
    char text[4096];
    int failure;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    failure = read_whole_file(path, text, sizeof text);
    if (failure != 0)
        return failure;
    return parse_process_stat(text, result) ? 0 : EPROTO;
}

bool is_kernel_thread(const struct process_stat *process)
{
    return (process->flags & FLAG_KERNEL_THREAD) != 0;
}
