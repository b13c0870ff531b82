/* Quiesce's root helper: does for a plain user what only root may, one role a process, and trusts
   nothing that it is told. It is started by pkexec. The protocol is described in
   ../ROOT-PROTOCOL.md. */

#include "../signal-helper/abilities.h"
#include "../signal-helper/reply.h"
#include "start.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define EXIT_REFUSED 2
#define EXIT_NO_PIDFD 3

static bool say_hello_as(const struct start *start)
{
    struct abilities found = find_abilities();

    reply("hello %d role=%s pidfd=%s inode=%s boot=%s for=%u", PROTOCOL_VERSION, start->role->name,
          found.can_pin ? "yes" : "no", found.has_inode ? "yes" : "no", found.boot_id,
          (unsigned)start->client.uid);
    return found.can_pin || !start->role->needs_pidfd;
}

/* Until the client has left, or closed our stdin. */
static int serve(const struct start *start, int events)
{
    struct pollfd sources[] = {{.fd = start->client.pidfd, .events = POLLIN},
                               {.fd = events, .events = POLLIN},
                               {.fd = STDIN_FILENO, .events = POLLIN}};

    for (;;) {
        if (poll(sources, 3, -1) < 0) {
            if (errno == EINTR)
                continue;
            return 1;
        }
        /* Nobody else is worked for who may hold the other end of stdin: the permission was given
           to the client. */
        if (sources[0].revents != 0 || !is_client_here())
            return 0;
        /* As in the signal helper: exits first. */
        if (sources[1].revents != 0)
            start->role->attend();
        if (sources[2].revents != 0 && !read_lines(start->role->handle))
            return 0;
    }
}

static int refuse(const char *why)
{
    fprintf(stderr, "quiesce-root-helper: %s\n", why);
    return EXIT_REFUSED;
}

int main(int count, char **arguments)
{
    struct start start;
    const char *why;
    int events = -1;

    if (!shed_descriptors())
        return EXIT_REFUSED;
    why = check_start(count, arguments, &start);
    if (why != NULL)
        return refuse(why);
    why = shed_inheritance();
    if (why != NULL)
        return refuse(why);
    if (!say_hello_as(&start))
        return EXIT_NO_PIDFD;
    if (start.role->begin != NULL && (events = start.role->begin()) < 0)
        return EXIT_FAILURE;
    /* Also where nobody reads our answers any more: reply() leaves then. */
    if (start.role->end != NULL)
        atexit(start.role->end);
    return serve(&start, events);
}
