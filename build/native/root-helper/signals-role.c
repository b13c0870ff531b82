#include "roles.h"

#include "../signal-helper/exit-watch.h"
#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "claim-request.h"

#include <inttypes.h>
#include <stddef.h>

static void handle(const char *line)
{
    struct claim_request request;
    const char *expected;

    if (handle_process_request(line))
        return;
    expected = parse_claim_request(line, &request);
    if (expected != NULL) {
        refuse_request(expected);
        return;
    }
    reply("failed %" PRIu64 " ENOSYS", request.number);
}

const struct role signals_role = {
    .name = "signals",
    .begin = exit_watch_start,
    .handle = handle,
    .attend = exit_watch_report,
    .needs_pidfd = true,
};
