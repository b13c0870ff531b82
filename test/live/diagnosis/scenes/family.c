/* Parents and children: waited for, not reaped, gone. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void ignore_term(void)
{
    signal(SIGTERM, SIG_IGN);
    told();
    forever();
}

static void pass_on_and_wait(void (*life)(void))
{
    pid_t child;

    child = spawn(life);
    await_told();
    catch_term();
    ready(getpid());
    await_term();
    kill(child, SIGTERM);
    there();
    waitpid(child, NULL, 0);
}

static void wait_for_child_that_ignores(void)
{
    pass_on_and_wait(ignore_term);
}

static void stop_when_asked(void)
{
    catch_term();
    told();
    await_term();
    for (;;)
        raise(SIGSTOP);
}

static void wait_for_child_that_stopped(void)
{
    pass_on_and_wait(stop_when_asked);
}

static void compute_when_asked(void)
{
    volatile unsigned long n = 0;

    catch_term();
    told();
    await_term();
    for (;;)
        n++;
}

static void wait_for_worker_that_works(void)
{
    pass_on_and_wait(compute_when_asked);
}

static void wait_in_vfork(void)
{
    catch_term();
    ready(getpid());
    await_term();
    there();
    if (vfork() == 0) {
        /* Until this child is another program, its parent sleeps in state D. */
        for (;;)
            sleep_ms(3600000);
    }
}

static void leave(void)
{
    told();
}

static void do_not_reap(void)
{
    pid_t subject = spawn_subject(leave);
    siginfo_t info;

    await_told();
    need(waitid(P_PID, subject, &info, WEXITED | WNOWAIT) == 0, "waitid");
    ready(subject);
    forever();
}

static void *outlive_main(void *unused)
{
    char state[64] = "", path[64];

    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    while (state[0] == '\0') {
        int file = open(path, O_RDONLY);
        ssize_t count = read(file, state, sizeof state - 1);

        close(file);
        state[count > 0 ? count : 0] = '\0';
        for (char *at = state; *at != '\0'; at++)
            if (at[0] == ')' && at[2] == 'Z')
                ready(getpid());
            else if (at[0] == ')')
                state[0] = '\0';
    }
    forever();
    return unused;
}

static void lose_main_thread(void)
{
    pthread_t worker;

    signal(SIGTERM, SIG_IGN);
    pthread_create(&worker, NULL, outlive_main, NULL);
    pthread_exit(NULL);
}

static void note_pid(void)
{
    const char *temporary = path_of("pid.new");
    FILE *file = fopen(temporary, "w");
    char from[4096];

    need(file != NULL, "fopen");
    fprintf(file, "%d\n", (int)getpid());
    fclose(file);
    snprintf(from, sizeof from, "%s", temporary);
    need(rename(from, path_of("pid")) == 0, "rename");
    told();
}

/* It died, and nobody took its pid file away. */
static void leave_pid_file(void)
{
    pid_t subject = spawn_subject(note_pid);

    await_told();
    need(waitpid(subject, NULL, 0) == subject, "waitpid");
    ready(subject);
    forever();
}

const struct scene family_scenes[] = {
    { "child-ignores", wait_for_child_that_ignores },
    { "child-stopped", wait_for_child_that_stopped },
    { "worker-works", wait_for_worker_that_works },
    { "vfork", wait_in_vfork },
    { "zombie", do_not_reap },
    { "main-thread-gone", lose_main_thread },
    { "leaves-pid-file", leave_pid_file },
    SCENES_END,
};
