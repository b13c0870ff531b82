#define _GNU_SOURCE
#include "scenes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static const char *folder = "/tmp";
static const char *scene_name = "";
static volatile sig_atomic_t term_came;
static int told_pipe[2];

void need(int holds, const char *call)
{
    if (holds)
        return;
    fprintf(stderr, "scenes: %s: ", scene_name);
    perror(call);
    exit(71);
}

const char *path_of(const char *name)
{
    static char path[4096];

    snprintf(path, sizeof path, "%s/%s-%s", folder, scene_name, name);
    return path;
}

static void say(const char *line)
{
    need(write(STDOUT_FILENO, line, strlen(line)) > 0, "write");
}

void ready(pid_t subject)
{
    char line[64];

    snprintf(line, sizeof line, "ready %d\n", (int)subject);
    say(line);
}

void there(void)
{
    say("there\n");
}

static void note_term(int number)
{
    (void)number;
    term_came = 1;
}

void catch_term(void)
{
    struct sigaction action = { .sa_handler = note_term, .sa_flags = SA_RESTART };

    sigaction(SIGTERM, &action, NULL);
}

int asked(void)
{
    return term_came;
}

void await_term(void)
{
    sigset_t term, before;

    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    while (!term_came)
        sigsuspend(&before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void sleep_ms(long ms)
{
    struct timespec left = { ms / 1000, ms % 1000 * 1000000 };

    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        continue;
}

void forever(void)
{
    for (;;)
        pause();
}

static pid_t spawn_with(void (*life)(void), int session)
{
    pid_t parent = getpid(), child = fork();

    need(child >= 0, "fork");
    if (child > 0)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    if (session)
        setsid();
    life();
    _exit(0);
}

pid_t spawn(void (*life)(void))
{
    return spawn_with(life, 0);
}

pid_t spawn_subject(void (*life)(void))
{
    return spawn_with(life, 1);
}

void told(void)
{
    need(write(told_pipe[1], "", 1) == 1, "write");
}

void await_told(void)
{
    struct pollfd wait = { .fd = told_pipe[0], .events = POLLIN };
    char byte;

    while (poll(&wait, 1, -1) < 0)
        continue;
    need(read(told_pipe[0], &byte, 1) == 1, "read");
}

static void play(const struct scene *scenes)
{
    for (; scenes->name != NULL; scenes++) {
        if (strcmp(scenes->name, scene_name) != 0)
            continue;
        scenes->play();
        exit(0);
    }
}

int main(int argc, char **argv)
{
    const struct scene *all[] = { held_scenes,   wait_scenes, net_scenes,    lock_scenes,
                                  family_scenes, file_scenes, healthy_scenes, leaving_scenes,
                                  kernel_scenes };

    if (argc < 3)
        return 64;
    scene_name = argv[1];
    folder = argv[2];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* Not of the scene's own: whoever forks later has it, and it is no pipe that anybody reads. */
    need(pipe2(told_pipe, O_CLOEXEC) == 0, "pipe2");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        play(all[i]);
    fprintf(stderr, "scenes: no scene is called %s\n", scene_name);
    return 64;
}
