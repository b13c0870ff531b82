#ifndef PRACTICE_VICES_H
#define PRACTICE_VICES_H

#include "options.h"

#include <stdbool.h>
#include <stddef.h>

#define MOST_WORKERS 1000

/* One way to behave. run returns the exit status. */
struct vice {
    const char *name;
    const char *summary;
    int (*run)(const struct options *options);
    bool leaves_session_itself;
};

/* All of them; the last has no name. */
extern const struct vice vices[];

/* The vice of exactly that name, or NULL. */
const struct vice *find_vice(const char *name);

int run_obeys(const struct options *options);
int run_slow(const struct options *options);
int run_ignores_term(const struct options *options);
int run_catches_term(const struct options *options);
int run_stopped(const struct options *options);
int run_double_forks(const struct options *options);
int run_respawns(const struct options *options);
int run_forks(const struct options *options);
int run_leaves_files(const struct options *options);

#endif
