#include "folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

static void give_up(const char *path, const char *why)
{
    fprintf(stderr, "quiesce-practice: %s: %s\n", path, why);
    exit(EX_CANTCREAT);
}

static void choose_default(char path[PATH_MAX])
{
    const char *runtime = getenv("XDG_RUNTIME_DIR");

    if (runtime != NULL && runtime[0] == '/' && access(runtime, W_OK | X_OK) == 0)
        folder_join(path, runtime, "quiesce/practice");
    else
        snprintf(path, PATH_MAX, "/tmp/quiesce-practice-%u", (unsigned)geteuid());
}

static void make_with_parents(char path[PATH_MAX])
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            give_up(path, strerror(errno));
        *slash = '/';
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        give_up(path, strerror(errno));
}

static void check_owner(const char *path)
{
    struct stat status;

    /* In /tmp anybody could have put a link or a folder of theirs under this name first, and would
       then choose what we overwrite. */
    if (lstat(path, &status) != 0)
        give_up(path, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        give_up(path, "is not a folder");
    if (status.st_uid != geteuid())
        give_up(path, "belongs to somebody else");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        give_up(path, "can be written by others");
}

void folder_prepare(const char *wanted, char path[PATH_MAX])
{
    char chosen[PATH_MAX];
    size_t length;

    if (wanted == NULL)
        choose_default(chosen);
    else if (wanted[0] == '\0' || strlen(wanted) >= sizeof chosen)
        give_up(wanted, "is no folder's name");
    else
        strcpy(chosen, wanted);
    /* lstat follows a link whose name ends in a slash. */
    for (length = strlen(chosen); length > 1 && chosen[length - 1] == '/'; length--)
        chosen[length - 1] = '\0';
    make_with_parents(chosen);
    check_owner(chosen);
    if (realpath(chosen, path) == NULL)
        give_up(chosen, strerror(errno));
}

void folder_join(char path[PATH_MAX], const char *folder, const char *name)
{
    if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
        give_up(folder, strerror(ENAMETOOLONG));
}
