#ifndef QUIESCE_FUZZ_TARGET_H
#define QUIESCE_FUZZ_TARGET_H

#include <stddef.h>

/* Something that takes whatever bytes it is given. */
struct target {
    const char *name;
    void (*take)(const unsigned char *bytes, size_t length);
    /* Inputs to begin with, and words that make sense in the middle of one; both end with NULL. */
    const char *const *seeds;
    const char *const *words;
};

/* All of them; the last one has no name. */
extern const struct target targets[];

/* Ends the run with the present input where something that must hold does not. */
void must(int holds, const char *what);

#endif
