#include "start.h"

#include "../signal-helper/words.h"
#include "limits.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/* (uid_t)-1 means "nobody" to the system's calls. */
#define LARGEST_UID 4294967294U

static bool is_root(void)
{
    uid_t real, effective, saved;

    return getresuid(&real, &effective, &saved) == 0 && real == 0 && effective == 0 && saved == 0;
}

static bool is_pipe(int file)
{
    struct stat status;

    /* What a client hands over may be a file that root may write and the client may not, or one
       whose reads and writes do something. */
    return fstat(file, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

const char *check_start(int count, char **arguments, struct start *start)
{
    const char *user = getenv("PKEXEC_UID");
    uint64_t uid;

    if (count != 2 || (start->role = find_role(arguments[1])) == NULL)
        return "expected one of: signals, init-scripts, stale-files, deadlines";
    if (!is_root())
        return "it has to be root";
    if (user == NULL || parse_numbers(user, &uid, 1, 1) != 1 || uid > LARGEST_UID)
        return "it is started by pkexec alone";
    if (!is_pipe(STDIN_FILENO) || !is_pipe(STDOUT_FILENO))
        return "its client speaks to it through pipes";
    return meet_client((uid_t)uid, &start->client);
}

static bool is_open(int file)
{
    return fcntl(file, F_GETFD) >= 0;
}

bool shed_descriptors(void)
{
    /* What is opened next must not become somebody's idea of stdout. */
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
        if (!is_open(file) && open("/dev/null", O_RDWR) != file)
            return false;
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0)
        return true;
    /* close_range(2) is of Linux 5.9. */
    for (int file = 3, end = (int)sysconf(_SC_OPEN_MAX); file < end; file++)
        close(file);
    return true;
}

static void shed_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    /* As in the signal helper: meant for the program that we serve, which ends us by closing stdin.
       Nobody reads on: seen as EPIPE. A file too large: seen as EFBIG. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

const char *shed_inheritance(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (null < 0 || dup2(null, STDERR_FILENO) < 0)
        return "there is no /dev/null";
    close(null);
    shed_signals();
    set_own_limits();
    umask(022);
    if (clearenv() != 0 || chdir("/") != 0 || setresgid(0, 0, 0) != 0 || setgroups(0, NULL) != 0)
        return "it cannot let go of what it was started with";
    return NULL;
}
