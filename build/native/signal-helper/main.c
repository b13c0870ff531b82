/* Quiesce's signal helper: pins processes by pidfd, signals them through it and reports when they
   end. It decides nothing. The protocol is described in ../PROTOCOL.md. */

#include "exit-watch.h"
#include "hello.h"
#include "line-reader.h"
#include "requests.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define EXIT_NO_PIDFD 3

static void prepare_signals(void)
{
    sigset_t none;

    /* A Ctrl-C at the terminal, or its loss, is meant for the program we serve: it may still have
       a stop to finish, and ends us by closing stdin. A parent may have left TERM ignored. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    /* One descriptor a process: the usual soft limit of 1024 is too few for a large service.
       Failing to raise it shows later, as `error EMFILE`. */
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static int serve(int exits)
{
    /* poll over an epoll set, because stdin may be a file, which epoll refuses to take. */
    struct pollfd sources[] = {{.fd = exits, .events = POLLIN},
                               {.fd = STDIN_FILENO, .events = POLLIN}};

    for (;;) {
        if (poll(sources, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            return 1;
        }
        /* Exits first: a signal to a process that is known to be gone is then never tried. */
        if (sources[0].revents != 0)
            exit_watch_report();
        if (sources[1].revents != 0 && !read_lines(handle_request))
            return 0;
    }
}

int main(void)
{
    int exits;

    prepare_signals();
    raise_descriptor_limit();
    if (!say_hello())
        return EXIT_NO_PIDFD;
    exits = exit_watch_start();
    if (exits < 0) {
        perror("quiesce-signal-helper: epoll_create1");
        return 1;
    }
    return serve(exits);
}
