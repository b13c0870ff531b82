#include "unit-facts.h"

#include "../signal-helper/words.h"
#include "time-span.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Where parsing stands. */
struct reading {
    struct unit_facts *facts;
    const char *drop_in;
    bool has_stop_timeout, has_abort_timeout, has_since;
    bool failed;
    /* A unit more is harmless with these job modes alone; OnSuccess= came with systemd 249. */
    bool success_mode, failure_mode;
};

/* The value, if the line is about this property; else NULL. */
static const char *value_of(const char *line, const char *name)
{
    size_t length = strlen(name);

    return strncmp(line, name, length) == 0 && line[length] == '=' ? line + length + 1 : NULL;
}

static bool read_text(const char *line, const char *name, char *text, size_t capacity)
{
    const char *value = value_of(line, name);

    if (value != NULL)
        snprintf(text, capacity, "%s", value);
    return value != NULL;
}

static bool is_in_list(const char *list, const char *item)
{
    size_t length = strlen(item);

    for (const char *at = list; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
        if (strcspn(at, " ") == length && strncmp(at, item, length) == 0)
            return true;
    return false;
}

static void read_span(struct reading *reading, const char *value, uint64_t *span, bool *has)
{
    *has = parse_time_span(value, span);
    if (!*has)
        reading->failed = true;
}

static bool is_usual_mode(const char *mode)
{
    return strcmp(mode, "fail") == 0 || strcmp(mode, "replace") == 0;
}

static bool read_times(struct reading *reading, const char *line)
{
    struct unit_facts *facts = reading->facts;
    const char *value;

    if ((value = value_of(line, "TimeoutStopUSec")) != NULL)
        read_span(reading, value, &facts->timeout_stop, &reading->has_stop_timeout);
    else if ((value = value_of(line, "TimeoutAbortUSec")) != NULL)
        read_span(reading, value, &facts->timeout_abort, &reading->has_abort_timeout);
    else if ((value = value_of(line, "StateChangeTimestampMonotonic")) != NULL)
        reading->has_since = parse_numbers(value, &facts->since, 1, 1) == 1;
    else
        return false;
    return true;
}

static void read_settings(struct reading *reading, const char *line)
{
    struct unit_facts *facts = reading->facts;
    const char *value;

    if ((value = value_of(line, "NeedDaemonReload")) != NULL)
        facts->needs_reload = strcmp(value, "no") != 0;
    else if ((value = value_of(line, "DropInPaths")) != NULL)
        facts->has_our_drop_in = is_in_list(value, reading->drop_in);
    else if ((value = value_of(line, "TimeoutStopFailureMode")) != NULL)
        facts->aborts = strcmp(value, "abort") == 0;
    else if ((value = value_of(line, "NotifyAccess")) != NULL)
        facts->may_extend = strcmp(value, "none") != 0;
    else if (value_of(line, "ExecStop") != NULL)
        facts->stop_commands++;
    else if (value_of(line, "ExecStopPost") != NULL)
        facts->post_commands++;
    else if ((value = value_of(line, "OnSuccessJobMode")) != NULL)
        reading->success_mode = is_usual_mode(value);
    else if ((value = value_of(line, "OnFailureJobMode")) != NULL)
        reading->failure_mode = is_usual_mode(value);
}

static void read_line(struct reading *reading, const char *line)
{
    struct unit_facts *facts = reading->facts;

    if (read_text(line, "Id", facts->id, sizeof facts->id) ||
        read_text(line, "LoadState", facts->load_state, sizeof facts->load_state) ||
        read_text(line, "ActiveState", facts->active_state, sizeof facts->active_state) ||
        read_text(line, "SubState", facts->sub_state, sizeof facts->sub_state) ||
        read_times(reading, line))
        return;
    read_settings(reading, line);
}

bool parse_unit_facts(char *text, const char *drop_in, struct unit_facts *facts)
{
    struct reading reading = {.facts = facts, .drop_in = drop_in};
    char *rest = text;

    /* A systemd that does not say so may need it. */
    *facts = (struct unit_facts){.needs_reload = true};
    for (const char *line; (line = strsep(&rest, "\n")) != NULL;)
        read_line(&reading, line);
    facts->can_tidy = reading.success_mode && reading.failure_mode;
    /* Until TimeoutAbortSec= is written (and before systemd 244), it is TimeoutStopSec=. */
    if (!reading.has_abort_timeout)
        facts->timeout_abort = facts->timeout_stop;
    return !reading.failed && facts->id[0] != '\0' && facts->load_state[0] != '\0' &&
           facts->active_state[0] != '\0' && facts->sub_state[0] != '\0' &&
           (reading.has_stop_timeout || strcmp(facts->load_state, "loaded") != 0) &&
           (reading.has_since || strcmp(facts->load_state, "loaded") != 0);
}
