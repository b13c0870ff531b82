#include "ready.h"

#include "say.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_ANNOUNCEMENT (4 * PATH_MAX)

static const char *vice_name;
static int ready_fd = -1;
static int starter_pipe = -1;

void ready_prepare(const char *vice, int descriptor)
{
    vice_name = vice;
    ready_fd = descriptor;
}

void ready_add_starter(int pipe)
{
    starter_pipe = pipe;
}

static void append(char *line, const char *key, const char *value)
{
    size_t length = strlen(line);

    if (value != NULL)
        snprintf(line + length, LONGEST_ANNOUNCEMENT - length, " %s=%s", key, value);
}

static void tell(int descriptor, const char *line)
{
    /* Whoever asked to be told and left is no reason to fail. */
    if (descriptor >= 0)
        dprintf(descriptor, "%s\n", line);
}

void ready_announce(const struct ready_files *files)
{
    char line[LONGEST_ANNOUNCEMENT];

    snprintf(line, sizeof line, "ready %s pid=%d", vice_name, (int)getpid());
    if (files != NULL) {
        append(line, "pidfile", files->pid_file);
        append(line, "lockfile", files->lock_file);
        append(line, "socket", files->socket);
    }
    say("%s\n", line);
    tell(ready_fd, line);
    tell(starter_pipe, line);
    ready_forget();
}

void ready_forget(void)
{
    if (ready_fd >= 0)
        close(ready_fd);
    if (starter_pipe >= 0)
        close(starter_pipe);
    ready_fd = -1;
    starter_pipe = -1;
}
