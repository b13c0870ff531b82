#ifndef QUIESCE_ROLES_H
#define QUIESCE_ROLES_H

#include "../signal-helper/line-reader.h"

/* One thing that this program may do for its client; a process does one of them. */
struct role {
    const char *name;
    /* Made ready: answers with a descriptor that is readable when there is something to attend to,
       or -1 where it could not be made. NULL where there never is anything. */
    int (*begin)(void);
    /* Carries out a line of the client's and answers it. NULL stands for a line that was no text.
     */
    line_handler *handle;
    /* Tells the client what happened. */
    void (*attend)(void);
    /* The client has left. */
    void (*end)(void);
    /* Whether it is of no use on a kernel that cannot pin processes. */
    bool needs_pidfd;
};

extern const struct role signals_role;
extern const struct role init_scripts_role;
extern const struct role stale_files_role;
extern const struct role deadlines_role;

/* The role of this name, or NULL. */
const struct role *find_role(const char *name);

#endif
