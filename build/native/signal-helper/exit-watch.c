#include "exit-watch.h"

#include "reply.h"

#include <inttypes.h>
#include <stddef.h>
#include <sys/epoll.h>

#define BATCH 256

static int epoll = -1;

int exit_watch_start(void)
{
    epoll = epoll_create1(EPOLL_CLOEXEC);
    return epoll;
}

int exit_watch_descriptor(void)
{
    return epoll;
}

int exit_watch_add(const struct handle *handle)
{
    struct epoll_event wanted = {.events = EPOLLIN, .data = {.u64 = handle->number}};

    return epoll_ctl(epoll, EPOLL_CTL_ADD, handle->pidfd, &wanted);
}

void exit_watch_report(void)
{
    struct epoll_event events[BATCH];
    int count;

    do {
        count = epoll_wait(epoll, events, BATCH, 0);
        for (int i = 0; i < count; i++) {
            struct handle *handle = handle_find(events[i].data.u64);

            if (handle == NULL)
                continue;
            /* A pidfd stays readable for ever: letting go of it makes this line the only one. */
            handle_release_process(handle);
            reply("exited %" PRIu64, handle->number);
        }
    } while (count == BATCH);
}
