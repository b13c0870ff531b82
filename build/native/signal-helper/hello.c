#include "hello.h"

#include "pidfd.h"
#include "reply.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROTOCOL_VERSION 1

static void read_boot_id(char *boot_id, size_t capacity)
{
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");

    boot_id[0] = '\0';
    if (file != NULL) {
        if (fgets(boot_id, (int)capacity, file) != NULL)
            boot_id[strcspn(boot_id, "\n")] = '\0';
        fclose(file);
    }
    if (boot_id[0] == '\0')
        snprintf(boot_id, capacity, "unknown");
}

bool say_hello(void)
{
    char boot_id[64];
    int self = pidfd_open_process(getpid());
    bool can_pin = self >= 0;
    bool has_inode = can_pin && pidfd_has_unique_inode(self);

    if (can_pin)
        close(self);
    read_boot_id(boot_id, sizeof boot_id);
    reply("hello %d pidfd=%s inode=%s boot=%s", PROTOCOL_VERSION, can_pin ? "yes" : "no",
          has_inode ? "yes" : "no", boot_id);
    return can_pin;
}
