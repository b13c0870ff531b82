#include "lock-line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

bool is_lock_on(const char *line, dev_t device, ino_t inode)
{
    unsigned major_number, minor_number;
    uint64_t number;
    /* `1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF`, with `->` behind the number for who
     * waits. */
    const char *kind = strchr(line, ':');

    if (kind == NULL)
        return true;
    if (strstr(line, " <none>:") != NULL)
        return false;
    kind += 1 + strspn(kind + 1, " ->");
    if (sscanf(kind, "%*s %*s %*s %*d %x:%x:%" SCNu64 " ", &major_number, &minor_number, &number) !=
        3)
        return true;
    return major_number == major(device) && minor_number == minor(device) && number == inode;
}
