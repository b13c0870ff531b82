#ifndef QUIESCE_PROCESS_REQUESTS_H
#define QUIESCE_PROCESS_REQUESTS_H

#include <stdbool.h>

/* Carries out and answers `open`, `signal` and `close`, and refuses NULL, a line that was no text.
   False for any other line, which is still to be answered. */
bool handle_process_request(const char *line);

/* Answers a line that is no request, and says what would have been one. */
void refuse_request(const char *expected);

#endif
