#ifndef QUIESCE_WORDS_H
#define QUIESCE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* If TEXT begins with WORD and a space, returns what follows; else NULL. */
const char *after_word(const char *text, const char *word);

/* Parses between LEAST and MOST decimal numbers that are separated by one space each and fill the
   text to its end. Returns how many there were, or 0 for anything else: leading zeros, signs and
   numbers over 64 bits are not taken for something that they may not mean. */
int parse_numbers(const char *text, uint64_t *numbers, int least, int most);

#endif
