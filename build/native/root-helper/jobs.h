#ifndef QUIESCE_JOBS_H
#define QUIESCE_JOBS_H

#include "script-request.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* So many run at once, and so many more may have left a daemon that keeps its streams open. */
#define MOST_RUNNING 16
#define MOST_JOBS 256

/* So much of what a job says is passed on. */
#define MOST_SAID (64 * 1024)

/* A script that was started. Numbers only ever grow. */
struct job {
    uint64_t number;
    char name[SCRIPT_NAME_SIZE];
    pid_t pid;     /* 0 once its end was told */
    int output;    /* -1 once nobody can write to it any more */
    size_t passed; /* bytes of it that the client was told */
};

/* Keeps a job; NULL where there is no room. */
struct job *add_job(const char *name, pid_t pid, int output);

/* Whether a script of this name runs, and how many do. */
bool is_running(const char *name);
int count_running(void);

/* Whether there is no room for another one. */
bool is_full_of_jobs(void);

/* The job with this number, or that is this process; NULL where there is none. */
struct job *find_job(uint64_t number);
struct job *find_job_of(pid_t pid);

/* Forgets a job that has ended and says nothing more. */
void forget_job_if_over(struct job *job);

/* Calls for each job that is kept. */
void for_each_job(void (*visit)(struct job *job));

#endif
