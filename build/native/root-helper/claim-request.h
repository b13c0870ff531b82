#ifndef QUIESCE_CLAIM_REQUEST_H
#define QUIESCE_CLAIM_REQUEST_H

#include "../signal-helper/line-reader.h"
#include "run-id.h"

#include <stdint.h>

enum claim_word { CLAIM_NEW, CLAIM_MEMBER, CLAIM_RELEASE };

/* `claim`, `member` or `release`, as it was asked for. Texts are plain (text.h). */
struct claim_request {
    enum claim_word word;
    uint64_t number;
    char run[RUN_ID_SIZE];
    uint64_t handle;         /* of CLAIM_MEMBER */
    char door[LONGEST_LINE]; /* these of CLAIM_NEW */
    char target[LONGEST_LINE];
    char title[LONGEST_LINE];
};

/* Parses a line. NULL, or what would have been a request. */
const char *parse_claim_request(const char *line, struct claim_request *request);

#endif
