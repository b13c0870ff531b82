#include "limits.h"

#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MIB (1024UL * 1024UL)

struct limit {
    int resource;
    rlim_t soft;
    rlim_t hard;
};

static const struct limit own[] = {
    {RLIMIT_NOFILE, 65536, 65536},
    {RLIMIT_CORE, 0, 0},
    {RLIMIT_FSIZE, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_CPU, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_AS, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_DATA, RLIM_INFINITY, RLIM_INFINITY},
};

/* Those of systemd 252 for its services, which are also the kernel's but for NOFILE's hard limit.
 */
static const struct limit scripts[] = {
    {RLIMIT_NOFILE, 1024, 524288},
    {RLIMIT_CORE, 0, RLIM_INFINITY},
    {RLIMIT_STACK, 8 * MIB, RLIM_INFINITY},
    {RLIMIT_MEMLOCK, 8 * MIB, 8 * MIB},
    {RLIMIT_MSGQUEUE, 819200, 819200},
    {RLIMIT_NICE, 0, 0},
    {RLIMIT_RTPRIO, 0, 0},
    {RLIMIT_FSIZE, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_CPU, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_AS, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_DATA, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_RSS, RLIM_INFINITY, RLIM_INFINITY},
    {RLIMIT_LOCKS, RLIM_INFINITY, RLIM_INFINITY},
};

static void set_limits(const struct limit *limits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rlimit wanted = {.rlim_cur = limits[i].soft, .rlim_max = limits[i].hard};
        struct rlimit present;

        if (setrlimit((unsigned)limits[i].resource, &wanted) == 0 ||
            getrlimit((unsigned)limits[i].resource, &present) != 0)
            continue;
        /* A container without the right to raise one: as near as it lets us. What needs more fails,
           and says so. */
        wanted.rlim_max = present.rlim_max;
        if (wanted.rlim_cur > wanted.rlim_max)
            wanted.rlim_cur = wanted.rlim_max;
        setrlimit((unsigned)limits[i].resource, &wanted);
    }
}

void set_own_limits(void)
{
    set_limits(own, sizeof own / sizeof own[0]);
}

/* These depend on the machine's memory. */
static void copy_from_init(int resource)
{
    struct rlimit limit;

    if (prlimit(1, (unsigned)resource, NULL, &limit) == 0)
        setrlimit((unsigned)resource, &limit);
}

static void forget_out_of_memory_wish(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    ssize_t written = file < 0 ? 0 : write(file, "0", 1);

    (void)written;
    if (file >= 0)
        close(file);
}

void set_script_limits(void)
{
    struct sched_param usual = {.sched_priority = 0};
    cpu_set_t all;

    memset(&all, 0xff, sizeof all);
    set_limits(scripts, sizeof scripts / sizeof scripts[0]);
    copy_from_init(RLIMIT_NPROC);
    copy_from_init(RLIMIT_SIGPENDING);
    sched_setscheduler(0, SCHED_OTHER, &usual);
    setpriority(PRIO_PROCESS, 0, 0);
    sched_setaffinity(0, sizeof all, &all);
    forget_out_of_memory_wish();
}
