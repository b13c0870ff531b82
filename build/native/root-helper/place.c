#include "place.h"

#include <stdio.h>
#include <string.h>

/* What follows a folder in a path, or NULL where the path is not below it. */
static const char *below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

/* Folders of those who have more than pid files there, of persons, and of other file systems. */
static bool is_somebodys(const char *rest)
{
    static const char *const folders[] = {"systemd",     "udev",  "user", "quiesce",
                                          "credentials", "media", "mount"};

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (below(rest, folders[i]) != NULL || strcmp(rest, folders[i]) == 0)
            return true;
    return false;
}

static bool is_in_lock_folder(const char *base, const char *rest)
{
    const char *in_subsys = below(rest, "subsys");

    if (strcmp(base, "/run/lock") != 0 && strcmp(base, "/var/lock") != 0)
        return false;
    return strchr(in_subsys != NULL ? in_subsys : rest, '/') == NULL;
}

static void rewrite(const char *path, bool run_is_link, bool lock_is_link, char *straight)
{
    const char *rest;

    if (lock_is_link && (rest = below(path, "/var/lock")) != NULL)
        snprintf(straight, LONGEST_LINE, "/run/lock/%s", rest);
    else if (run_is_link && (rest = below(path, "/var/run")) != NULL)
        snprintf(straight, LONGEST_LINE, "/run/%s", rest);
    else
        snprintf(straight, LONGEST_LINE, "%s", path);
}

const char *find_place(const char *path, bool run_is_link, bool lock_is_link, struct place *place)
{
    /* The longer ones first: /run/lock is often a file system of its own. */
    static const char *const bases[] = {"/run/lock", "/var/run/lock", "/var/lock", "/run",
                                        "/var/run"};

    rewrite(path, run_is_link, lock_is_link, place->path);
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        place->base = bases[i];
        place->rest = below(place->path, bases[i]);
        if (place->rest == NULL)
            continue;
        place->is_lock_folder = is_in_lock_folder(place->base, place->rest);
        return is_somebodys(place->rest) ? "such folders are others' to tidy" : NULL;
    }
    return "it lies in none of the folders for such files";
}
