#ifndef PRACTICE_OPTIONS_H
#define PRACTICE_OPTIONS_H

struct vice;

/* What the command line asks for. */
struct options {
    const struct vice *vice;
    int seconds;        /* how long `slow` cleans up */
    int workers;        /* how many `respawns` and `forks` have */
    int max_seconds;    /* after which everything ends by itself */
    int ready_fd;       /* where readiness is also announced, or -1 */
    const char *folder; /* where files go, or NULL for the default */
};

/* Reads the command line. Ends the program for --help (0) and for anything wrong (64). */
struct options parse_options(int count, char **arguments);

#endif
