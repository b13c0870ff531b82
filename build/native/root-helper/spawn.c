#include "spawn.h"

#include "limits.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void usual_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child: becomes the program, or tells the errno. All other descriptors close by themselves.
 */
static void become(char *const arguments[], char *const environment[], int output, int report)
{
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int error;
    ssize_t written;

    if (null >= 0 && setsid() >= 0 && dup2(null, STDIN_FILENO) >= 0 &&
        dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0 && chdir("/") == 0) {
        umask(022);
        usual_signals();
        set_script_limits();
        execve(arguments[0], arguments, environment);
    }
    error = errno;
    written = write(report, &error, sizeof error);
    (void)written;
    _exit(127);
}

/* What the child tells; 0 where it became the program, which closes the pipe. */
static int await_start(int report)
{
    int error = 0;
    ssize_t count;

    do
        count = read(report, &error, sizeof error);
    while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof error ? error : 0;
}

static void close_both(const int pipe_ends[2])
{
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

static int start(char *const arguments[], char *const environment[], struct spawned *spawned,
                 const int output[2])
{
    int report[2];
    int error;

    if (pipe2(report, O_CLOEXEC) != 0)
        return errno;
    spawned->pid = fork();
    if (spawned->pid == 0)
        become(arguments, environment, output[1], report[1]);
    error = spawned->pid < 0 ? errno : 0;
    close(report[1]);
    if (error == 0)
        error = await_start(report[0]);
    close(report[0]);
    if (error != 0 && spawned->pid > 0)
        waitpid(spawned->pid, NULL, 0);
    return error;
}

int spawn_program(char *const arguments[], char *const environment[], struct spawned *spawned)
{
    int output[2];
    int error;

    if (pipe2(output, O_CLOEXEC) != 0)
        return errno;
    error = start(arguments, environment, spawned, output);
    if (error == 0 && fcntl(output[0], F_SETFL, O_NONBLOCK) != 0)
        error = errno;
    if (error != 0) {
        close_both(output);
        return error;
    }
    close(output[1]);
    spawned->output = output[0];
    return 0;
}
