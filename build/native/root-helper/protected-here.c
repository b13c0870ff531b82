/* What root refuses to signal, whoever asks: the programs on which the machine or a session hangs,
   and processes of other pid namespaces, which have a root of their own. */

#include "../signal-helper/protected-here.h"

#include "program.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A name that was borrowed is refused as well: better one too many. */
static const char *const basics[] = {
    "systemd",
    "systemd-journald",
    "systemd-logind",
    "systemd-udevd",
    "udevd",
    "eudev",
    "elogind",
    "elogind-daemon",
    "dbus-daemon",
    "dbus-broker",
    "dbus-broker-launch",
    "polkitd",
    "init",
};

static bool is_basic(const struct program *program)
{
    for (size_t i = 0; i < sizeof basics / sizeof basics[0]; i++)
        if (is_called(program, basics[i]))
            return true;
    return false;
}

/* True also where nobody may know. */
static bool is_of_other_namespace(pid_t pid)
{
    char path[64];
    struct stat own, other;

    snprintf(path, sizeof path, "/proc/%d/ns/pid", (int)pid);
    return stat("/proc/self/ns/pid", &own) != 0 || stat(path, &other) != 0 ||
           own.st_dev != other.st_dev || own.st_ino != other.st_ino;
}

bool is_protected_here(pid_t pid)
{
    struct program program;

    if (is_of_other_namespace(pid))
        return true;
    return read_program(pid, &program) != 0 || is_basic(&program);
}
