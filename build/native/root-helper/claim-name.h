#ifndef QUIESCE_CLAIM_NAME_H
#define QUIESCE_CLAIM_NAME_H

#include "run-id.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BOOT_ID_SIZE 65
#define CLAIM_NAME_SIZE 192

/* Whose claim a file is, by its name alone: RUN.BOOT.PID.STARTTICKS.json */
struct claim_name {
    char run[RUN_ID_SIZE];
    char boot[BOOT_ID_SIZE];
    uint64_t pid;
    uint64_t start_time;
};

/* Parses a file's name; false for one that is no claim's. */
bool parse_claim_name(const char *file, struct claim_name *name);

/* The name of a claim's file. False for one that others would not take for a claim: it would lock
   nothing. */
bool format_claim_name(const struct claim_name *name, char file[CLAIM_NAME_SIZE]);

#endif
