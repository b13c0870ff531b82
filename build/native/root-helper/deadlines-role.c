#include "roles.h"

#include "../signal-helper/error-name.h"
#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "deadline-files.h"
#include "deadline-request.h"
#include "move.h"
#include "denial.h"
#include "systemctl.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* One request on its way. */
struct task {
    const struct deadline_request *request;
    struct deadline_paths paths;
    struct deadline_files before;
    struct unit_facts facts;
};

static uint64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static struct denial refuse_files(int error)
{
    if (error == ENOENT)
        return refuse_for("unknown", "systemd does not run here");
    if (error == EPERM || error == ELOOP || error == ENOTDIR)
        return refuse_for("place", "a folder below " DEADLINE_FOLDER " is not root's alone");
    return refuse_error_of(DEADLINE_FOLDER, error);
}

static struct denial ask(struct task *task)
{
    int error = ask_for_unit(task->request->unit, &task->paths, &task->facts);

    return error == 0 ? not_refused : refuse_error_of("systemctl show", error);
}

static struct denial look(struct task *task)
{
    int error;

    name_deadline_files(task->request->unit, &task->paths);
    error = read_deadline_files(&task->paths, &task->before);
    return error == 0 ? ask(task) : refuse_files(error);
}

/* Puts back what was there. Nothing better can be done where that fails: the reason that brought us
   here is told. */
static void put_back(const struct task *task)
{
    write_deadline_files(&task->paths, &task->before);
}

static struct denial refuse_unit(const struct task *task)
{
    const struct unit_facts *facts = &task->facts;

    if (strcmp(facts->load_state, "loaded") != 0)
        return refuse_for("unknown", "%s is %s", facts->id, facts->load_state);
    if (strcmp(facts->id, task->request->unit) != 0)
        return refuse_for("unknown", "its name is %s", facts->id);
    return not_refused;
}

/* A drop-in of ours that nobody has read, as a crash leaves it, is no edit of somebody's: it goes.
 */
static struct denial refuse_edited(struct task *task)
{
    static const struct deadline_files none;
    struct denial denial = not_refused;

    if (!task->facts.needs_reload)
        return denial;
    if (task->before.drop_in[0] != '\0' && !task->facts.has_our_drop_in) {
        if (write_deadline_files(&task->paths, &none) == 0)
            task->before = none;
        denial = ask(task);
    }
    if (denial.reason == NULL && task->facts.needs_reload)
        return refuse_for("edited", "the files of %s were changed", task->request->unit);
    return denial;
}

static int write_move(const struct task *task, const struct moved_timeouts *timeouts)
{
    struct deadline_files files = {.drop_in = ""};
    bool with_tidy = uses_tidy_unit(&task->facts, &task->paths);

    format_drop_in(&task->paths, timeouts, task->request->run, with_tidy, files.drop_in);
    if (with_tidy)
        format_tidy_unit(&task->paths, task->request->run, files.tidy);
    return write_deadline_files(&task->paths, &files);
}

/* The stop was over before systemd read the files: nobody would take them back. */
static struct denial undo_idle(const struct task *task)
{
    put_back(task);
    reload_systemd();
    return refuse_for("idle", "the stop of %s is over", task->request->unit);
}

/* A reload that was answered is no proof, and one that was not may have happened. */
static struct denial verify(struct task *task, const struct moved_timeouts *timeouts, int reloaded)
{
    struct denial denial = ask(task);

    if (denial.reason == NULL && is_in_force(&task->facts, timeouts))
        return is_stopping(&task->facts) ? not_refused : undo_idle(task);
    put_back(task);
    if (reloaded != 0)
        return refuse_error_of("systemctl daemon-reload", reloaded);
    return denial.reason != NULL ? denial
                                 : refuse_for("error", "another drop-in stands behind ours");
}

static struct denial move(struct task *task)
{
    struct moved_timeouts timeouts;
    struct denial denial = look(task);
    int error;

    if (denial.reason == NULL)
        denial = refuse_unit(task);
    if (denial.reason == NULL)
        denial = refuse_edited(task);
    if (denial.reason == NULL)
        denial = decide_move(&task->facts, task->request->seconds, now_us(), &timeouts);
    if (denial.reason != NULL)
        return denial;
    error = write_move(task, &timeouts);
    if (error != 0) {
        put_back(task);
        return refuse_files(error);
    }
    return verify(task, &timeouts, reload_systemd());
}

static bool is_at_rest(const struct unit_facts *facts)
{
    static const char *const states[] = {"inactive", "failed", "active"};

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(facts->active_state, states[i]) == 0)
            return true;
    return false;
}

static struct denial take_back(struct task *task)
{
    static const struct deadline_files none;
    struct denial denial = look(task);
    int error;

    if (denial.reason != NULL)
        return denial;
    if (!is_at_rest(&task->facts))
        return refuse_for("stopping", "%s is %s", task->request->unit, task->facts.active_state);
    if (task->before.drop_in[0] == '\0' && task->before.tidy[0] == '\0')
        return not_refused;
    error = write_deadline_files(&task->paths, &none);
    if (error != 0)
        return refuse_files(error);
    /* Its stop may have begun meanwhile: then the next reload, whosever it is, would force at once.
     */
    denial = ask(task);
    if (denial.reason != NULL || !is_at_rest(&task->facts)) {
        put_back(task);
        return denial.reason != NULL ? denial
                                     : refuse_for("stopping", "%s is %s", task->request->unit,
                                                  task->facts.active_state);
    }
    error = reload_systemd();
    return error == 0 ? not_refused : refuse_error_of("systemctl daemon-reload", error);
}

static void handle(const char *line)
{
    struct deadline_request request;
    struct task task = {.request = &request};
    struct denial denial;
    const char *expected = line == NULL ? "a line of at most 255 ASCII characters"
                                        : parse_deadline_request(line, &request);

    if (expected != NULL) {
        refuse_request(expected);
        return;
    }
    denial = request.is_move ? move(&task) : take_back(&task);
    if (denial.reason != NULL)
        reply_denial(request.number, &denial);
    else
        reply("%s %" PRIu64, request.is_move ? "moved" : "taken-back", request.number);
}

const struct role deadlines_role = {
    .name = "deadlines",
    .handle = handle,
};
