#ifndef QUIESCE_DENIAL_H
#define QUIESCE_DENIAL_H

#include <stdint.h>

/* Why a request is not carried out: a word of the protocol, and what was found. */
struct denial {
    const char *reason; /* NULL where nothing is refused */
    char text[512];
};

extern const struct denial not_refused;

struct denial refuse_for(const char *reason, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* `error`, with what the system said when it was asked for something. */
struct denial refuse_error_of(const char *what, int error);

/* Answers the request: `refused REQ REASON TEXT`. A long text is cut. */
void reply_denial(uint64_t request, const struct denial *denial);

#endif
