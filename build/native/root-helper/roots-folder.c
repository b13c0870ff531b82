#include "roots-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_PART 256
#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

bool is_roots_alone(const struct stat *status)
{
    return status->st_uid == 0 && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int count_parts(const char *path)
{
    int count = 0;

    for (; *path != '\0'; path++)
        count += *path == '/';
    return count;
}

/* Opens one part in a folder and looks at it; made first where it is missing and may be. */
static int open_part(int folder, const char *part, bool may_make)
{
    struct stat status;
    int opened;

    if (may_make && mkdirat(folder, part, 0755) != 0 && errno != EEXIST)
        return -1;
    opened = openat(folder, part, FOLDER);
    if (opened < 0)
        return -1;
    if (fstat(opened, &status) != 0 || !is_roots_alone(&status)) {
        close(opened);
        errno = EPERM;
        return -1;
    }
    return opened;
}

int open_roots_folder(const char *path, int make)
{
    int left = count_parts(path);
    int folder = open_part(AT_FDCWD, "/", false);

    for (const char *at = path; folder >= 0 && at != NULL; at = strchr(at + 1, '/')) {
        char part[LONGEST_PART];
        size_t length = strcspn(at + 1, "/");
        int above = folder;
        int error;

        if (length >= sizeof part) {
            close(above);
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(part, at + 1, length);
        part[length] = '\0';
        folder = open_part(above, part, left-- <= make);
        error = errno;
        close(above);
        errno = error;
    }
    return folder;
}
