#include "file-users.h"

#include "lock-line.h"
#include "processes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

struct search {
    const struct stat *file;
    struct denial denial;
};

/* What a descriptor leads to, without asking the server of a network file system, which may be
   away. */
static bool leads_to(int folder, const char *name, const struct stat *file)
{
    struct statx found;

    if (statx(folder, name, AT_STATX_DONT_SYNC, STATX_INO, &found) != 0)
        return false;
    return makedev(found.stx_dev_major, found.stx_dev_minor) == file->st_dev &&
           found.stx_ino == file->st_ino;
}

static bool has_open(DIR *descriptors, const struct stat *file)
{
    const struct dirent *entry;

    while ((entry = readdir(descriptors)) != NULL)
        if (entry->d_name[0] != '.' && leads_to(dirfd(descriptors), entry->d_name, file))
            return true;
    return false;
}

static bool look_at_process(pid_t pid, void *context)
{
    struct search *search = context;
    char path[64];
    DIR *descriptors;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    descriptors = opendir(path);
    if (descriptors == NULL) {
        if (errno != ENOENT && errno != ESRCH)
            search->denial = refuse_for("unknown", "the files of pid %d cannot be seen", (int)pid);
        return search->denial.reason == NULL;
    }
    if (has_open(descriptors, search->file))
        search->denial = refuse_for("in-use", "pid %d has it open", (int)pid);
    closedir(descriptors);
    return search->denial.reason == NULL;
}

static struct denial refuse_locked(const struct stat *file)
{
    char line[256];
    FILE *locks = fopen("/proc/locks", "re");
    bool is_locked = false;

    if (locks == NULL)
        return refuse_for("unknown", "the locks cannot be seen");
    while (!is_locked && fgets(line, sizeof line, locks) != NULL)
        is_locked = is_lock_on(line, file->st_dev, file->st_ino);
    if (ferror(locks)) {
        fclose(locks);
        return refuse_for("unknown", "the locks cannot be seen");
    }
    fclose(locks);
    return is_locked ? refuse_for("in-use", "it is locked") : not_refused;
}

struct denial refuse_file_in_use(const struct stat *file)
{
    struct search search = {.file = file, .denial = not_refused};
    int error = visit_processes(look_at_process, &search);

    if (search.denial.reason != NULL)
        return search.denial;
    if (error != 0)
        return refuse_for("unknown", "not all processes can be seen");
    return refuse_locked(file);
}
