#include "script-name.h"

#include <stddef.h>
#include <string.h>

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool begins_with(const char *name, const char *begin)
{
    return strncmp(name, begin, strlen(begin)) == 0;
}

bool is_machine_script(const char *name)
{
    static const char *const names[] = {
        "rc",       "rcS",        "rc.local",    "skeleton",          "functions",
        "halt",     "reboot",     "single",      "killall",           "killprocs",
        "sendsigs", "bootlogs",   "bootmisc.sh", "hostname",          "hostname.sh",
        "hwclock",  "hwclock.sh", "kmod",        "module-init-tools", "procps",
        "urandom",  "rmnologin",  "networking",  "network",           "brightness",
        NULL,
    };

    return is_one_of(name, names) || begins_with(name, "mount") || begins_with(name, "umount") ||
           begins_with(name, "checkfs") || begins_with(name, "checkroot");
}

bool is_basic_script(const char *name)
{
    static const char *const names[] = {"dbus",    "messagebus", "udev",    "eudev",
                                        "elogind", "polkit",     "polkitd", NULL};

    return is_one_of(name, names) || begins_with(name, "systemd-");
}
