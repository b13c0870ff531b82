#ifndef QUIESCE_DEADLINE_REQUEST_H
#define QUIESCE_DEADLINE_REQUEST_H

#include "run-id.h"
#include "unit-name.h"

#include <stdbool.h>
#include <stdint.h>

/* A day: longer than anybody waits for a stop, and short enough not to disable it. */
#define LONGEST_SECONDS 86400

/* `move` or `back`. */
struct deadline_request {
    bool is_move;
    uint64_t number;
    char unit[UNIT_NAME_SIZE];
    uint64_t seconds; /* these of `move`; 1 to LONGEST_SECONDS */
    char run[RUN_ID_SIZE];
};

/* Parses a line. NULL, or what would have been a request. */
const char *parse_deadline_request(const char *line, struct deadline_request *request);

#endif
