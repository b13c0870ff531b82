#include "pid-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

static void give_up(const char *path, int status)
{
    fprintf(stderr, "quiesce-practice: %s: %s\n", path,
            errno == EWOULDBLOCK ? "another practice daemon holds it" : strerror(errno));
    exit(status);
}

static int open_for_writing(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);

    if (file < 0)
        give_up(path, EX_CANTCREAT);
    return file;
}

static void write_pid(int file, const char *path)
{
    if (ftruncate(file, 0) != 0 || dprintf(file, "%d\n", (int)getpid()) < 0)
        give_up(path, EX_CANTCREAT);
}

int pid_file_write(const char *path)
{
    int file = open_for_writing(path);

    write_pid(file, path);
    return file;
}

int pid_file_write_locked(const char *path)
{
    int file = open_for_writing(path);

    /* The kernel gives the lock back when we die: the file stays, and is proven stale. */
    if (flock(file, LOCK_EX | LOCK_NB) != 0)
        give_up(path, EX_TEMPFAIL);
    write_pid(file, path);
    return file;
}

void pid_file_remove(const char *path)
{
    FILE *file = fopen(path, "re");
    int named = 0;

    if (file == NULL)
        return;
    if (fscanf(file, "%d", &named) == 1 && named == (int)getpid())
        unlink(path);
    fclose(file);
}
