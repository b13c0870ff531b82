/* Signals that do not get through: ignored, blocked, stopped, traced. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void ignore_term(void)
{
    signal(SIGTERM, SIG_IGN);
    ready(getpid());
    forever();
}

static void *rest(void *unused)
{
    (void)unused;
    forever();
}

static void block_term_everywhere(void)
{
    sigset_t all;
    pthread_t other;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    pthread_create(&other, NULL, rest, NULL);
    ready(getpid());
    forever();
}

static void block_term_alone(void)
{
    sigset_t term;

    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    ready(getpid());
    for (;;)
        sleep(3600);
}

static void stop_now(void)
{
    raise(SIGSTOP);
    forever();
}

/* Before anybody asks it to stop: Quiesce continues whom it asks. */
static void be_stopped(void)
{
    pid_t subject = spawn_subject(stop_now);

    need(waitpid(subject, NULL, WUNTRACED) == subject, "waitpid");
    ready(subject);
    forever();
}

/* Stopped again whenever it is continued. */
static void stop_when_asked(void)
{
    catch_term();
    ready(getpid());
    await_term();
    there();
    for (;;)
        raise(SIGSTOP);
}

static int terminal;

static void read_terminal(void)
{
    char byte;

    /* A group that is not the terminal's foreground: the kernel stops who reads. */
    setpgid(0, 0);
    for (;;)
        (void)!read(terminal, &byte, 1);
}

static void lead_session(void)
{
    pid_t job;

    need(ioctl(terminal, TIOCSCTTY, 0) == 0, "TIOCSCTTY");
    job = spawn(read_terminal);
    need(waitpid(job, NULL, WUNTRACED) == job, "waitpid");
    ready(job);
    forever();
}

static void be_stopped_by_terminal(void)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);

    need(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "posix_openpt");
    terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    need(terminal >= 0, "open of the terminal");
    spawn_subject(lead_session);
    forever();
}

static void be_held_by_tracer(void)
{
    pid_t subject = spawn_subject(forever);

    need(ptrace(PTRACE_SEIZE, subject, 0, 0) == 0, "PTRACE_SEIZE");
    need(ptrace(PTRACE_INTERRUPT, subject, 0, 0) == 0, "PTRACE_INTERRUPT");
    need(waitpid(subject, NULL, __WALL) == subject, "waitpid");
    ready(subject);
    forever();
}

static void ignore_and_nap(void)
{
    signal(SIGTERM, SIG_IGN);
    told();
    for (;;)
        sleep_ms(200);
}

/* As strace -f: each call is looked at, and let through. */
static void be_watched_by_tracer(void)
{
    pid_t subject = spawn_subject(ignore_and_nap);
    int status;

    await_told();
    need(ptrace(PTRACE_SEIZE, subject, 0, PTRACE_O_TRACESYSGOOD) == 0, "PTRACE_SEIZE");
    need(ptrace(PTRACE_INTERRUPT, subject, 0, 0) == 0, "PTRACE_INTERRUPT");
    ready(subject);
    while (waitpid(subject, &status, __WALL) == subject && WIFSTOPPED(status)) {
        int number = WSTOPSIG(status) & 0x7f;
        int pass = (WSTOPSIG(status) & 0x80) || number == SIGTRAP ? 0 : number;

        ptrace(PTRACE_SYSCALL, subject, 0, pass);
    }
}

const struct scene held_scenes[] = {
    { "ignores-term", ignore_term },
    { "blocks-term-everywhere", block_term_everywhere },
    { "blocks-term-alone", block_term_alone },
    { "stopped", be_stopped },
    { "stops-when-asked", stop_when_asked },
    { "stopped-by-terminal", be_stopped_by_terminal },
    { "held-by-tracer", be_held_by_tracer },
    { "watched-by-tracer", be_watched_by_tracer },
    SCENES_END,
};
