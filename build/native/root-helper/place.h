#ifndef QUIESCE_PLACE_H
#define QUIESCE_PLACE_H

#include "../signal-helper/line-reader.h"

#include <stdbool.h>

/* Where a pid or lock file lies, as the words of its path say. */
struct place {
    char path[LONGEST_LINE]; /* without the links that old paths go through */
    const char *base;        /* the folder that such files lie in: "/run", "/run/lock" … */
    const char *rest;        /* what follows it, within `path` */
    bool is_lock_folder;     /* right in a folder where everything is a lock */
};

/* Finds the place of a straight path. `run_is_link`, `lock_is_link`: /var/run leads to /run,
   /var/lock to /run/lock. NULL, or why no such file may lie there. */
const char *find_place(const char *path, bool run_is_link, bool lock_is_link, struct place *place);

#endif
