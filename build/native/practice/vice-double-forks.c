#include "deadline.h"
#include "folder.h"
#include "pid-file.h"
#include "ready.h"
#include "session.h"
#include "signals.h"
#include "vices.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int run_double_forks(const struct options *options)
{
    char folder[PATH_MAX];
    char path[PATH_MAX];

    folder_prepare(options->folder, folder);
    folder_join(path, folder, "practice-double-forks.pid");
    session_double_fork();
    deadline_arm(0);
    signals_catch(SIGTERM);
    signals_catch(SIGINT);
    close(pid_file_write(path));
    ready_announce(&(struct ready_files){.pid_file = path});
    signals_wait_for_end();
    pid_file_remove(path);
    return EXIT_SUCCESS;
}
