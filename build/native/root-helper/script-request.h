#ifndef QUIESCE_SCRIPT_REQUEST_H
#define QUIESCE_SCRIPT_REQUEST_H

#include <stdint.h>

#define SCRIPT_NAME_SIZE 128

/* `run`: a script's name, which is no path, and what it shall do. */
struct script_request {
    uint64_t number;
    char name[SCRIPT_NAME_SIZE];
    const char *action; /* one of six constants */
};

/* Parses a line. NULL, or what would have been a request. */
const char *parse_script_request(const char *line, struct script_request *request);

#endif
