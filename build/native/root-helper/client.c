#include "client.h"

#include "../signal-helper/pidfd.h"
#include "../signal-helper/process-stat.h"
#include "../signal-helper/read-file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct client met;

/* The real uid in the text of /proc/PID/status; false where there is none. */
static bool parse_real_uid(const char *status, unsigned *uid)
{
    const char *line = strstr(status, "\nUid:\t");

    return line != NULL && sscanf(line, "\nUid:\t%u\t", uid) == 1;
}

bool read_real_uid(pid_t pid, unsigned *uid)
{
    char path[64];
    char text[4096];

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    return read_whole_file(path, text, sizeof text) == 0 && parse_real_uid(text, uid);
}

bool is_client_here(void)
{
    /* An orphan gets another parent in the moment in which its own ends, and a pid is given to
       somebody else only after that. */
    return getppid() == met.process.pid;
}

const char *meet_client(uid_t uid, struct client *client)
{
    struct process_stat process;
    unsigned real_uid;

    met.process.pid = getppid();
    if (met.process.pid <= 1)
        return "whoever asked has ended";
    met.pidfd = pidfd_open_process(met.process.pid);
    if (read_process_stat(met.process.pid, &process) != 0 ||
        !read_real_uid(met.process.pid, &real_uid) || !is_client_here())
        return "nobody can tell who asks";
    if (real_uid != uid)
        return "it was not started by the user whom pkexec names";
    if (met.pidfd >= 0)
        fcntl(met.pidfd, F_SETFD, FD_CLOEXEC);
    met.process.start_time = process.start_time;
    met.uid = uid;
    *client = met;
    return NULL;
}

const struct client *our_client(void)
{
    return &met;
}
