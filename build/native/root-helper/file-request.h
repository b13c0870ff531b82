#ifndef QUIESCE_FILE_REQUEST_H
#define QUIESCE_FILE_REQUEST_H

#include "../signal-helper/line-reader.h"

#include <stdbool.h>
#include <stdint.h>

/* `remove`: a file, and what kind of proof is asked for. */
struct file_request {
    uint64_t number;
    bool is_lock;
    char path[LONGEST_LINE];       /* absolute, no empty part, no `.` or `..` */
    char executable[LONGEST_LINE]; /* absolute, or "" where none was named */
};

/* Parses a line. NULL, or what would have been a request. */
const char *parse_file_request(const char *line, struct file_request *request);

#endif
