#include "pause.h"

#include "../signal-helper/exit-watch.h"

#include <poll.h>
#include <stdint.h>
#include <time.h>

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* So that two who met once do not meet again: no secret. */
static long any_below(long bound)
{
    static uint32_t state;
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    state = state * 1664525 + 1013904223 + (uint32_t)now.tv_nsec;
    return bound <= 0 ? 0 : (long)(state >> 8) % bound;
}

void pause_at_random(long least, long more)
{
    int64_t end = now_ms() + least + any_below(more);
    struct pollfd exits = {.fd = exit_watch_descriptor(), .events = POLLIN};

    for (int64_t left = end - now_ms(); left > 0; left = end - now_ms())
        if (poll(&exits, 1, (int)left) > 0)
            exit_watch_report();
}
