#ifndef QUIESCE_CLAIMS_H
#define QUIESCE_CLAIMS_H

#include "../signal-helper/identity.h"
#include "claim-request.h"

#include <sys/types.h>

/* What became of a wish. BUSY: another claim is in the way, whose is told; FAILED: an errno. */
enum claim_answer { CLAIM_DONE, CLAIM_BUSY, CLAIM_FAILED };

struct claim_result {
    enum claim_answer answer;
    int error;
    char run[RUN_ID_SIZE];
    unsigned uid;
    char door[128]; /* "" where it cannot be read */
};

/* Claims a service for the client. */
struct claim_result claim_service(const struct claim_request *request);

/* Adds a process to a claim of ours. */
struct claim_result claim_process(const char *run, const struct identity *process);

/* Takes a claim of ours back. 0, or an errno. */
int release_claim(const char *run);

/* Takes all claims of ours back. */
void release_all_claims(void);

#endif
