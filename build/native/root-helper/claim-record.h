#ifndef QUIESCE_CLAIM_RECORD_H
#define QUIESCE_CLAIM_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A process for as long as the machine is up, as claims spell it. */
struct claimed_process {
    const char *boot;
    uint64_t pid;
    uint64_t start_time;
};

/* What a claim's file says; the form of electron/engine/locks/claim-files.ts. */
struct claim_record {
    bool is_held; /* or still trying */
    const char *run;
    const char *target;
    const char *title;
    const char *user;
    const char *door;
    struct claimed_process owner;
    struct claimed_process *members;
    size_t member_count;
    uint64_t at; /* milliseconds of the wall clock */
};

/* Parses the bytes of a file, which are changed, have to stay, and have room for one byte more.
   Strings point into them; the members have to be freed. False for what is no claim, or half
   written. */
bool parse_claim(char *bytes, size_t length, struct claim_record *record);

/* The bytes of a file, to be freed; NULL where there is no memory for them. */
char *format_claim(const struct claim_record *record, size_t *length);

/* Whether two claims exclude each other: the same run, target, or a process in common. */
bool claims_overlap(const struct claim_record *a, const struct claim_record *b);

#endif
