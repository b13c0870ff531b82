#ifndef QUIESCE_START_H
#define QUIESCE_START_H

#include "client.h"
#include "roles.h"

/* As what, and for whom, this program was started. */
struct start {
    const struct role *role;
    struct client client;
};

/* Closes every descriptor but stdin, stdout and stderr, which are open then. False where they
   cannot be. */
bool shed_descriptors(void);

/* Looks at how this program was started. NULL, or why it must not go on. */
const char *check_start(int count, char **arguments, struct start *start);

/* Lets go of the rest that whoever started us may have left: environment, limits, groups, signal
   dispositions, folder, stderr. NULL, or what could not be done. */
const char *shed_inheritance(void);

#endif
