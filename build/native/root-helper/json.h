#ifndef QUIESCE_JSON_H
#define QUIESCE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads JSON (RFC 8259) from left to right, in a text of its own that ends with a NUL and that it
   changes: strings are decoded in their place. After the first fault everything fails. */
struct json {
    char *at;
    int depth;
    bool failed;
};

struct json json_at(char *text);

/* Enters an object ('{') or a list ('['). False where it is empty, or none. */
bool json_enter(struct json *json, char bracket);

/* After an element of an object ('}') or a list (']'): whether another one follows. */
bool json_next(struct json *json, char bracket);

/* Takes the key of an element, and the colon. NULL where there is none. */
const char *json_key(struct json *json);

/* Takes a string of whole characters; NULL for anything else, and for one that holds a NUL. */
const char *json_string(struct json *json);

/* Takes a whole number below 2^64 that is spelt with digits alone. */
bool json_number(struct json *json, uint64_t *number);

/* Takes any value. */
void json_skip(struct json *json);

/* Whether everything was read, and nothing was wrong. */
bool json_is_whole(struct json *json);

#endif
