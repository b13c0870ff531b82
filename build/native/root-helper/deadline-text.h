#ifndef QUIESCE_DEADLINE_TEXT_H
#define QUIESCE_DEADLINE_TEXT_H

#include "move.h"

#include <stddef.h>

#define DEADLINE_FOLDER "/run/systemd/system"
#define DROP_IN_NAME "zzzz-quiesce.conf"
#define TIDY_PREFIX "quiesce-tidy-"

/* Room for the path, or the name, of either file of a unit. */
#define DEADLINE_PATH_SIZE 512

/* Room for the text of either file. */
#define DEADLINE_TEXT_SIZE 4096

/* The two files that move a unit's deadline. Their text is that of
   electron/engine/decide/unit/deadline-drop-in.ts. */
struct deadline_paths {
    char folder[DEADLINE_PATH_SIZE]; /* of the drop-in */
    char drop_in[DEADLINE_PATH_SIZE];
    char tidy[DEADLINE_PATH_SIZE];
    char tidy_name[DEADLINE_PATH_SIZE];
};

void name_deadline_files(const char *unit, struct deadline_paths *paths);

/* Whether the unit that takes the drop-in back may be used, or ExecStopPost= has to. */
bool uses_tidy_unit(const struct unit_facts *facts, const struct deadline_paths *paths);

/* The text of the drop-in. */
void format_drop_in(const struct deadline_paths *paths, const struct moved_timeouts *timeouts,
                    const char *run, bool with_tidy, char text[DEADLINE_TEXT_SIZE]);

/* The text of the unit that takes it back. */
void format_tidy_unit(const struct deadline_paths *paths, const char *run,
                      char text[DEADLINE_TEXT_SIZE]);

#endif
