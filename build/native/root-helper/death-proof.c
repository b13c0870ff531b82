#include "death-proof.h"

#include "../signal-helper/process-stat.h"
#include "processes.h"
#include "program.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

/* Ticks are 10 ms, a file's time is that of the kernel's last tick, and the clock may be slewed. */
#define GRANULARITY_MS 1000

static int64_t to_ms(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000 + time->tv_nsec / 1000000;
}

/* The wall clock's time of the boot, as the clock stands now. */
static int64_t boot_ms(void)
{
    struct timespec wall, since_boot;

    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_BOOTTIME, &since_boot);
    return to_ms(&wall) - to_ms(&since_boot);
}

static bool began_after(const struct process_stat *process, int64_t written_ms)
{
    int64_t began =
        boot_ms() + (int64_t)(process->start_time * 1000 / (uint64_t)sysconf(_SC_CLK_TCK));

    return began > written_ms + GRANULARITY_MS;
}

struct denial refuse_unless_gone(pid_t pid, const struct stat *file, const char *called)
{
    struct process_stat process;
    struct program program;
    int64_t written = to_ms(&file->st_mtim);

    if (!is_process_alive(pid))
        return not_refused;
    if (read_process_stat(pid, &process) != 0 || read_program(pid, &program) != 0)
        return is_process_alive(pid)
                   ? refuse_for("unknown", "pid %d lives, and cannot be looked at", (int)pid)
                   : not_refused;
    if (!began_after(&process, written))
        return refuse_for("alive", "pid %d (%s) lives", (int)pid, program.kernel_name);
    if (is_called(&program, called) || is_told_as(&program, called))
        return refuse_for("alive", "pid %d is called %s and began later", (int)pid, called);
    /* Files in /run are younger than the boot. One that seems older was written before the clock
       was set, and then every process of that time seems to have begun later. */
    if (written < boot_ms() - GRANULARITY_MS)
        return refuse_for("unknown", "pid %d lives, and the clock was set since", (int)pid);
    return not_refused;
}

struct wanted {
    const char *name;
    const char *executable;
    struct denial denial;
};

static bool look_at_process(pid_t pid, void *context)
{
    struct wanted *wanted = context;
    struct program program;
    int error = read_program(pid, &program);

    if (error == ENOENT || error == ESRCH)
        return true;
    if (error != 0)
        wanted->denial = refuse_for("unknown", "pid %d cannot be looked at", (int)pid);
    else if ((is_called(&program, wanted->name) || is_told_as(&program, wanted->name) ||
              (wanted->executable[0] != '\0' && runs_file(&program, wanted->executable))) &&
             is_process_alive(pid))
        wanted->denial = refuse_for("alive", "pid %d (%s)", (int)pid, program.kernel_name);
    return wanted->denial.reason == NULL;
}

struct denial refuse_if_called(const char *name, const char *executable)
{
    struct wanted wanted = {.name = name, .executable = executable, .denial = not_refused};
    int error = visit_processes(look_at_process, &wanted);

    if (wanted.denial.reason == NULL && error != 0)
        return refuse_for("unknown", "not all processes can be seen");
    return wanted.denial;
}
