#include "systemctl.h"

#include "spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A manager with thousands of units takes seconds to read its files. */
#define PATIENCE_S 60

#define LARGEST_ANSWER 65536

static time_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* Reads until nobody writes any more. False where that takes too long. */
static bool read_answer(int output, char *text)
{
    time_t end = now() + PATIENCE_S;
    struct pollfd source = {.fd = output, .events = POLLIN};
    size_t used = 0;
    char spilt[4096];

    for (time_t left = PATIENCE_S; left > 0; left = end - now()) {
        size_t room = LARGEST_ANSWER - 1 - used;
        ssize_t count;

        if (poll(&source, 1, (int)left * 1000) <= 0)
            continue;
        count = room > 0 ? read(output, text + used, room) : read(output, spilt, sizeof spilt);
        if (count == 0) {
            text[used] = '\0';
            return true;
        }
        if (count > 0 && room > 0)
            used += (size_t)count;
    }
    return false;
}

static int run_once(char *const arguments[], char *text)
{
    /* What a person's settings say of colours, pagers and languages is nothing to us. */
    static char *const environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C",
                                        "SYSTEMD_COLORS=0", "SYSTEMD_LOG_LEVEL=err", NULL};
    struct spawned spawned;
    int status;
    int error;
    bool is_answered;

    error = spawn_program(arguments, environment, &spawned);
    if (error != 0)
        return error;
    is_answered = read_answer(spawned.output, text);
    close(spawned.output);
    if (!is_answered)
        kill(spawned.pid, SIGKILL);
    while (waitpid(spawned.pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (!is_answered)
        return ETIMEDOUT;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : EPROTO;
}

/* Runs systemctl(1); ARGUMENTS has room for its path at the beginning. */
static int run(char *arguments[], char *text)
{
    static char *const places[] = {"/usr/bin/systemctl", "/bin/systemctl"};
    int error = ENOENT;

    for (size_t i = 0; error == ENOENT && i < sizeof places / sizeof places[0]; i++) {
        arguments[0] = places[i];
        error = run_once(arguments, text);
    }
    return error;
}

int ask_for_unit(const char *unit, const struct deadline_paths *paths, struct unit_facts *facts)
{
    char text[LARGEST_ANSWER];
    char name[UNIT_NAME_SIZE];
    char *arguments[] = {NULL, "--system", "--no-pager", "show", "--property=" UNIT_PROPERTIES,
                         "--", name,       NULL};
    int error;

    strcpy(name, unit);
    error = run(arguments, text);
    if (error != 0)
        return error;
    return parse_unit_facts(text, paths->drop_in, facts) ? 0 : EPROTO;
}

int reload_systemd(void)
{
    char text[LARGEST_ANSWER];
    char *arguments[] = {NULL, "--system", "--no-ask-password", "daemon-reload", NULL};

    return run(arguments, text);
}
