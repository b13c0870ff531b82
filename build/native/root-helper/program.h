#ifndef QUIESCE_PROGRAM_H
#define QUIESCE_PROGRAM_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The kernel keeps 15 bytes of a name (TASK_COMM_LEN). */
#define KERNEL_NAME_LENGTH 15

/* What a process runs, as /proc tells it. */
struct program {
    char kernel_name[64];
    char executable[PATH_MAX + 16]; /* "" for a kernel thread; without " (deleted)" */
    char words[4096];               /* the beginning of the command line, NUL after each word */
    size_t words_length;
};

/* Reads it. 0, or the errno that explains why not; ENOENT and ESRCH where the process is gone. */
int read_program(pid_t pid, struct program *program);

/* Whether the process goes by this name: the kernel's, or the file name of what it executes. */
bool is_called(const struct program *program, const char *name);

/* Whether one of the first words of its command line is this name or a path that ends in it: the
   name that it gave itself ("sshd: alice"), or the script that it interprets. */
bool is_told_as(const struct program *program, const char *name);

/* Whether it executes this file, also after the file was replaced, or interprets it. */
bool runs_file(const struct program *program, const char *path);

/* What follows the last slash. */
const char *base_name(const char *path);

#endif
