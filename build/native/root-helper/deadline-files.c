#include "deadline-files.h"

#include "../signal-helper/read-file.h"
#include "roots-folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A manager reads no name that begins with a dot; such a file may be half written. */
#define BESIDE ".%s.root-helper"

static int read_text(int folder, const char *name, char text[DEADLINE_TEXT_SIZE])
{
    size_t length;
    int error = 0;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    text[0] = '\0';
    if (file < 0)
        return errno == ENOENT ? 0 : errno;
    error = read_whole_descriptor(file, text, DEADLINE_TEXT_SIZE, &length);
    close(file);
    return error;
}

static int write_all(int file, const char *text)
{
    size_t length = strlen(text);

    while (length > 0) {
        ssize_t count = write(file, text, length);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        text += count;
        length -= (size_t)count;
    }
    return 0;
}

static int replace(int folder, const char *name, const char *text)
{
    char beside[DEADLINE_PATH_SIZE + 32];
    int file, error;

    snprintf(beside, sizeof beside, BESIDE, name);
    /* What a crash left. */
    unlinkat(folder, beside, 0);
    file = openat(folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0)
        return errno;
    error = write_all(file, text);
    close(file);
    if (error == 0 && renameat(folder, beside, folder, name) != 0)
        error = errno;
    if (error != 0)
        unlinkat(folder, beside, 0);
    return error;
}

/* The file, and what a crash of the engine left beside it. */
static int remove_all(int folder, const char *name)
{
    char begin[DEADLINE_PATH_SIZE + 4];
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    const struct dirent *entry;
    int error = 0;

    if (list == NULL)
        return errno;
    snprintf(begin, sizeof begin, ".%s.", name);
    while ((entry = readdir(list)) != NULL)
        if (strncmp(entry->d_name, begin, strlen(begin)) == 0)
            unlinkat(folder, entry->d_name, 0);
    closedir(list);
    if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
        error = errno;
    return error;
}

static int set(int folder, const char *name, const char *text)
{
    return text[0] == '\0' ? remove_all(folder, name) : replace(folder, name, text);
}

int read_deadline_files(const struct deadline_paths *paths, struct deadline_files *files)
{
    int base = open_roots_folder(DEADLINE_FOLDER, 0);
    int folder = base < 0 ? -1 : open_roots_folder(paths->folder, 0);
    int error = base < 0 || (folder < 0 && errno != ENOENT) ? errno : 0;

    *files = (struct deadline_files){.drop_in = ""};
    if (error == 0)
        error = read_text(base, paths->tidy_name, files->tidy);
    if (error == 0 && folder >= 0)
        error = read_text(folder, DROP_IN_NAME, files->drop_in);
    if (folder >= 0)
        close(folder);
    if (base >= 0)
        close(base);
    return error;
}

static int set_drop_in(const struct deadline_paths *paths, const char *text)
{
    int folder = open_roots_folder(paths->folder, text[0] == '\0' ? 0 : 1);
    int error;

    if (folder < 0)
        return text[0] == '\0' && errno == ENOENT ? 0 : errno;
    error = set(folder, DROP_IN_NAME, text);
    close(folder);
    return error;
}

int write_deadline_files(const struct deadline_paths *paths, const struct deadline_files *files)
{
    int base = open_roots_folder(DEADLINE_FOLDER, 0);
    int error;

    if (base < 0)
        return errno;
    /* A drop-in without whoever takes it back would stay for ever. */
    error = files->drop_in[0] == '\0' ? 0 : set(base, paths->tidy_name, files->tidy);
    if (error == 0)
        error = set_drop_in(paths, files->drop_in);
    if (error == 0 && files->drop_in[0] == '\0') {
        error = set(base, paths->tidy_name, files->tidy);
        /* Others' drop-ins may lie there, too. */
        unlinkat(base, paths->folder + strlen(DEADLINE_FOLDER) + 1, AT_REMOVEDIR);
    }
    close(base);
    return error;
}
