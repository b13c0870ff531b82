#ifndef QUIESCE_SPAWN_H
#define QUIESCE_SPAWN_H

#include <sys/types.h>

/* A program that runs, and the end of a pipe that both of its streams go to. */
struct spawned {
    pid_t pid;
    int output;
};

/* Starts a program as the machine's start would: a session of its own, `/`, stdin from /dev/null,
   usual limits and signals, these variables alone. Both lists end with NULL; the program is the
   first argument. 0, or the errno that kept it from running. */
int spawn_program(char *const arguments[], char *const environment[], struct spawned *spawned);

#endif
