#include "process-requests.h"

#include "error-name.h"
#include "exit-watch.h"
#include "handles.h"
#include "identity.h"
#include "pidfd.h"
#include "protected-here.h"
#include "reply.h"
#include "words.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <unistd.h>

#define LAST_SIGNAL 64

void refuse_request(const char *expected)
{
    reply("error - bad-request %s", expected);
}

static void reply_refused(uint64_t request, enum refusal refusal, int error)
{
    static const char *const reasons[] = {
        [REFUSED_GONE] = "gone",
        [REFUSED_CHANGED] = "changed",
        [REFUSED_PROTECTED] = "protected",
        [REFUSED_PERMISSION] = "permission",
    };

    if (refusal == REFUSED_ERROR)
        reply("refused %" PRIu64 " error %s", request, error_name(error));
    else
        reply("refused %" PRIu64 " %s", request, reasons[refusal]);
}

static void keep(uint64_t request, const struct identity *process, const struct pinned *pinned)
{
    struct handle *handle = handle_add(process, pinned->pidfd);

    if (handle == NULL) {
        close(pinned->pidfd);
        reply_refused(request, REFUSED_ERROR, ENOMEM);
    } else if (exit_watch_add(handle) != 0) {
        int error = errno;

        handle_remove(handle);
        reply_refused(request, REFUSED_ERROR, error);
    } else {
        reply("opened %" PRIu64 " %" PRIu64 " %" PRIu64, request, handle->number, pinned->inode);
    }
}

static void open_process(const char *arguments)
{
    uint64_t numbers[4] = {0};
    struct identity wanted;
    struct pinned pinned;

    if (parse_numbers(arguments, numbers, 3, 4) == 0 || numbers[1] > INT_MAX) {
        refuse_request("open REQ PID START [INODE]");
        return;
    }
    wanted =
        (struct identity){.pid = (pid_t)numbers[1], .start_time = numbers[2], .inode = numbers[3]};
    pinned = pin_process(&wanted);
    if (pinned.refusal == NOT_REFUSED)
        keep(numbers[0], &wanted, &pinned);
    else
        reply_refused(numbers[0], pinned.refusal, pinned.error);
}

/* 0, or an errno. */
static int send_signal(const struct handle *handle, int signal_number)
{
    if (handle == NULL)
        return EBADF;
    if (handle->pidfd < 0)
        return ESRCH;
    /* It may have become another program since it was opened. */
    if (is_protected_here(handle->process.pid))
        return pidfd_has_exited(handle->pidfd) ? ESRCH : EPERM;
    return pidfd_send(handle->pidfd, signal_number) == 0 ? 0 : errno;
}

static void signal_process(const char *arguments)
{
    uint64_t numbers[3];
    int error;

    /* Signal 0 would say "alive" of a zombie; the exit events are the only answer to that. */
    if (parse_numbers(arguments, numbers, 3, 3) == 0 || numbers[2] < 1 ||
        numbers[2] > LAST_SIGNAL) {
        refuse_request("signal REQ HANDLE SIGNUM with SIGNUM 1 to 64");
        return;
    }
    error = send_signal(handle_find(numbers[1]), (int)numbers[2]);
    if (error == 0)
        reply("sent %" PRIu64, numbers[0]);
    else
        reply("failed %" PRIu64 " %s", numbers[0], error_name(error));
}

static void close_handle(const char *arguments)
{
    uint64_t numbers[2];
    struct handle *handle;

    if (parse_numbers(arguments, numbers, 2, 2) == 0) {
        refuse_request("close REQ HANDLE");
        return;
    }
    handle = handle_find(numbers[1]);
    if (handle == NULL) {
        reply("failed %" PRIu64 " %s", numbers[0], error_name(EBADF));
        return;
    }
    handle_remove(handle);
    reply("closed %" PRIu64, numbers[0]);
}

bool handle_process_request(const char *line)
{
    const char *arguments;

    if (line == NULL)
        refuse_request("a line of at most 255 ASCII characters");
    else if ((arguments = after_word(line, "open")) != NULL)
        open_process(arguments);
    else if ((arguments = after_word(line, "signal")) != NULL)
        signal_process(arguments);
    else if ((arguments = after_word(line, "close")) != NULL)
        close_handle(arguments);
    else
        return false;
    return true;
}
