#include "script-path.h"

#include "roots-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As the kernel (path_resolution(7)). */
#define MOST_LINKS 40

/* A walk along a path, one part at a time. `at` is open with O_PATH, which opens nothing in
   earnest. */
struct walk {
    int at;
    struct stat status;
    char rest[PATH_MAX];
    int links;
};

static struct denial refuse_foreign(const struct stat *status, const char *part)
{
    if (status->st_uid != 0)
        return refuse_for("not-roots", "%s belongs to uid %u", part, (unsigned)status->st_uid);
    /* The bits of a link mean nothing; its folder decides (symlink(7)). */
    if (!S_ISLNK(status->st_mode) && !is_roots_alone(status))
        return refuse_for("writable", "others than root may write %s", part);
    return not_refused;
}

static struct denial enter(struct walk *walk, int folder, const char *part)
{
    int next = openat(folder, part, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    int error = errno;

    if (walk->at >= 0)
        close(walk->at);
    walk->at = next;
    if (next < 0)
        return error == ENOENT ? refuse_for("unknown", "%s is not there", part)
                               : refuse_error_of(part, error);
    if (fstat(next, &walk->status) != 0)
        return refuse_error_of(part, errno);
    return refuse_foreign(&walk->status, part);
}

/* Takes the first part off the rest; false where none is left. */
static bool take_part(struct walk *walk, char *part, size_t capacity)
{
    char *from = walk->rest + strspn(walk->rest, "/");
    size_t length = strcspn(from, "/");

    if (length == 0 || length >= capacity)
        return false;
    memcpy(part, from, length);
    part[length] = '\0';
    memmove(walk->rest, from + length, strlen(from + length) + 1);
    return true;
}

/* Puts what the link says in front of the rest, and stands where that begins: at `folder`, or at
   the root. */
static struct denial follow(struct walk *walk, int folder, const char *part)
{
    char target[PATH_MAX];
    char rest[PATH_MAX];
    ssize_t length = readlinkat(walk->at, "", target, sizeof target - 1);
    int written;

    if (length <= 0 || ++walk->links > MOST_LINKS)
        return refuse_for("error", "%s is a link that leads nowhere", part);
    target[length] = '\0';
    written = snprintf(rest, sizeof rest, "%s/%s", target, walk->rest);
    if (written < 0 || (size_t)written >= sizeof rest)
        return refuse_error_of(part, ENAMETOOLONG);
    memcpy(walk->rest, rest, (size_t)written + 1);
    return enter(walk, folder, target[0] == '/' ? "/" : ".");
}

static struct denial walk_on(struct walk *walk)
{
    struct denial denial = enter(walk, AT_FDCWD, "/");
    char part[NAME_MAX + 1];

    while (denial.reason == NULL && take_part(walk, part, sizeof part)) {
        int folder = walk->at;

        walk->at = -1;
        denial = enter(walk, folder, part);
        if (denial.reason == NULL && S_ISLNK(walk->status.st_mode))
            denial = follow(walk, folder, part);
        close(folder);
    }
    return denial;
}

static struct denial judge(const struct walk *walk, const char *path)
{
    if (walk->rest[strspn(walk->rest, "/")] != '\0' || !S_ISREG(walk->status.st_mode))
        return refuse_for("not-a-script", "%s is no plain file", path);
    if ((walk->status.st_mode & 0111) == 0)
        return refuse_for("not-a-script", "%s may not be executed", path);
    return not_refused;
}

static struct denial look_at(const char *path)
{
    struct walk walk = {.at = -1};
    struct denial denial;

    snprintf(walk.rest, sizeof walk.rest, "%s", path);
    denial = walk_on(&walk);
    if (denial.reason == NULL)
        denial = judge(&walk, path);
    if (walk.at >= 0)
        close(walk.at);
    return denial;
}

struct denial find_script(const char *name, char path[SCRIPT_PATH_SIZE])
{
    static const char *const folders[] = {"/etc/init.d", "/etc/rc.d/init.d"};
    struct denial denial = not_refused;

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(path, SCRIPT_PATH_SIZE, "%s/%s", folders[i], name);
        denial = look_at(path);
        if (denial.reason == NULL || strcmp(denial.reason, "unknown") != 0)
            return denial;
    }
    return refuse_for("unknown", "there is no init script %s", name);
}
