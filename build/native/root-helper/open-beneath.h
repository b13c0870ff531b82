#ifndef QUIESCE_OPEN_BENEATH_H
#define QUIESCE_OPEN_BENEATH_H

/* Opens one part of a path in a folder: no link of any kind, and on the same file system. -1 with
   errno; ELOOP or ENOTDIR for a link, EXDEV for what is mounted there. */
int open_beneath(int folder, const char *part, int flags);

#endif
