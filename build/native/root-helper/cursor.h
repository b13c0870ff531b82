#ifndef QUIESCE_CURSOR_H
#define QUIESCE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the words of one line from left to right. Words are separated by one space each; whatever
   is wrong makes this and every later step fail, so that only the last one has to be looked at. */
struct cursor {
    const char *at; /* NULL behind the last word */
    bool failed;
};

struct cursor cursor_at(const char *arguments);

/* Takes a decimal number below 2^64, without sign or leading zeros. */
bool take_number(struct cursor *cursor, uint64_t *number);

/* Takes a word as it stands: printable ASCII, shorter than CAPACITY. */
bool take_word(struct cursor *cursor, char *word, size_t capacity);

/* Takes a percent-encoded word (text.h); its text is shorter than CAPACITY. */
bool take_text(struct cursor *cursor, char *text, size_t capacity);

/* Whether words are left. */
bool has_more(const struct cursor *cursor);

/* Whether all words were taken, and none of them was wrong. */
bool is_whole(const struct cursor *cursor);

#endif
