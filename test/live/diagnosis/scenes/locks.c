/* Locks on files that somebody else has. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int take_flock(int file)
{
    return flock(file, LOCK_EX);
}

static int take_posix(int file)
{
    struct flock whole = { .l_type = F_WRLCK };

    return fcntl(file, F_SETLKW, &whole);
}

static int take_ofd(int file)
{
    struct flock whole = { .l_type = F_WRLCK };

    return fcntl(file, F_OFD_SETLKW, &whole);
}

static int (*take)(int file);

static int open_database(void)
{
    int file = open(path_of("database"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    need(file >= 0, "open");
    return file;
}

static void lock_when_asked(void)
{
    int file = open_database();

    catch_term();
    told();
    await_term();
    there();
    take(file);
}

static void hold_until_killed(void)
{
    need(take(open_database()) == 0, "lock");
    told();
    forever();
}

static void play_lock(int (*kind)(int file))
{
    pid_t subject;

    take = kind;
    spawn(hold_until_killed);
    await_told();
    subject = spawn_subject(lock_when_asked);
    await_told();
    ready(subject);
    forever();
}

static void wait_for_flock(void)
{
    play_lock(take_flock);
}

static void wait_for_posix(void)
{
    play_lock(take_posix);
}

static void wait_for_ofd(void)
{
    play_lock(take_ofd);
}

static void wait_for_stopped_holder(void)
{
    pid_t holder, subject;

    take = take_flock;
    holder = spawn(hold_until_killed);
    await_told();
    kill(holder, SIGSTOP);
    need(waitpid(holder, NULL, WUNTRACED) == holder, "waitpid");
    subject = spawn_subject(lock_when_asked);
    await_told();
    ready(subject);
    forever();
}

static void lock_at_once(void)
{
    there();
    take(open_database());
}

static void wait_for_own_child(void)
{
    wait(NULL);
}

static void parent_of_leaf(void)
{
    spawn(lock_at_once);
    wait_for_own_child();
}

/* It waits for its child, which waits for its own, which waits for a lock of somebody outside. */
static void lead_to_leaf(void)
{
    catch_term();
    told();
    await_term();
    spawn(parent_of_leaf);
    wait_for_own_child();
}

static void wait_for_leaf(void)
{
    pid_t subject;

    take = take_flock;
    spawn(hold_until_killed);
    await_told();
    subject = spawn_subject(lead_to_leaf);
    await_told();
    ready(subject);
    forever();
}

const struct scene lock_scenes[] = {
    { "flock", wait_for_flock },
    { "posix-lock", wait_for_posix },
    { "ofd-lock", wait_for_ofd },
    { "flock-of-stopped", wait_for_stopped_holder },
    { "grandchild-at-lock", wait_for_leaf },
    SCENES_END,
};
