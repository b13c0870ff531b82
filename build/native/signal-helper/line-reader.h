#ifndef QUIESCE_LINE_READER_H
#define QUIESCE_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>

/* The longest line that is understood, newline included. */
#define LONGEST_LINE 256

/* Receives each line without its newline, NUL-terminated; or NULL for one that was no line of
   text: too long, or with a NUL byte in it. */
typedef void line_handler(const char *line);

/* Takes in some bytes of the input and hands on every whole line. */
void take_bytes(const char *bytes, size_t count, line_handler *handle_line);

/* Reads what stdin has and hands on every whole line. False at the end of input. */
bool read_lines(line_handler *handle_line);

#endif
