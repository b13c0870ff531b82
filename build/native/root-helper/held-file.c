#include "held-file.h"

#include "../signal-helper/error-name.h"
#include "../signal-helper/read-file.h"
#include "open-beneath.h"
#include "roots-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The only one beside root who may write in the folders on the way: 0 where there is none. */
struct walk {
    int folder;
    uid_t owner;
};

/* Nobody but the owners of a folder and of what lies in it can replace that: others cannot write in
   it, or it is sticky. */
static bool keeps_others_out(const struct stat *folder)
{
    return (folder->st_mode & (S_IWGRP | S_IWOTH)) == 0 || (folder->st_mode & S_ISVTX) != 0;
}

static struct denial accept_folder(struct walk *walk, const char *path)
{
    struct stat status;

    if (fstat(walk->folder, &status) != 0)
        return refuse_error_of(path, errno);
    if (!keeps_others_out(&status))
        return refuse_for("place", "others may write in %s", path);
    if (status.st_uid != 0 && walk->owner != 0 && walk->owner != status.st_uid)
        return refuse_for("place", "the folders above it belong to several users");
    if (status.st_uid != 0)
        walk->owner = status.st_uid;
    return not_refused;
}

static struct denial refuse_unopened(const char *path, int error)
{
    if (error == ENOENT)
        return refuse_for("gone", "%s is not there", path);
    if (error == ELOOP || error == ENOTDIR)
        return refuse_for("place", "%s is a link, or no folder", path);
    if (error == EXDEV)
        return refuse_for("place", "%s lies on another file system", path);
    return refuse_error_of(path, error);
}

/* One folder further. */
static struct denial step_into(struct walk *walk, const char *part, const char *path)
{
    int next = open_beneath(walk->folder, part, O_RDONLY | O_DIRECTORY);

    if (next < 0)
        return refuse_unopened(path, errno);
    close(walk->folder);
    walk->folder = next;
    return accept_folder(walk, path);
}

/* `/run` and what is above `/run/lock` belong to root alone; the base itself may be sticky. */
static struct denial open_base(struct walk *walk, const char *base)
{
    char above[LONGEST_LINE];
    const char *slash = strrchr(base, '/');

    snprintf(above, sizeof above, "%.*s", slash == base ? 1 : (int)(slash - base), base);
    walk->folder = strcmp(above, "/") == 0 ? open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                                           : open_roots_folder(above, 0);
    if (walk->folder < 0)
        return refuse_unopened(above, errno);
    return not_refused;
}

static struct denial enter_base(struct walk *walk, const char *base)
{
    struct denial denial = open_base(walk, base);
    int next;

    if (denial.reason != NULL)
        return denial;
    /* A file system of its own, often. */
    next = openat(walk->folder, strrchr(base, '/') + 1,
                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0)
        return refuse_unopened(base, errno);
    close(walk->folder);
    walk->folder = next;
    denial = accept_folder(walk, base);
    if (denial.reason == NULL && walk->owner != 0)
        return refuse_for("place", "%s does not belong to root", base);
    return denial;
}

static struct denial walk_to(const struct place *place, struct walk *walk, const char **name)
{
    struct denial denial = enter_base(walk, place->base);
    const char *part = place->rest;

    for (const char *slash; denial.reason == NULL && (slash = strchr(part, '/')) != NULL;
         part = slash + 1) {
        char folder[LONGEST_LINE], path[LONGEST_LINE];

        snprintf(folder, sizeof folder, "%.*s", (int)(slash - part), part);
        snprintf(path, sizeof path, "%.*s", (int)(slash - place->path), place->path);
        denial = step_into(walk, folder, path);
    }
    *name = part;
    return denial;
}

static struct denial judge(const struct stat *status, uid_t folders_owner)
{
    if (!S_ISREG(status->st_mode))
        return refuse_for("kind", "it is no plain file");
    if (status->st_nlink != 1)
        return refuse_for("kind", "it has %lu names", (unsigned long)status->st_nlink);
    if (status->st_size > LARGEST_FILE)
        return refuse_for("kind", "it is larger than %d bytes", LARGEST_FILE);
    if (folders_owner != 0 && status->st_uid != folders_owner)
        return refuse_for("place", "uid %u can write in its folder, and it belongs to uid %u",
                          (unsigned)folders_owner, (unsigned)status->st_uid);
    if ((status->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return refuse_for("bad", "others may write it");
    return not_refused;
}

/* Reads what PINNED, opened with O_PATH, stands for: by then it is known to be no device or FIFO,
   whose opening does something. */
static int read_pinned(int pinned, struct held_file *file)
{
    char path[64];
    int opened, error;

    snprintf(path, sizeof path, "/proc/self/fd/%d", pinned);
    opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (opened < 0)
        return errno;
    error = read_whole_descriptor(opened, file->content, sizeof file->content, &file->length);
    close(opened);
    return error;
}

static struct denial take_file(const struct walk *walk, struct held_file *file)
{
    struct denial denial;
    int error;
    int pinned = open_beneath(walk->folder, file->name, O_PATH);

    if (pinned < 0)
        return errno == ENOENT ? refuse_for("gone", "it is not there")
                               : refuse_for("kind", "it is no plain file: %s", error_name(errno));
    if (fstat(pinned, &file->status) != 0) {
        denial = refuse_error_of(file->name, errno);
    } else {
        denial = judge(&file->status, walk->owner);
        error = denial.reason == NULL ? read_pinned(pinned, file) : 0;
        if (error != 0)
            denial = refuse_error_of(file->name, error);
    }
    close(pinned);
    return denial;
}

struct denial hold_file(const struct place *place, struct held_file *file)
{
    struct walk walk = {.folder = -1};
    struct denial denial = walk_to(place, &walk, &file->name);

    if (denial.reason == NULL)
        denial = take_file(&walk, file);
    file->folder = walk.folder;
    if (denial.reason != NULL)
        let_go_of_file(file);
    return denial;
}

static bool is_same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool is_unchanged(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_mode == b->st_mode &&
           a->st_nlink == b->st_nlink && a->st_size == b->st_size && a->st_uid == b->st_uid &&
           is_same_time(&a->st_mtim, &b->st_mtim) && is_same_time(&a->st_ctim, &b->st_ctim);
}

struct denial remove_held_file(const struct held_file *file)
{
    struct stat now;

    if (fstatat(file->folder, file->name, &now, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? refuse_for("gone", "it went by itself")
                               : refuse_error_of(file->name, errno);
    if (!is_unchanged(&file->status, &now))
        return refuse_for("in-use", "it was written or replaced a moment ago");
    /* Between these two calls only root, or who owns both folder and file, could still put another
       file under this name: hold_file() refused all other folders. What the owner puts there, the
       owner could as well have removed; but in a sticky folder somebody else's file may take the
       name that the owner gives up in these microseconds. */
    if (unlinkat(file->folder, file->name, 0) != 0)
        return refuse_error_of(file->name, errno);
    return not_refused;
}

void let_go_of_file(const struct held_file *file)
{
    if (file->folder >= 0)
        close(file->folder);
}
