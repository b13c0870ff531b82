/* A frozen file system and a cgroup without memory: both made for the scene alone. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char disk[4096];
static int thaw_pipe[2];

static void save_to_disk(void)
{
    char path[4200];
    int file;

    /* In state D it would keep it open, and nobody would ever thaw. */
    close(thaw_pipe[1]);
    snprintf(path, sizeof path, "%s/data", disk);
    file = open(path, O_WRONLY | O_CREAT, 0600);
    need(file >= 0, "open");
    catch_term();
    told();
    await_term();
    there();
    (void)!write(file, "saved", 5);
}

/* Outlives the scene, however that ends, and thaws what it froze: else a process would hang for ever. */
static void thaw_at_end(int mounted)
{
    char byte;

    if (fork() != 0)
        return;
    setsid();
    close(thaw_pipe[1]);
    (void)!read(thaw_pipe[0], &byte, 1);
    ioctl(mounted, FITHAW, 0);
    _exit(0);
}

static void freeze_disk(void)
{
    struct stat outside, inside;
    char command[9000], image[4096];
    int mounted;
    pid_t subject;

    strcpy(disk, path_of("disk"));
    strcpy(image, path_of("image"));
    need(unshare(CLONE_NEWNS) == 0, "unshare");
    need(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "mount of /");
    need(mkdir(disk, 0700) == 0, "mkdir");
    snprintf(command, sizeof command,
             "truncate -s 4M '%s' && mkfs.ext4 -q -F -O ^has_journal '%s' && mount -o loop '%s' '%s'",
             image, image, image, disk);
    need(stat(disk, &outside) == 0 && system(command) == 0, "mount of the disk");
    mounted = open(disk, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Never one of the machine's own. */
    need(mounted >= 0 && fstat(mounted, &inside) == 0 && inside.st_dev != outside.st_dev, "stat");
    need(pipe2(thaw_pipe, O_CLOEXEC) == 0, "pipe2");
    thaw_at_end(mounted);
    subject = spawn_subject(save_to_disk);
    await_told();
    need(ioctl(mounted, FIFREEZE, 0) == 0, "FIFREEZE");
    ready(subject);
    forever();
}

static void eat(void)
{
    for (;;) {
        char *some = malloc(1 << 20);

        need(some != NULL, "malloc");
        memset(some, 1, 1 << 20);
    }
}

static void save_in_memory(void)
{
    catch_term();
    told();
    await_term();
    there();
    for (;;) {
        waitpid(spawn(eat), NULL, 0);
        sleep_ms(50);
    }
}

static void put(const char *folder_of, const char *name, const char *text)
{
    char path[4200];
    int file;

    snprintf(path, sizeof path, "%s/%s", folder_of, name);
    file = open(path, O_WRONLY);
    need(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text), name);
    close(file);
}

/* The cgroup bears the name of the folder; who made the folder removes both. */
static void run_out_of_memory(void)
{
    char cgroup[4200], *name = strdup(path_of("")), *slash = strrchr(name, '/');
    pid_t subject;

    *slash = '\0';
    snprintf(cgroup, sizeof cgroup, "/sys/fs/cgroup/memory%s", strrchr(name, '/'));
    need(mkdir(cgroup, 0755) == 0, "mkdir");
    put(cgroup, "memory.limit_in_bytes", "16M");
    put(cgroup, "cgroup.procs", "0");
    subject = spawn_subject(save_in_memory);
    await_told();
    ready(subject);
    forever();
}

const struct scene kernel_scenes[] = {
    { "frozen-disk", freeze_disk },
    { "memory-runs-out", run_out_of_memory },
    SCENES_END,
};
