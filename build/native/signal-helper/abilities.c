#include "abilities.h"

#include "pidfd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

struct abilities find_abilities(void)
{
    struct abilities found = {0};
    int self = pidfd_open_process(getpid());

    found.can_pin = self >= 0;
    found.has_inode = found.can_pin && pidfd_has_unique_inode(self);
    if (found.can_pin)
        close(self);
    read_boot_id(found.boot_id, sizeof found.boot_id);
    return found;
}
