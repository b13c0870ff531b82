/* Daemons in good order, at rest in every usual way; each leaves at SIGTERM. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As a daemon without SA_RESTART: its call ends when the signal comes. */
static void end_call(int number)
{
    (void)number;
}

static void wake_at_term(void)
{
    struct sigaction action = { .sa_handler = end_call };

    sigaction(SIGTERM, &action, NULL);
    ready(getpid());
}

static sigset_t block_term(void)
{
    sigset_t term;

    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    return term;
}

static int listen_at_path(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int server = socket(AF_UNIX, SOCK_STREAM, 0);

    strncpy(name.sun_path, path_of("socket"), sizeof name.sun_path - 1);
    need(bind(server, (struct sockaddr *)&name, sizeof name) == 0, "bind");
    need(listen(server, 5) == 0, "listen");
    return server;
}

static void rest_in_epoll(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    int loop = epoll_create1(0);

    epoll_ctl(loop, EPOLL_CTL_ADD, listen_at_path(), &event);
    wake_at_term();
    epoll_wait(loop, &event, 1, -1);
}

static void rest_in_poll(void)
{
    struct pollfd wait = { .fd = listen_at_path(), .events = POLLIN };

    wake_at_term();
    poll(&wait, 1, -1);
}

static void rest_in_select(void)
{
    fd_set set;
    int server = listen_at_path();

    FD_ZERO(&set);
    FD_SET(server, &set);
    wake_at_term();
    select(server + 1, &set, NULL, NULL, NULL);
}

static void rest_in_accept(void)
{
    int server = listen_at_path();

    wake_at_term();
    accept(server, NULL, NULL);
}

static void rest_in_sigwait(void)
{
    sigset_t term = block_term();
    int number;

    ready(getpid());
    sigwait(&term, &number);
}

/* Blocked for as long as it lives, and taken all the same. */
static void rest_at_signalfd(void)
{
    sigset_t term = block_term();
    struct epoll_event event = { .events = EPOLLIN };
    int loop = epoll_create1(0), taker = signalfd(-1, &term, 0);

    epoll_ctl(loop, EPOLL_CTL_ADD, taker, &event);
    ready(getpid());
    epoll_wait(loop, &event, 1, -1);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;

static void *await_work(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&work, &lock);
    return unused;
}

static void rest_with_pool(void)
{
    sigset_t term = block_term();
    pthread_t worker;
    int number;

    for (int i = 0; i < 4; i++)
        pthread_create(&worker, NULL, await_work, NULL);
    ready(getpid());
    sigwait(&term, &number);
}

static void rest_at_timer(void)
{
    struct itimerspec every = { { 0, 50000000 }, { 0, 50000000 } };
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    unsigned long count;

    timerfd_settime(timer, 0, &every, NULL);
    wake_at_term();
    while (read(timer, &count, sizeof count) > 0)
        continue;
}

static void rest_in_sleep(void)
{
    struct timespec nap = { 0, 50000000 };

    wake_at_term();
    while (nanosleep(&nap, NULL) == 0)
        continue;
}

static void rest_in_pause(void)
{
    ready(getpid());
    pause();
}

static int server;

static void serve(void)
{
    for (;;)
        close(accept(server, NULL, NULL));
}

static void rest_before_workers(void)
{
    pid_t workers[3];

    server = listen_at_path();
    for (int i = 0; i < 3; i++)
        workers[i] = spawn(serve);
    catch_term();
    ready(getpid());
    await_term();
    for (int i = 0; i < 3; i++)
        kill(workers[i], SIGTERM);
    while (wait(NULL) > 0)
        continue;
}

static int ends[2];

static void read_from_sibling(void)
{
    char byte;

    close(ends[1]);
    told();
    (void)!read(ends[0], &byte, 1);
}

/* A log's reader: its writer writes seldom, and is another's. */
static void rest_at_pipe(void)
{
    pid_t subject;

    need(pipe(ends) == 0, "pipe");
    subject = spawn_subject(read_from_sibling);
    close(ends[0]);
    await_told();
    ready(subject);
    waitpid(subject, NULL, 0);
}

static void ask_server(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);

    strncpy(name.sun_path, path_of("socket"), sizeof name.sun_path - 1);
    need(connect(connection, (struct sockaddr *)&name, sizeof name) == 0, "connect");
    forever();
}

static void rest_with_client(void)
{
    struct pollfd wait = { .events = POLLIN };

    server = listen_at_path();
    spawn(ask_server);
    wait.fd = accept(server, NULL, NULL);
    wake_at_term();
    poll(&wait, 1, -1);
}

static void rest_with_lock(void)
{
    int file = open(path_of("lock"), O_RDWR | O_CREAT, 0600);

    need(flock(file, LOCK_EX | LOCK_NB) == 0, "flock");
    wake_at_term();
    pause();
}

static void rest_at_datagrams(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int taker = socket(AF_UNIX, SOCK_DGRAM, 0);
    char bytes[64];

    strncpy(name.sun_path, path_of("log"), sizeof name.sun_path - 1);
    need(bind(taker, (struct sockaddr *)&name, sizeof name) == 0, "bind");
    wake_at_term();
    recv(taker, bytes, sizeof bytes, 0);
}

static void rest_in_suspend(void)
{
    catch_term();
    ready(getpid());
    await_term();
}

const struct scene healthy_scenes[] = {
    { "rests-in-epoll", rest_in_epoll },
    { "rests-in-poll", rest_in_poll },
    { "rests-in-select", rest_in_select },
    { "rests-in-accept", rest_in_accept },
    { "rests-in-sigwait", rest_in_sigwait },
    { "rests-at-signalfd", rest_at_signalfd },
    { "rests-with-pool", rest_with_pool },
    { "rests-at-timer", rest_at_timer },
    { "rests-in-sleep", rest_in_sleep },
    { "rests-in-pause", rest_in_pause },
    { "rests-before-workers", rest_before_workers },
    { "rests-at-pipe", rest_at_pipe },
    { "rests-with-client", rest_with_client },
    { "rests-with-lock", rest_with_lock },
    { "rests-at-datagrams", rest_at_datagrams },
    { "rests-in-suspend", rest_in_suspend },
    SCENES_END,
};
