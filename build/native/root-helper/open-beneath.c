#include "open-beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

static int close_with(int file, int error)
{
    close(file);
    errno = error;
    return -1;
}

/* Before Linux 5.6. One part at a time, O_NOFOLLOW says the same as openat2(2), but for a file
   system mounted there that has the same device: a bind mount, which only root can make. */
static int open_by_hand(int folder, const char *part, int flags)
{
    struct stat above, found;
    int opened = openat(folder, part, flags | O_NOFOLLOW | O_CLOEXEC);

    if (opened < 0)
        return -1;
    if (fstat(folder, &above) != 0 || fstat(opened, &found) != 0)
        return close_with(opened, errno);
    if (found.st_dev != above.st_dev)
        return close_with(opened, EXDEV);
    /* With O_PATH, the link itself is opened. */
    return S_ISLNK(found.st_mode) ? close_with(opened, ELOOP) : opened;
}

int open_beneath(int folder, const char *part, int flags)
{
    struct open_how how = {
        .flags = (unsigned long long)(unsigned)(flags | O_NOFOLLOW | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    int opened = (int)syscall(SYS_openat2, folder, part, &how, sizeof how);

    /* EPERM: a sandbox that does not know the call. */
    if (opened < 0 && (errno == ENOSYS || errno == EPERM))
        return open_by_hand(folder, part, flags);
    return opened;
}
