#ifndef QUIESCE_REPLY_H
#define QUIESCE_REPLY_H

/* Writes one whole line to stdout, waiting for the reader if need be. Ends the program when there
   is no reader any more: nobody is left to work for. */
void reply(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
