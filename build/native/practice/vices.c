#include "vices.h"

#include <string.h>

const struct vice vices[] = {
    {"obeys", "leaves at once on SIGTERM", run_obeys, false},
    {"slow", "on SIGTERM cleans up for --seconds, says so every second, then leaves", run_slow,
     false},
    {"ignores-term", "ignores SIGTERM, SIGINT and SIGHUP", run_ignores_term, false},
    {"catches-term", "notes SIGTERM and carries on", run_catches_term, false},
    {"stopped", "stops itself (SIGSTOP); obeys SIGTERM once continued", run_stopped, false},
    {"double-forks", "leaves its starter's session and tree; only its pid file names it",
     run_double_forks, true},
    {"respawns", "starts its workers again whenever they die; takes them along on SIGTERM",
     run_respawns, false},
    {"forks", "passes SIGTERM on to its workers and waits; they outlive a SIGKILL of it", run_forks,
     false},
    {"leaves-files", "obeys SIGTERM but leaves its pid file, lock file and socket", run_leaves_files,
     false},
    {NULL, NULL, NULL, false},
};

const struct vice *find_vice(const char *name)
{
    for (const struct vice *vice = vices; vice->name != NULL; vice++)
        if (strcmp(vice->name, name) == 0)
            return vice;
    return NULL;
}
