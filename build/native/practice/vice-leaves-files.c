#include "folder.h"
#include "pid-file.h"
#include "ready.h"
#include "signals.h"
#include "vices.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

static void give_up(const char *path, const char *why)
{
    fprintf(stderr, "quiesce-practice: %s: %s\n", path, why);
    exit(EX_CANTCREAT);
}

static void listen_on(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener;

    if (strlen(path) >= sizeof address.sun_path)
        give_up(path, "is too long for a socket's path (107 bytes): choose a shorter --dir");
    strcpy(address.sun_path, path);
    /* What an earlier run left; the lock says that nobody uses it. */
    if (unlink(path) != 0 && errno != ENOENT)
        give_up(path, strerror(errno));
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 16) != 0)
        give_up(path, strerror(errno));
}

int run_leaves_files(const struct options *options)
{
    char folder[PATH_MAX];
    char pid_file[PATH_MAX];
    char lock_file[PATH_MAX];
    char socket_path[PATH_MAX];

    folder_prepare(options->folder, folder);
    folder_join(pid_file, folder, "practice-leaves-files.pid");
    folder_join(lock_file, folder, "practice-leaves-files.lock");
    folder_join(socket_path, folder, "practice-leaves-files.sock");
    signals_catch(SIGTERM);
    signals_catch(SIGINT);
    pid_file_write_locked(lock_file);
    close(pid_file_write(pid_file));
    listen_on(socket_path);
    ready_announce(&(struct ready_files){
        .pid_file = pid_file, .lock_file = lock_file, .socket = socket_path});
    signals_wait_for_end();
    return EXIT_SUCCESS;
}
