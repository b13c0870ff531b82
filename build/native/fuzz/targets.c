/* What is fuzzed: all that reads bytes from somebody else. */

#include "../root-helper/claim-name.h"
#include "../root-helper/claim-record.h"
#include "../root-helper/deadline-text.h"
#include "../root-helper/jobs.h"
#include "../root-helper/lock-line.h"
#include "../root-helper/move.h"
#include "../root-helper/pid-text.h"
#include "../root-helper/program.h"
#include "../root-helper/roles.h"
#include "../root-helper/script-name.h"
#include "../root-helper/sha256.h"
#include "../root-helper/text.h"
#include "../root-helper/time-span.h"
#include "../signal-helper/line-reader.h"
#include "../signal-helper/process-stat.h"
#include "effects.h"
#include "seeds.h"
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct role *role;

static void answer(const char *line)
{
    answers = 0;
    role->handle(line);
    must(answers == 1, "each line gets exactly one answer");
}

static void take_lines(const char *name, const unsigned char *bytes, size_t length)
{
    role = find_role(name);
    begin_effects((unsigned)length);
    take_bytes((const char *)bytes, length, answer);
    /* The next input begins a line of its own. */
    take_bytes("\n", 1, answer);
}

static void take_signals(const unsigned char *bytes, size_t length)
{
    take_lines("signals", bytes, length);
}

static void end_job(struct job *job)
{
    job->pid = 0;
    forget_job_if_over(job);
}

static void take_scripts(const unsigned char *bytes, size_t length)
{
    take_lines("init-scripts", bytes, length);
    for_each_job(end_job);
}

static void take_files(const unsigned char *bytes, size_t length)
{
    take_lines("stale-files", bytes, length);
}

static void take_deadlines(const unsigned char *bytes, size_t length)
{
    take_lines("deadlines", bytes, length);
}

static char *text_of(const unsigned char *bytes, size_t length)
{
    char *text = malloc(length + 1);

    memcpy(text, bytes, length);
    text[length] = '\0';
    return text;
}

static void take_encoded(const unsigned char *bytes, size_t length)
{
    char decoded[LONGEST_LINE], word[3 * LONGEST_LINE + 1], again[LONGEST_LINE];
    char *text = text_of(bytes, length);

    is_plain_text(text);
    if (decode_text((const char *)bytes, length, decoded, sizeof decoded)) {
        size_t size = strlen(decoded);

        must(size > 0 && size < sizeof decoded, "a decoded text is one");
        must(encode_text(decoded, size, word, sizeof word) == size, "all of a text is encoded");
        must(decode_text(word, strlen(word), again, sizeof again) && strcmp(again, decoded) == 0,
             "what was encoded is decoded to the same");
    }
    encode_text((const char *)bytes, length, again, sizeof again);
    must(strspn(again,
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@+,=%") ==
             strlen(again),
         "an encoded text is a word");
    free(text);
}

/* The file of a claim, with the checksum that its content has. */
static char *add_checksum(const unsigned char *bytes, size_t length, size_t *total)
{
    char *file = malloc(length + SHA256_HEX_SIZE + 3);

    memcpy(file, bytes, length);
    file[length] = '\n';
    sha256_hex(bytes, length, file + length + 1);
    strcpy(file + length + SHA256_HEX_SIZE, "\n");
    *total = length + SHA256_HEX_SIZE + 1;
    return file;
}

static void check_record(struct claim_record *record)
{
    struct claim_record again;
    size_t length;
    char *bytes = format_claim(record, &length);
    char *room = malloc(length + 1);

    must(bytes != NULL, "a record can be written");
    memcpy(room, bytes, length);
    must(parse_claim(room, length, &again), "what was written can be read");
    must(claims_overlap(record, &again) && again.is_held == record->is_held &&
             again.member_count == record->member_count && strcmp(again.title, record->title) == 0,
         "what was written is read as the same");
    free(again.members);
    free(room);
    free(bytes);
}

static void take_claim(const unsigned char *bytes, size_t length)
{
    struct claim_record record;
    size_t total = length;
    char *raw = text_of(bytes, length);
    char *file;

    if (parse_claim(raw, length, &record))
        free(record.members);
    free(raw);
    file = add_checksum(bytes, length, &total);
    if (parse_claim(file, total, &record)) {
        check_record(&record);
        free(record.members);
    }
    free(file);
}

static void take_name(const unsigned char *bytes, size_t length)
{
    struct claim_name name;
    char again[CLAIM_NAME_SIZE];
    char *text = text_of(bytes, length);

    if (parse_claim_name(text, &name))
        must(format_claim_name(&name, again) && strcmp(again, text) == 0, "a claim has one name");
    is_machine_script(text);
    is_basic_script(text);
    free(text);
}

static void take_proc(const unsigned char *bytes, size_t length)
{
    struct process_stat process;
    struct program program = {
        .words_length = length < sizeof program.words ? length : sizeof program.words - 1};
    char *text = text_of(bytes, length);
    pid_t pid = parse_pid_text(text, length);

    must(pid == 0 || (pid > 1 && pid <= LARGEST_PID), "a pid is a pid");
    if (parse_process_stat(text, &process))
        is_kernel_thread(&process);
    is_lock_on(text, 7, 12345);
    memcpy(program.words, bytes, program.words_length);
    snprintf(program.kernel_name, sizeof program.kernel_name, "%.20s", text);
    snprintf(program.executable, sizeof program.executable, "%.300s", text);
    is_called(&program, "systemd-journald");
    is_told_as(&program, "sshd");
    runs_file(&program, "/usr/sbin/sshd");
    free(text);
}

static void take_systemd(const unsigned char *bytes, size_t length)
{
    struct unit_facts facts;
    struct moved_timeouts timeouts;
    struct deadline_paths paths;
    char written[DEADLINE_TEXT_SIZE];
    uint64_t span;
    char *text = text_of(bytes, length);

    parse_time_span(text, &span);
    name_deadline_files("a\\x2db.service", &paths);
    if (parse_unit_facts(text, paths.drop_in, &facts)) {
        for (uint64_t seconds = 1; seconds <= 86400; seconds *= 9) {
            uint64_t now = facts.since + seconds * 300000;

            if (decide_move(&facts, seconds, now, &timeouts).reason != NULL)
                continue;
            must(is_stopping(&facts), "only the deadline of a stop is moved");
            must(facts.timeout_stop == FOR_EVER || timeouts.writes_abort ||
                     timeouts.stop_ms >= facts.timeout_stop / 1000,
                 "a deadline never comes nearer");
            format_drop_in(&paths, &timeouts, "run", facts.can_tidy, written);
            format_tidy_unit(&paths, "run", written);
        }
    }
    free(text);
}

const struct target targets[] = {
    {"signals", take_signals, signal_seeds, request_words},
    {"scripts", take_scripts, script_seeds, request_words},
    {"files", take_files, file_seeds, request_words},
    {"deadlines", take_deadlines, deadline_seeds, request_words},
    {"text", take_encoded, text_seeds, text_words},
    {"claim", take_claim, claim_seeds, claim_words},
    {"name", take_name, name_seeds, request_words},
    {"proc", take_proc, proc_seeds, proc_words},
    {"systemd", take_systemd, systemd_seeds, systemd_words},
    {NULL, NULL, NULL, NULL},
};
