#ifndef QUIESCE_ABILITIES_H
#define QUIESCE_ABILITIES_H

#include <stdbool.h>

#define PROTOCOL_VERSION 1

/* What this kernel can do, and which boot this is. */
struct abilities {
    bool can_pin;
    bool has_inode;
    char boot_id[64]; /* "unknown" where the kernel does not say */
};

struct abilities find_abilities(void);

#endif
