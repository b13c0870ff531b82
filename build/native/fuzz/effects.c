/* Everything that would do something, instead of what does it: each looks whether what reaches it
   could be told to root, and answers by turns in every way that there is. */

#include "../root-helper/claims.h"
#include "../root-helper/client.h"
#include "../root-helper/deadline-files.h"
#include "../root-helper/death-proof.h"
#include "../root-helper/file-users.h"
#include "../root-helper/job-output.h"
#include "../root-helper/held-file.h"
#include "../root-helper/script-path.h"
#include "../root-helper/spawn.h"
#include "../root-helper/systemctl.h"
#include "../root-helper/text.h"
#include "../root-helper/time-span.h"
#include "../signal-helper/exit-watch.h"
#include "../signal-helper/handles.h"
#include "../signal-helper/identity.h"
#include "../signal-helper/pidfd.h"
#include "../signal-helper/protected-here.h"
#include "../signal-helper/reply.h"
#include "effects.h"
#include "target.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static unsigned turn;

int answers;

void begin_effects(unsigned from)
{
    turn = from;
}

static unsigned next(unsigned count)
{
    return turn++ % count;
}

static int is_made_of(const char *text, const char *characters)
{
    return text[0] != '\0' && text[strspn(text, characters)] == '\0';
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

void reply(const char *format, ...)
{
    char line[1024];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    must(length > 0 && length <= LONGEST_LINE - 2, "an answer is a line of at most 256 bytes");
    for (int i = 0; i < length; i++)
        must(line[i] >= ' ' && line[i] <= '~', "an answer is ASCII");
    must(strstr(line, "  ") == NULL && line[length - 1] != ' ',
         "an answer has one space between words");
    answers++;
}

struct pinned pin_process(const struct identity *wanted)
{
    must(wanted->pid >= 0, "a pid is no group and not everybody");
    switch (next(4)) {
    case 0:
        return (struct pinned){.refusal = REFUSED_PROTECTED, .pidfd = -1};
    case 1:
        return (struct pinned){.refusal = REFUSED_ERROR, .error = EINVAL, .pidfd = -1};
    default:
        return (struct pinned){.refusal = NOT_REFUSED, .pidfd = 1000000, .inode = 5};
    }
}

int pidfd_send(int pidfd, int signal_number)
{
    must(pidfd == 1000000 && signal_number >= 1 && signal_number <= 64,
         "a signal is one, to a process");
    errno = EPERM;
    return next(2) == 0 ? 0 : -1;
}

bool pidfd_has_exited(int pidfd)
{
    (void)pidfd;
    return next(2) == 0;
}

bool is_protected_here(pid_t pid)
{
    (void)pid;
    return next(5) == 0;
}

static struct handle handle;

struct handle *handle_add(const struct identity *process, int pidfd)
{
    handle = (struct handle){.number = 1, .process = *process, .pidfd = pidfd};
    return next(9) == 0 ? NULL : &handle;
}

struct handle *handle_find(uint64_t number)
{
    handle.number = number;
    handle.pidfd = number == 1 ? 1000000 : -1;
    return number == 1 || number == 2 ? &handle : NULL;
}

void handle_remove(struct handle *removed)
{
    must(removed == &handle, "a handle that was given out");
}

int exit_watch_start(void)
{
    return -1;
}

int exit_watch_add(const struct handle *handle)
{
    (void)handle;
    errno = ENOSPC;
    return next(9) == 0 ? -1 : 0;
}

void exit_watch_report(void) {}

static struct claim_result any_result(void)
{
    struct claim_result result = {
        .answer = (enum claim_answer)next(3), .error = EPERM, .uid = 4294967294U};

    memset(result.run, 'x', sizeof result.run - 1);
    memset(result.door, next(2) == 0 ? '\0' : '\xff', sizeof result.door - 1);
    return result;
}

static void check_run(const char *run)
{
    must(is_made_of(run, LOWER DIGITS "-") && strlen(run) <= 64, "the id of a run");
}

struct claim_result claim_service(const struct claim_request *request)
{
    check_run(request->run);
    must(is_plain_text(request->door) && is_plain_text(request->target) &&
             is_plain_text(request->title) && request->title[0] != '\0',
         "texts of a claim are plain");
    return any_result();
}

struct claim_result claim_process(const char *run, const struct identity *process)
{
    check_run(run);
    must(process != NULL, "a member is a process");
    return any_result();
}

int release_claim(const char *run)
{
    check_run(run);
    return next(2) == 0 ? 0 : ENOENT;
}

void release_all_claims(void) {}

struct denial find_script(const char *name, char path[SCRIPT_PATH_SIZE])
{
    must(is_made_of(name, LOWER UPPER DIGITS "._+@-") && name[0] != '.' && name[0] != '-',
         "a script's name is no path and no option");
    snprintf(path, SCRIPT_PATH_SIZE, "/etc/init.d/%s", name);
    return next(3) == 0 ? refuse_for("writable", "others may write %s", name) : not_refused;
}

int spawn_program(char *const arguments[], char *const environment[], struct spawned *spawned)
{
    static const char *const actions[] = {"start",  "stop",         "restart",
                                          "reload", "force-reload", "status"};
    int is_known = 0;

    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        is_known |= strcmp(actions[i], arguments[1]) == 0;
    must(is_known && arguments[2] == NULL && environment[0] != NULL,
         "a script gets one of six words");
    *spawned = (struct spawned){.pid = 2000000000, .output = -1};
    return next(3) == 0 ? ENOEXEC : 0;
}

void leave_jobs_a_reader(void) {}

void read_job_output(struct job *job)
{
    (void)job;
}

struct denial hold_file(const struct place *place, struct held_file *file)
{
    static const char *const contents[] = {"", "12345\n", "no pid", "1\n", "12 13\n"};

    must(strncmp(place->path, "/run/", 5) == 0 || strncmp(place->path, "/var/run/", 9) == 0 ||
             strncmp(place->path, "/var/lock/", 10) == 0,
         "a file lies where such files lie");
    must(strstr(place->path, "/../") == NULL && strstr(place->path, "//") == NULL &&
             strstr(place->path, "/./") == NULL && place->path[strlen(place->path) - 1] != '/',
         "a path is straight");
    must(strncmp(place->path, "/run/systemd/", 13) != 0 &&
             strncmp(place->path, "/run/user/", 10) != 0,
         "not in others' folders");
    *file = (struct held_file){.folder = -1, .name = strrchr(place->path, '/') + 1};
    strcpy(file->content, contents[next(5)]);
    file->length = strlen(file->content);
    return next(4) == 0 ? refuse_for("place", "%s", place->path) : not_refused;
}

struct denial remove_held_file(const struct held_file *file)
{
    must(strchr(file->name, '/') == NULL && strcmp(file->name, "..") != 0 && file->name[0] != '\0',
         "what is removed is a name in a folder");
    return not_refused;
}

void let_go_of_file(const struct held_file *file)
{
    (void)file;
}

struct denial refuse_unless_gone(pid_t pid, const struct stat *file, const char *called)
{
    must(pid > 1 && pid <= 4194304 && file != NULL && called[0] != '\0', "a pid is a pid");
    return next(3) == 0 ? refuse_for("alive", "pid %d (%s) lives", (int)pid, called) : not_refused;
}

struct denial refuse_if_called(const char *name, const char *executable)
{
    must(name[0] != '\0' && (executable[0] == '\0' || executable[0] == '/'), "a name is one");
    return next(3) == 0 ? refuse_for("alive", "%s", name) : not_refused;
}

struct denial refuse_file_in_use(const struct stat *file)
{
    (void)file;
    return next(3) == 0 ? refuse_for("in-use", "it is locked") : not_refused;
}

static void check_unit(const char *unit)
{
    size_t length = strlen(unit);

    must(is_made_of(unit, LOWER UPPER DIGITS ":_.@\\-") && length > 8 && length < 256, "a name");
    must(strcmp(unit + length - 8, ".service") == 0, "the name of a service");
}

int read_deadline_files(const struct deadline_paths *paths, struct deadline_files *files)
{
    must(strncmp(paths->drop_in, DEADLINE_FOLDER "/", sizeof DEADLINE_FOLDER) == 0 &&
             strstr(paths->drop_in, "/../") == NULL,
         "a drop-in lies below systemd's folder");
    *files = (struct deadline_files){.drop_in = ""};
    strcpy(files->drop_in, next(2) == 0 ? "x" : "");
    return next(5) == 0 ? EPERM : 0;
}

int write_deadline_files(const struct deadline_paths *paths, const struct deadline_files *files)
{
    must(paths->drop_in[0] == '/' && files != NULL, "files have a path");
    return next(9) == 0 ? ENOSPC : 0;
}

int ask_for_unit(const char *unit, const struct deadline_paths *paths, struct unit_facts *facts)
{
    static const char *const states[] = {"active", "deactivating", "inactive"};
    static const char *const sub[] = {"running", "stop-sigterm", "stop", "final-sigkill"};

    check_unit(unit);
    must(paths->drop_in[0] == '/', "a drop-in has a path");
    *facts = (struct unit_facts){.load_state = "loaded",
                                 .needs_reload = next(4) == 0,
                                 .since = 1,
                                 .timeout_stop = next(3) == 0 ? FOR_EVER : next(3) * 5000000ULL,
                                 .can_tidy = next(2) == 0,
                                 .stop_commands = next(3)};
    strcpy(facts->id, unit);
    strcpy(facts->active_state, states[next(3)]);
    strcpy(facts->sub_state, sub[next(4)]);
    return next(7) == 0 ? ETIMEDOUT : 0;
}

int reload_systemd(void)
{
    return next(3) == 0 ? ETIMEDOUT : 0;
}
