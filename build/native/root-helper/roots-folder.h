#ifndef QUIESCE_ROOTS_FOLDER_H
#define QUIESCE_ROOTS_FOLDER_H

#include <stdbool.h>
#include <sys/stat.h>

/* Whether a file or folder belongs to root and can be written by nobody else. An access list that
   lets somebody write shows in the group's bits (acl(5)), too. */
bool is_roots_alone(const struct stat *status);

/* Opens a folder by its absolute path, part by part, following no link: each on the way is root's
   alone. Those of the last MAKE parts that are missing are made, with mode 0755. -1 with errno:
   EPERM for one that is not root's alone, ENOTDIR or ELOOP for a link. */
int open_roots_folder(const char *path, int make);

#endif
