#include "claim-folder.h"

#include "../signal-helper/abilities.h"
#include "../signal-helper/pidfd.h"
#include "../signal-helper/process-stat.h"
#include "../signal-helper/read-file.h"
#include "client.h"
#include "roots-folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* More than 4096 members take. */
#define LARGEST_CLAIM ((size_t)4 << 20)

int open_claim_folder(void)
{
    return open_roots_folder("/run/quiesce", 1);
}

static const char *this_boot(void)
{
    static struct abilities found;

    if (found.boot_id[0] == '\0')
        found = find_abilities();
    return found.boot_id;
}

/* True unless it is proven that the process is gone. */
static bool is_alive(const struct claim_name *owner)
{
    struct process_stat process;
    int pidfd;
    bool is_gone;

    if (strcmp(owner->boot, this_boot()) != 0 || owner->pid == 0 || owner->pid > INT_MAX)
        return false;
    pidfd = pidfd_open_process((pid_t)owner->pid);
    if (pidfd < 0)
        return errno != ESRCH;
    is_gone = read_process_stat((pid_t)owner->pid, &process) == 0 &&
              process.start_time != owner->start_time;
    is_gone = pidfd_has_exited(pidfd) || is_gone;
    close(pidfd);
    return !is_gone;
}

/* The bytes of a claim's file with room for one more, to be freed; NULL where they cannot be had.
 */
static char *read_bytes(int folder, const char *file, size_t *length)
{
    struct stat status;
    char *bytes = NULL;
    int opened = openat(folder, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (opened < 0)
        return NULL;
    if (fstat(opened, &status) == 0 && S_ISREG(status.st_mode) &&
        (size_t)status.st_size < LARGEST_CLAIM)
        bytes = malloc((size_t)status.st_size + 4096);
    if (bytes != NULL &&
        read_whole_descriptor(opened, bytes, (size_t)status.st_size + 4096, length) != 0) {
        free(bytes);
        bytes = NULL;
    }
    close(opened);
    return bytes;
}

static bool is_still_there(int folder, const char *file)
{
    struct stat status;

    return fstatat(folder, file, &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

/* Looks at one claim of a living owner's. */
static struct rival judge(int folder, const char *file, const struct claim_name *name,
                          const struct claim_record *own)
{
    struct rival found = {.is_there = true, .name = *name};
    struct claim_record other;
    size_t length;
    char *bytes = read_bytes(folder, file, &length);

    if (bytes == NULL) {
        found.is_there = is_still_there(folder, file);
        return found;
    }
    if (parse_claim(bytes, length, &other)) {
        found.is_there = claims_overlap(own, &other);
        found.is_held = other.is_held;
        snprintf(found.door, sizeof found.door, "%s", other.door);
        free(other.members);
    }
    free(bytes);
    return found;
}

/* A helper holds the lock of each of its files, whatever ends it; root's own Quiesce makes files without.
   An empty one is being made at this moment. */
static bool take_away_if_left(int folder, const char *file, const struct claim_name *owner)
{
    struct stat status;
    unsigned uid;
    bool is_left;
    int opened;

    if (!read_real_uid((pid_t)owner->pid, &uid) || uid == 0)
        return false;
    opened = openat(folder, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0)
        return false;
    is_left = fstat(opened, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
              flock(opened, LOCK_EX | LOCK_NB) == 0 && unlinkat(folder, file, 0) == 0;
    close(opened);
    return is_left;
}

int find_rival(int folder, const char *own, const struct claim_record *record, struct rival *rival)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    const struct dirent *entry;

    *rival = (struct rival){.is_there = false};
    if (list == NULL)
        return errno;
    while ((errno = 0, entry = readdir(list)) != NULL) {
        struct claim_name name;
        struct rival found;

        if (strcmp(entry->d_name, own) == 0 || !parse_claim_name(entry->d_name, &name))
            continue;
        if (!is_alive(&name)) {
            unlinkat(folder, entry->d_name, 0);
            continue;
        }
        if (take_away_if_left(folder, entry->d_name, &name))
            continue;
        found = judge(folder, entry->d_name, &name, record);
        if (found.is_there && (!rival->is_there || found.is_held))
            *rival = found;
    }
    closedir(list);
    return errno;
}

int write_claim(int file, const struct claim_record *record)
{
    size_t length, written = 0;
    char *bytes = format_claim(record, &length);
    int error = bytes == NULL ? ENOMEM : 0;

    while (error == 0 && written < length) {
        ssize_t count = pwrite(file, bytes + written, length - written, (off_t)written);

        if (count >= 0)
            written += (size_t)count;
        else if (errno != EINTR)
            error = errno;
    }
    if (error == 0 && ftruncate(file, (off_t)length) != 0)
        error = errno;
    free(bytes);
    return error;
}

/* Locks a file that was there, if it is what a helper would have made. False with errno. */
static bool take_over(int folder, const char *name, int file)
{
    struct stat status, named;

    if (fstat(file, &status) != 0)
        return false;
    if (!S_ISREG(status.st_mode) || !is_roots_alone(&status) || status.st_nlink != 1) {
        errno = EPERM;
        return false;
    }
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        errno = errno == EWOULDBLOCK ? EEXIST : errno;
        return false;
    }
    /* Whoever had the lock may have removed the file since. */
    errno = EEXIST;
    return fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           named.st_dev == status.st_dev && named.st_ino == status.st_ino;
}

int make_claim_file(int folder, const char *name)
{
    int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    /* Nobody else may open it: whoever can read a file can lock it. */
    int file = openat(folder, name, flags | O_CREAT | O_EXCL, 0600);

    if (file < 0 && errno == EEXIST)
        file = openat(folder, name, flags);
    if (file >= 0 && !take_over(folder, name, file)) {
        int error = errno;

        close(file);
        errno = error;
        return -1;
    }
    return file;
}
