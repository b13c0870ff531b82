#include "job-output.h"

#include "../signal-helper/line-reader.h"
#include "../signal-helper/reply.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

/* Beside "said ", the largest number and the end of the line. */
#define ROOM_FOR_TEXT (LONGEST_LINE - 28)

/* So many reads at a time: what a daemon writes without end must not keep us from everything else.
 */
#define MOST_READS 64

/* A client that does not read must not bring a script to a halt. */
#define PATIENCE_MS 5000

static bool can_tell(void)
{
    struct pollfd client = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&client, 1, PATIENCE_MS) > 0;
}

static void tell(struct job *job, const char *bytes, size_t length)
{
    size_t left = job->pid == 0 ? 0 : MOST_SAID - job->passed;
    size_t told = 0;

    if (length > left)
        length = left;
    while (told < length) {
        char text[ROOM_FOR_TEXT];

        if (!can_tell()) {
            job->passed = MOST_SAID;
            return;
        }
        told += encode_text(bytes + told, length - told, text, sizeof text);
        reply("said %" PRIu64 " %s", job->number, text);
    }
    job->passed += length;
}

static void close_output(struct job *job)
{
    close(job->output);
    job->output = -1;
}

void read_job_output(struct job *job)
{
    char chunk[4096];

    for (int reads = 0; job->output >= 0 && reads < MOST_READS; reads++) {
        ssize_t count = read(job->output, chunk, sizeof chunk);

        if (count > 0)
            tell(job, chunk, (size_t)count);
        else if (count == 0 || (errno != EAGAIN && errno != EINTR))
            close_output(job);
        else
            return;
    }
}

static struct pollfd open_outputs[MOST_JOBS];
static nfds_t open_count;

static void note_output(struct job *job)
{
    if (job->output >= 0)
        open_outputs[open_count++] = (struct pollfd){.fd = job->output, .events = POLLIN};
}

/* Until the last writer is gone. */
static void drop_all(void)
{
    nfds_t left = open_count;
    char chunk[4096];

    while (left > 0 && (poll(open_outputs, open_count, -1) >= 0 || errno == EINTR)) {
        for (nfds_t i = 0; i < open_count; i++) {
            if (open_outputs[i].fd < 0 || open_outputs[i].revents == 0)
                continue;
            if (read(open_outputs[i].fd, chunk, sizeof chunk) == 0) {
                /* poll(2) passes over it from now on. */
                open_outputs[i].fd = -1;
                left--;
            }
        }
    }
}

void leave_jobs_a_reader(void)
{
    int null;

    for_each_job(note_output);
    /* Where there can be no second process this one stays. */
    if (open_count == 0 || fork() > 0)
        return;
    setsid();
    null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
    }
    drop_all();
    _exit(0);
}
