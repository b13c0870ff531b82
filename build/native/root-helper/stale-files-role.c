#include "roles.h"

#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "file-request.h"

#include <inttypes.h>
#include <stddef.h>

static void handle(const char *line)
{
    struct file_request request;
    const char *expected;

    if (line == NULL) {
        refuse_request("a line of at most 255 ASCII characters");
        return;
    }
    expected = parse_file_request(line, &request);
    if (expected != NULL) {
        refuse_request(expected);
        return;
    }
    reply("refused %" PRIu64 " error not%%20built%%20yet", request.number);
}

const struct role stale_files_role = {
    .name = "stale-files",
    .handle = handle,
};
