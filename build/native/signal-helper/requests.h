#ifndef QUIESCE_REQUESTS_H
#define QUIESCE_REQUESTS_H

/* Carries out one line of the client's and answers it. NULL stands for a line that was no text. */
void handle_request(const char *line);

#endif
