#ifndef QUIESCE_TEXT_H
#define QUIESCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Decodes a percent-encoded word of LENGTH bytes (RFC 3986) and ends it with a NUL. False for a
   character that does not stand for itself, a broken escape, an encoded NUL, or a text that does
   not fit into CAPACITY. */
bool decode_text(const char *word, size_t length, char *text, size_t capacity);

/* Encodes as many whole bytes as fit into CAPACITY, and ends the word with a NUL. Returns how many
   bytes of TEXT went in. */
size_t encode_text(const char *text, size_t length, char *word, size_t capacity);

/* True for UTF-8 (RFC 3629) without control characters: what may stand in a claim or on a screen.
 */
bool is_plain_text(const char *text);

#endif
