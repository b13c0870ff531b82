/* File systems that do not answer, or are full, in a mount namespace of the scene's own. */
#define _GNU_SOURCE
#include "scenes.h"

#include <fcntl.h>
#include <linux/fuse.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *own_mount(const char *name)
{
    const char *path = path_of(name);

    need(unshare(CLONE_NEWNS) == 0, "unshare");
    need(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "mount of /");
    need(mkdir(path, 0700) == 0, "mkdir");
    return path;
}

static char export_path[4096];
static int device;

static void look_at_export(void)
{
    struct stat status;
    char path[4200];

    /* Else it would keep alive what it waits for, and hang for ever. */
    close(device);
    snprintf(path, sizeof path, "%s/file", export_path);
    stat(path, &status);
}

/* Until a signal comes the kernel lets it sleep lightly; from then on in state D. */
static void look_before_asked(void)
{
    told();
    look_at_export();
}

static void look_when_asked(void)
{
    catch_term();
    told();
    await_term();
    there();
    look_at_export();
}

/* What the kernel asks at first is answered, and nothing after it: a file server that is gone. */
static void answer_first(void)
{
    static char request[FUSE_MIN_READ_BUFFER + 4096];
    struct {
        struct fuse_out_header head;
        struct fuse_init_out body;
    } answer;
    ssize_t count = read(device, request, sizeof request);

    need(count >= (ssize_t)sizeof(struct fuse_in_header), "read of /dev/fuse");
    memset(&answer, 0, sizeof answer);
    answer.head.len = sizeof answer;
    answer.head.unique = ((struct fuse_in_header *)request)->unique;
    answer.body.major = FUSE_KERNEL_VERSION;
    answer.body.minor = FUSE_KERNEL_MINOR_VERSION;
    answer.body.max_write = 4096;
    need(write(device, &answer, sizeof answer) == sizeof answer, "write to /dev/fuse");
}

static void serve_nobody(void (*life)(void))
{
    static char request[FUSE_MIN_READ_BUFFER + 4096];
    char options[128];
    pid_t subject;

    device = open("/dev/fuse", O_RDWR);
    need(device >= 0, "open of /dev/fuse");
    strcpy(export_path, own_mount("export"));
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", device);
    need(mount("files.example:/export", export_path, "fuse", MS_NOSUID | MS_NODEV, options) == 0,
         "mount");
    answer_first();
    subject = spawn_subject(life);
    await_told();
    ready(subject);
    for (;;)
        (void)!read(device, request, sizeof request);
}

static void hang_before_asked(void)
{
    serve_nobody(look_before_asked);
}

static void hang_when_asked(void)
{
    serve_nobody(look_when_asked);
}

static void save_and_save_again(void)
{
    static char bytes[4096];
    int file = open(path_of("disk/data"), O_WRONLY | O_CREAT, 0600);

    need(file >= 0, "open");
    catch_term();
    told();
    await_term();
    there();
    for (;;)
        if (write(file, bytes, sizeof bytes) < 0)
            sleep_ms(300);
}

static void fill_disk(void)
{
    pid_t subject;

    need(mount("data", own_mount("disk"), "tmpfs", 0, "size=64k") == 0, "mount");
    subject = spawn_subject(save_and_save_again);
    await_told();
    ready(subject);
    forever();
}

const struct scene file_scenes[] = {
    { "file-server-silent", hang_before_asked },
    { "file-server-silent-later", hang_when_asked },
    { "disk-full", fill_disk },
    SCENES_END,
};
