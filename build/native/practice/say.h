#ifndef PRACTICE_SAY_H
#define PRACTICE_SAY_H

/* Writes a line to stdout if somebody takes it. Never waits: a daemon that hangs because nobody
   reads its chatter would be a vice that nobody asked for. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
