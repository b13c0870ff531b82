#include "roles.h"

#include "../signal-helper/error-name.h"
#include "../signal-helper/exit-watch.h"
#include "../signal-helper/handles.h"
#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "claims.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

static void answer(uint64_t request, const char *done, const struct claim_result *result)
{
    char door[128];

    switch (result->answer) {
    case CLAIM_DONE:
        reply("%s %" PRIu64, done, request);
        break;
    case CLAIM_BUSY:
        encode_text(result->door, strlen(result->door), door, sizeof door);
        reply("busy %" PRIu64 " %s %u %s", request, result->run, result->uid,
              door[0] == '\0' ? "-" : door);
        break;
    case CLAIM_FAILED:
        reply("failed %" PRIu64 " %s", request, error_name(result->error));
    }
}

static void add_member(const struct claim_request *request)
{
    struct claim_result result = {.answer = CLAIM_FAILED, .error = EBADF};
    const struct handle *handle = handle_find(request->handle);

    if (handle != NULL && handle->pidfd < 0)
        result.error = ESRCH;
    else if (handle != NULL)
        result = claim_process(request->run, &handle->process);
    answer(request->number, "added", &result);
}

static void release(const struct claim_request *request)
{
    int error = release_claim(request->run);
    struct claim_result result = {.answer = error == 0 ? CLAIM_DONE : CLAIM_FAILED, .error = error};

    answer(request->number, "released", &result);
}

static void carry_out(const struct claim_request *request)
{
    struct claim_result result;

    switch (request->word) {
    case CLAIM_NEW:
        result = claim_service(request);
        answer(request->number, "claimed", &result);
        break;
    case CLAIM_MEMBER:
        add_member(request);
        break;
    case CLAIM_RELEASE:
        release(request);
    }
}

static void handle(const char *line)
{
    struct claim_request request;
    const char *expected;

    if (handle_process_request(line))
        return;
    expected = parse_claim_request(line, &request);
    if (expected != NULL)
        refuse_request(expected);
    else
        carry_out(&request);
}

const struct role signals_role = {
    .name = "signals",
    .begin = exit_watch_start,
    .handle = handle,
    .attend = exit_watch_report,
    .end = release_all_claims,
    .needs_pidfd = true,
};
