#include "roles.h"

#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "job-output.h"
#include "script-name.h"
#include "script-path.h"
#include "spawn.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* No job has this number. */
#define CHILDREN 0
#define BATCH 64

static int epoll = -1;
static int children = -1;

static int watch(int file, uint64_t number)
{
    struct epoll_event wanted = {.events = EPOLLIN, .data = {.u64 = number}};

    return epoll_ctl(epoll, EPOLL_CTL_ADD, file, &wanted);
}

static int begin(void)
{
    sigset_t ends;

    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (sigprocmask(SIG_BLOCK, &ends, NULL) != 0)
        return -1;
    children = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    return children >= 0 && watch(children, CHILDREN) == 0 ? epoll : -1;
}

static struct denial refuse_for_name(const struct script_request *request)
{
    bool is_harmless =
        strcmp(request->action, "start") == 0 || strcmp(request->action, "status") == 0;

    if (is_machine_script(request->name))
        return refuse_for("protected", "%s is of the machine's own start and end", request->name);
    if (is_basic_script(request->name) && !is_harmless)
        return refuse_for("protected", "everything else hangs on %s", request->name);
    if (is_running(request->name))
        return refuse_for("busy", "%s runs already", request->name);
    if (count_running() >= MOST_RUNNING || is_full_of_jobs())
        return refuse_for("busy", "too many scripts run");
    return not_refused;
}

/* A shell would run a file without `#!` as a script; the kernel does not, and whoever wrote it is
   asked to say what it is. */
static struct denial refuse_unstarted(const char *path, int error)
{
    return error == ENOEXEC ? refuse_for("not-a-script", "%s begins with no #!", path)
                            : refuse_error_of(path, error);
}

static struct denial start(const struct script_request *request, struct job **job)
{
    /* service(8). */
    static char *const environment[] = {"PATH=/sbin:/usr/sbin:/bin:/usr/bin", "LANG=C.UTF-8",
                                        "TERM=dumb", NULL};
    char path[SCRIPT_PATH_SIZE];
    char action[16];
    char *arguments[] = {path, action, NULL};
    struct spawned spawned;
    struct denial denial = find_script(request->name, path);
    int error;

    if (denial.reason != NULL)
        return denial;
    strcpy(action, request->action);
    /* By its path: every part of it can be changed by root alone, so it is still what was looked
     * at. */
    error = spawn_program(arguments, environment, &spawned);
    if (error != 0)
        return refuse_unstarted(path, error);
    *job = add_job(request->name, spawned.pid, spawned.output);
    return not_refused;
}

static void run(const struct script_request *request)
{
    struct denial denial = refuse_for_name(request);
    struct job *job = NULL;

    if (denial.reason == NULL)
        denial = start(request, &job);
    if (denial.reason != NULL) {
        reply_denial(request->number, &denial);
        return;
    }
    reply("started %" PRIu64 " %" PRIu64, request->number, job->number);
    /* Where it cannot be watched, it is read when the script ends. */
    watch(job->output, job->number);
}

static void tell_end(struct job *job, int status)
{
    read_job_output(job);
    job->pid = 0;
    if (WIFSIGNALED(status))
        reply("killed %" PRIu64 " %d", job->number, WTERMSIG(status));
    else
        reply("exited %" PRIu64 " %d", job->number, WEXITSTATUS(status));
    forget_job_if_over(job);
}

static void reap(void)
{
    struct signalfd_siginfo ignored;
    int status;
    pid_t pid;

    while (read(children, &ignored, sizeof ignored) > 0)
        ;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        struct job *job = find_job_of(pid);

        if (job != NULL)
            tell_end(job, status);
    }
}

static void attend(void)
{
    struct epoll_event events[BATCH];
    int count = epoll_wait(epoll, events, BATCH, 0);

    for (int i = 0; i < count; i++) {
        struct job *job = events[i].data.u64 == CHILDREN ? NULL : find_job(events[i].data.u64);

        if (job != NULL) {
            read_job_output(job);
            forget_job_if_over(job);
        } else if (events[i].data.u64 == CHILDREN) {
            reap();
        }
    }
}

static void handle(const char *line)
{
    struct script_request request;
    const char *expected = line == NULL ? "a line of at most 255 ASCII characters"
                                        : parse_script_request(line, &request);

    if (expected != NULL)
        refuse_request(expected);
    else
        run(&request);
}

const struct role init_scripts_role = {
    .name = "init-scripts",
    .begin = begin,
    .handle = handle,
    .attend = attend,
    .end = leave_jobs_a_reader,
};
