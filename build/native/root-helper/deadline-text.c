#include "deadline-text.h"

#include "time-span.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void name_deadline_files(const char *unit, struct deadline_paths *paths)
{
    snprintf(paths->folder, sizeof paths->folder, "%s/%s.d", DEADLINE_FOLDER, unit);
    snprintf(paths->drop_in, sizeof paths->drop_in, "%s/%s.d/%s", DEADLINE_FOLDER, unit,
             DROP_IN_NAME);
    snprintf(paths->tidy, sizeof paths->tidy, "%s/%s%s", DEADLINE_FOLDER, TIDY_PREFIX, unit);
    snprintf(paths->tidy_name, sizeof paths->tidy_name, "%s%s", TIDY_PREFIX, unit);
}

bool uses_tidy_unit(const struct unit_facts *facts, const struct deadline_paths *paths)
{
    return facts->can_tidy && strlen(paths->tidy_name) < UNIT_NAME_SIZE;
}

/* A path as one argument of a command line in a unit file ("COMMAND LINES" of systemd.service(5)).
   Of what would have to be escaped, only the backslash can be in the name of a unit. */
static void quote(const char *path, char *quoted, size_t capacity)
{
    size_t used = 0;

    quoted[used++] = '"';
    for (; *path != '\0' && used + 3 < capacity; path++) {
        if (*path == '\\')
            quoted[used++] = '\\';
        quoted[used++] = *path;
    }
    quoted[used++] = '"';
    quoted[used] = '\0';
}

static void put(char *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(char *text, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text + used, DEADLINE_TEXT_SIZE - used, format, arguments);
    va_end(arguments);
}

static void put_timeout(char *text, const char *name, uint64_t ms)
{
    if (ms == FOR_EVER)
        put(text, "%s=infinity\n", name);
    else
        put(text, "%s=%" PRIu64 "ms\n", name, ms);
}

void format_drop_in(const struct deadline_paths *paths, const struct moved_timeouts *timeouts,
                    const char *run, bool with_tidy, char text[DEADLINE_TEXT_SIZE])
{
    char quoted[2 * DEADLINE_PATH_SIZE];

    text[0] = '\0';
    put(text, "# Written by Quiesce for run %s: it moves the deadline of the stop under way.\n",
        run);
    put(text,
        "# It is removed when that stop is over. Removed earlier, the next reload would force at "
        "once.\n");
    if (with_tidy)
        put(text, "[Unit]\nOnSuccess=%s\nOnFailure=%s\n", paths->tidy_name, paths->tidy_name);
    put(text, "[Service]\n");
    put_timeout(text, "TimeoutStopSec", timeouts->stop_ms);
    if (timeouts->writes_abort)
        put_timeout(text, "TimeoutAbortSec", timeouts->abort_ms);
    if (with_tidy)
        return;
    quote(paths->drop_in, quoted, sizeof quoted);
    put(text, "ExecStopPost=-+/bin/rm -f -- %s\n", quoted);
}

void format_tidy_unit(const struct deadline_paths *paths, const char *run,
                      char text[DEADLINE_TEXT_SIZE])
{
    char drop_in[2 * DEADLINE_PATH_SIZE];
    char tidy[2 * DEADLINE_PATH_SIZE];

    quote(paths->drop_in, drop_in, sizeof drop_in);
    quote(paths->tidy, tidy, sizeof tidy);
    text[0] = '\0';
    put(text, "# Written by Quiesce for run %s: it takes a moved deadline back, then itself.\n",
        run);
    put(text,
        "[Unit]\nDescription=Take back a deadline that Quiesce moved\nDefaultDependencies=no\n"
        "CollectMode=inactive-or-failed\n");
    put(text, "[Service]\nType=oneshot\nExecStart=/bin/rm -f -- %s %s\n", drop_in, tidy);
}
