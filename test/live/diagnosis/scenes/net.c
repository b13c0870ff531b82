/* Waits for the other end of a connection, in a network of the scene's own. */
#define _GNU_SOURCE
#include "scenes.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void own_network(void)
{
    struct ifreq lo = { .ifr_flags = IFF_UP };
    int any;

    need(unshare(CLONE_NEWNET) == 0, "unshare");
    any = socket(AF_INET, SOCK_DGRAM, 0);
    strcpy(lo.ifr_name, "lo");
    need(ioctl(any, SIOCSIFFLAGS, &lo) == 0, "SIOCSIFFLAGS");
    close(any);
}

static int port;

static struct sockaddr_in address(void)
{
    struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons(port) };

    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return name;
}

static int listen_there(int backlog)
{
    struct sockaddr_in name = address();
    int one = 1, server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    need(bind(server, (struct sockaddr *)&name, sizeof name) == 0, "bind");
    need(listen(server, backlog) == 0, "listen");
    return server;
}

static int connect_there(void)
{
    struct sockaddr_in name = address();
    int connection = socket(AF_INET, SOCK_STREAM, 0);

    need(connect(connection, (struct sockaddr *)&name, sizeof name) == 0, "connect");
    return connection;
}

static int listener;

/* The listener belongs to those outside, who take the connection and say nothing. */
static void play_peer(int at, void (*life)(void))
{
    pid_t subject;

    own_network();
    port = at;
    listener = listen_there(5);
    subject = spawn_subject(life);
    need(accept(listener, NULL, NULL) >= 0, "accept");
    await_told();
    ready(subject);
    forever();
}

static void read_answer(void)
{
    int connection;
    char byte;

    close(listener);
    connection = connect_there();
    catch_term();
    told();
    await_term();
    there();
    (void)!read(connection, &byte, 1);
}

static void wait_for_silent_peer(void)
{
    play_peer(7311, read_answer);
}

static void wait_for_database(void)
{
    play_peer(5432, read_answer);
}

static void loop_over_answer(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    int connection, loop = epoll_create1(0);

    close(listener);
    connection = connect_there();
    need(epoll_ctl(loop, EPOLL_CTL_ADD, connection, &event) == 0, "epoll_ctl");
    catch_term();
    told();
    await_term();
    there();
    for (;;)
        epoll_wait(loop, &event, 1, -1);
}

static void wait_for_peer_in_loop(void)
{
    play_peer(6379, loop_over_answer);
}

static void connect_in_vain(void)
{
    close(listener);
    catch_term();
    told();
    await_term();
    there();
    connect_there();
}

/* A listener's full queue: what comes then is dropped, as by a host that is off. */
static void wait_for_connection(void)
{
    pid_t subject;

    own_network();
    port = 7312;
    listener = listen_there(0);
    connect_there();
    subject = spawn_subject(connect_in_vain);
    await_told();
    ready(subject);
    forever();
}

static void send_to_half_closed(void)
{
    static char bytes[1 << 16];
    int connection;

    close(listener);
    connection = connect_there();
    catch_term();
    told();
    await_term();
    there();
    for (;;)
        (void)!write(connection, bytes, sizeof bytes);
}

static void wait_in_close_wait(void)
{
    pid_t subject;

    own_network();
    port = 7313;
    listener = listen_there(5);
    subject = spawn_subject(send_to_half_closed);
    need(shutdown(accept(listener, NULL, NULL), SHUT_WR) == 0, "shutdown");
    await_told();
    ready(subject);
    forever();
}

static void serve_until_left(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    int loop = epoll_create1(0), server = listen_there(5), client;

    told();
    client = accept(server, NULL, NULL);
    need(epoll_ctl(loop, EPOLL_CTL_ADD, client, &event) == 0, "epoll_ctl");
    catch_term();
    told();
    await_term();
    there();
    /* A graceful stop: no new clients, and those that are there may finish. */
    close(server);
    for (;;)
        epoll_wait(loop, &event, 1, -1);
}

static void wait_for_client(void)
{
    pid_t subject;

    own_network();
    /* Of those that the kernel gives to who connects: once the listener is closed, the number tells
     * nothing, and which end is the server is known by what was seen when the stop began. */
    port = 50080;
    subject = spawn_subject(serve_until_left);
    await_told();
    connect_there();
    await_told();
    ready(subject);
    forever();
}

const struct scene net_scenes[] = {
    { "silent-peer", wait_for_silent_peer },
    { "silent-database", wait_for_database },
    { "silent-peer-in-loop", wait_for_peer_in_loop },
    { "no-connection", wait_for_connection },
    { "close-wait", wait_in_close_wait },
    { "client-stays", wait_for_client },
    SCENES_END,
};
