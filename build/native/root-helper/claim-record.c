#include "claim-record.h"

#include "json.h"
#include "sha256.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct claimed_process read_process(struct json *json)
{
    struct claimed_process found = {.boot = NULL};
    bool has_pid = false, has_start = false;

    for (bool more = json_enter(json, '{'); more; more = json_next(json, '}')) {
        const char *key = json_key(json);

        if (key == NULL)
            break;
        if (strcmp(key, "boot") == 0)
            found.boot = json_string(json);
        else if (strcmp(key, "pid") == 0)
            has_pid = json_number(json, &found.pid);
        else if (strcmp(key, "startTicks") == 0)
            has_start = json_number(json, &found.start_time);
        else
            json_skip(json);
    }
    if (found.boot == NULL || !has_pid || !has_start)
        json->failed = true;
    return found;
}

static void read_owner(struct json *json, struct claim_record *record)
{
    for (bool more = json_enter(json, '{'); more; more = json_next(json, '}')) {
        const char *key = json_key(json);

        if (key == NULL)
            return;
        if (strcmp(key, "identity") == 0)
            record->owner = read_process(json);
        else if (strcmp(key, "user") == 0)
            record->user = json_string(json);
        else if (strcmp(key, "door") == 0)
            record->door = json_string(json);
        else
            json_skip(json);
    }
}

static void read_members(struct json *json, struct claim_record *record)
{
    size_t capacity = 0;

    /* A second list of that name counts, as it does for JSON.parse(). */
    free(record->members);
    record->members = NULL;
    record->member_count = 0;
    for (bool more = json_enter(json, '['); more; more = json_next(json, ']')) {
        if (record->member_count == capacity) {
            struct claimed_process *larger;

            capacity = capacity == 0 ? 16 : capacity * 2;
            larger = realloc(record->members, capacity * sizeof *larger);
            if (larger == NULL) {
                json->failed = true;
                return;
            }
            record->members = larger;
        }
        record->members[record->member_count++] = read_process(json);
    }
}

static void read_state(struct json *json, struct claim_record *record)
{
    const char *state = json_string(json);

    record->is_held = state != NULL && strcmp(state, "held") == 0;
    if (state != NULL && !record->is_held && strcmp(state, "trying") != 0)
        json->failed = true;
}

static void read_version(struct json *json)
{
    uint64_t version;

    if (json_number(json, &version) && version != 1)
        json->failed = true;
}

/* Which of the strings a key stands for; NULL for other keys. */
static const char **string_of(struct claim_record *record, const char *key)
{
    if (strcmp(key, "run") == 0)
        return &record->run;
    if (strcmp(key, "target") == 0)
        return &record->target;
    return strcmp(key, "title") == 0 ? &record->title : NULL;
}

static void read_field(struct json *json, const char *key, struct claim_record *record)
{
    const char **string = string_of(record, key);

    if (string != NULL)
        *string = json_string(json);
    else if (strcmp(key, "v") == 0)
        read_version(json);
    else if (strcmp(key, "state") == 0)
        read_state(json, record);
    else if (strcmp(key, "owner") == 0)
        read_owner(json, record);
    else if (strcmp(key, "members") == 0)
        read_members(json, record);
    else if (strcmp(key, "at") == 0)
        json_number(json, &record->at);
    else
        json_skip(json);
}

static bool read_record(char *text, struct claim_record *record)
{
    static const char *const needed[] = {"v",     "state", "run",     "target",
                                         "title", "owner", "members", "at"};
    struct json json = json_at(text);
    unsigned seen = 0;

    for (bool more = json_enter(&json, '{'); more; more = json_next(&json, '}')) {
        const char *key = json_key(&json);

        if (key == NULL)
            break;
        for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
            if (strcmp(needed[i], key) == 0)
                seen |= 1U << i;
        read_field(&json, key, record);
    }
    return json_is_whole(&json) && seen == (1U << sizeof needed / sizeof needed[0]) - 1 &&
           record->owner.boot != NULL && record->user != NULL && record->door != NULL;
}

bool parse_claim(char *bytes, size_t length, struct claim_record *record)
{
    char sum[SHA256_HEX_SIZE];
    char *end = memchr(bytes, '\n', length);
    size_t rest;

    *record = (struct claim_record){.is_held = false};
    if (end == NULL || memchr(bytes, '\0', length) != NULL)
        return false;
    sha256_hex(bytes, (size_t)(end - bytes), sum);
    bytes[length] = '\0';
    rest = strcspn(end + 1, "\n");
    if (rest != sizeof sum - 1 || memcmp(end + 1, sum, rest) != 0)
        return false;
    *end = '\0';
    if (read_record(bytes, record))
        return true;
    free(record->members);
    record->members = NULL;
    record->member_count = 0;
    return false;
}

static void put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(out, "\\u%04x", byte);
        else
            fputc(byte, out);
    }
    fputc('"', out);
}

static void put_process(FILE *out, const struct claimed_process *process)
{
    fputs("{\"boot\":", out);
    put_string(out, process->boot);
    fprintf(out, ",\"pid\":%" PRIu64 ",\"startTicks\":%" PRIu64 "}", process->pid,
            process->start_time);
}

static void put_named(FILE *out, const char *name, const char *text)
{
    fprintf(out, "\"%s\":", name);
    put_string(out, text);
    fputc(',', out);
}

static void put_record(FILE *out, const struct claim_record *record)
{
    fprintf(out, "{\"v\":1,\"state\":\"%s\",", record->is_held ? "held" : "trying");
    put_named(out, "run", record->run);
    put_named(out, "target", record->target);
    put_named(out, "title", record->title);
    fputs("\"owner\":{\"identity\":", out);
    put_process(out, &record->owner);
    fputc(',', out);
    put_named(out, "user", record->user);
    fputs("\"door\":", out);
    put_string(out, record->door);
    fputs("},\"members\":[", out);
    for (size_t i = 0; i < record->member_count; i++) {
        if (i > 0)
            fputc(',', out);
        put_process(out, &record->members[i]);
    }
    fprintf(out, "],\"at\":%" PRIu64 "}", record->at);
}

char *format_claim(const struct claim_record *record, size_t *length)
{
    char sum[SHA256_HEX_SIZE];
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, length);

    if (out == NULL)
        return NULL;
    put_record(out, record);
    if (fflush(out) == 0) {
        sha256_hex(bytes, *length, sum);
        fprintf(out, "\n%s\n", sum);
    }
    if (fclose(out) == 0)
        return bytes;
    free(bytes);
    return NULL;
}

static bool is_same(const struct claimed_process *a, const struct claimed_process *b)
{
    return a->pid == b->pid && a->start_time == b->start_time && strcmp(a->boot, b->boot) == 0;
}

bool claims_overlap(const struct claim_record *a, const struct claim_record *b)
{
    if (strcmp(a->run, b->run) == 0 || strcmp(a->target, b->target) == 0)
        return true;
    for (size_t i = 0; i < a->member_count; i++)
        for (size_t k = 0; k < b->member_count; k++)
            if (is_same(&a->members[i], &b->members[k]))
                return true;
    return false;
}
