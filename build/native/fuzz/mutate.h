#ifndef QUIESCE_FUZZ_MUTATE_H
#define QUIESCE_FUZZ_MUTATE_H

#include "target.h"

#include <stddef.h>
#include <stdint.h>

#define LARGEST_INPUT 2048

struct input {
    size_t length;
    unsigned char *bytes;
};

/* The present input. */
extern unsigned char bytes[LARGEST_INPUT + 1];
extern size_t length;

/* The same seed gives the same numbers. It is not 0. */
void seed_random(uint64_t seed);
/* A number from 0 to below `below`. */
uint32_t any(uint32_t below);

/* Changes the present input a little, by the target's words and by pieces of these others. */
void mutate_once(const struct target *target, const struct input *inputs, size_t count);

#endif
