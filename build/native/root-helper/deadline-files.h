#ifndef QUIESCE_DEADLINE_FILES_H
#define QUIESCE_DEADLINE_FILES_H

#include "deadline-text.h"

#include <stdbool.h>

/* What lies there of a unit's two files, as texts; "" for none. */
struct deadline_files {
    char drop_in[DEADLINE_TEXT_SIZE];
    char tidy[DEADLINE_TEXT_SIZE];
};

/* Reads what is there. 0, or an errno: EPERM, ENOTDIR or ELOOP for a folder that is not root's
   alone. */
int read_deadline_files(const struct deadline_paths *paths, struct deadline_files *files);

/* Makes the files such, first the one that takes the other back; one whose text is "" is removed.
   Each is written beside itself and renamed, so that systemd reads all of it or nothing. 0, or an
   errno. */
int write_deadline_files(const struct deadline_paths *paths, const struct deadline_files *files);

#endif
