/* Waits inside the process, for another one of this machine, and none at all. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static pthread_mutex_t locks[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static pthread_barrier_t both;

static void *lock_crosswise(void *which)
{
    int own = which != NULL;

    pthread_mutex_lock(&locks[own]);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&locks[!own]);
    return NULL;
}

static void deadlock_two(void)
{
    pthread_t threads[2];

    catch_term();
    ready(getpid());
    await_term();
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&threads[0], NULL, lock_crosswise, NULL);
    pthread_create(&threads[1], NULL, lock_crosswise, threads);
    there();
    pthread_join(threads[0], NULL);
}

static void *lock_one(void *unused)
{
    pthread_mutex_lock(&locks[0]);
    return unused;
}

static void join_who_waits_for_us(void)
{
    pthread_t worker;

    catch_term();
    ready(getpid());
    await_term();
    pthread_mutex_lock(&locks[0]);
    pthread_create(&worker, NULL, lock_one, NULL);
    there();
    pthread_join(worker, NULL);
}

static int ends[2];

static void read_pipe(void)
{
    char byte;

    close(ends[1]);
    catch_term();
    told();
    await_term();
    there();
    (void)!read(ends[0], &byte, 1);
}

static void wait_at_pipe(void)
{
    pid_t subject;

    need(pipe(ends) == 0, "pipe");
    subject = spawn_subject(read_pipe);
    close(ends[0]);
    await_told();
    ready(subject);
    forever();
}

static void fill_pipe(void)
{
    static char bytes[1 << 16];

    close(ends[0]);
    catch_term();
    told();
    await_term();
    there();
    for (;;)
        (void)!write(ends[1], bytes, sizeof bytes);
}

static void wait_at_full_pipe(void)
{
    pid_t subject;

    need(pipe(ends) == 0, "pipe");
    subject = spawn_subject(fill_pipe);
    close(ends[1]);
    await_told();
    ready(subject);
    forever();
}

static void read_fifo(void)
{
    char byte;
    int fifo = open(path_of("fifo"), O_RDONLY);

    need(fifo >= 0, "open of the fifo");
    catch_term();
    told();
    await_term();
    there();
    (void)!read(fifo, &byte, 1);
}

static void wait_at_fifo(void)
{
    pid_t subject;

    need(mkfifo(path_of("fifo"), 0600) == 0, "mkfifo");
    subject = spawn_subject(read_fifo);
    need(open(path_of("fifo"), O_WRONLY) >= 0, "open of the fifo");
    await_told();
    ready(subject);
    forever();
}

static struct sockaddr_un socket_name(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };

    strncpy(name.sun_path, path_of("socket"), sizeof name.sun_path - 1);
    return name;
}

static void ask_unix_server(void)
{
    struct sockaddr_un name = socket_name();
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    char byte;

    need(connect(connection, (struct sockaddr *)&name, sizeof name) == 0, "connect");
    catch_term();
    told();
    await_term();
    there();
    (void)!read(connection, &byte, 1);
}

static void wait_at_unix_socket(void)
{
    struct sockaddr_un name = socket_name();
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    pid_t subject;

    need(bind(server, (struct sockaddr *)&name, sizeof name) == 0, "bind");
    need(listen(server, 5) == 0, "listen");
    subject = spawn_subject(ask_unix_server);
    need(accept(server, NULL, NULL) >= 0, "accept");
    await_told();
    ready(subject);
    forever();
}

static void *read_in_thread(void *unused)
{
    char byte;

    (void)!read(ends[0], &byte, 1);
    return unused;
}

static void join_reader(void)
{
    pthread_t worker;

    close(ends[1]);
    catch_term();
    told();
    await_term();
    pthread_create(&worker, NULL, read_in_thread, NULL);
    there();
    pthread_join(worker, NULL);
}

static void join_worker_at_pipe(void)
{
    pid_t subject;

    need(pipe(ends) == 0, "pipe");
    subject = spawn_subject(join_reader);
    close(ends[0]);
    await_told();
    ready(subject);
    forever();
}

static void forget(void)
{
    struct epoll_event event;
    int loop = epoll_create1(0);

    catch_term();
    ready(getpid());
    for (;;)
        epoll_wait(loop, &event, 1, -1);
}

static void wait_at_semaphore(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf down = { .sem_op = -1 };

    need(set >= 0, "semget");
    catch_term();
    ready(getpid());
    await_term();
    there();
    semop(set, &down, 1);
}

static void compute(void)
{
    volatile unsigned long n = 0;

    catch_term();
    ready(getpid());
    await_term();
    there();
    for (;;)
        n++;
}

static void save(void)
{
    static char bytes[1 << 16];
    int file = open(path_of("save"), O_RDWR | O_CREAT | O_TRUNC, 0600);

    need(file >= 0, "open");
    catch_term();
    ready(getpid());
    await_term();
    there();
    for (;;) {
        (void)!pwrite(file, bytes, sizeof bytes, 0);
        sleep_ms(10);
    }
}

const struct scene wait_scenes[] = {
    { "deadlock", deadlock_two },
    { "joins-who-waits-for-it", join_who_waits_for_us },
    { "pipe", wait_at_pipe },
    { "full-pipe", wait_at_full_pipe },
    { "fifo", wait_at_fifo },
    { "unix-socket", wait_at_unix_socket },
    { "worker-at-pipe", join_worker_at_pipe },
    { "forgets", forget },
    { "semaphore", wait_at_semaphore },
    { "computes", compute },
    { "saves", save },
    SCENES_END,
};
