#ifndef PRACTICE_READY_H
#define PRACTICE_READY_H

/* The files that the announcement names; NULL for those that there are not. */
struct ready_files {
    const char *pid_file;
    const char *lock_file;
    const char *socket;
};

/* Remembers what is announced where; descriptor -1 for stdout alone. */
void ready_prepare(const char *vice, int descriptor);

/* Also tells a starter that waits on the other end of this pipe. */
void ready_add_starter(int pipe);

/* Announces `ready VICE pid=N ...` and closes the descriptors. Call it only once everything,
   workers and handlers included, is in place. */
void ready_announce(const struct ready_files *files);

/* Closes a worker's copies, so that readers see the end when the announcement was made. */
void ready_forget(void);

#endif
