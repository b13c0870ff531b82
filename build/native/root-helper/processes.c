#include "processes.h"

#include "../signal-helper/pidfd.h"
#include "../signal-helper/words.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <unistd.h>

int visit_processes(process_visitor *visit, void *context)
{
    DIR *list = opendir("/proc");
    const struct dirent *entry;
    int error;

    if (list == NULL)
        return errno;
    while ((errno = 0, entry = readdir(list)) != NULL) {
        uint64_t pid;

        if (parse_numbers(entry->d_name, &pid, 1, 1) != 1 || pid > INT_MAX ||
            (pid_t)pid == getpid())
            continue;
        if (!visit((pid_t)pid, context)) {
            errno = 0;
            break;
        }
    }
    error = errno;
    closedir(list);
    return error;
}

bool is_process_alive(pid_t pid)
{
    int pidfd = pidfd_open_process(pid);
    bool has_ended;

    if (pidfd < 0)
        return errno != ESRCH;
    has_ended = pidfd_has_exited(pidfd);
    close(pidfd);
    return !has_ended;
}
