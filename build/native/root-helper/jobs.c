#include "jobs.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* A place is free where its number is 0. */
static struct job jobs[MOST_JOBS];
static uint64_t last_number;

struct job *add_job(const char *name, pid_t pid, int output)
{
    struct job *free_place = find_job(0);

    if (free_place == NULL)
        return NULL;
    *free_place = (struct job){.number = ++last_number, .pid = pid, .output = output};
    snprintf(free_place->name, sizeof free_place->name, "%s", name);
    return free_place;
}

bool is_running(const char *name)
{
    for (size_t i = 0; i < MOST_JOBS; i++)
        if (jobs[i].pid != 0 && strcmp(jobs[i].name, name) == 0)
            return true;
    return false;
}

int count_running(void)
{
    int count = 0;

    for (size_t i = 0; i < MOST_JOBS; i++)
        count += jobs[i].pid != 0;
    return count;
}

bool is_full_of_jobs(void)
{
    return find_job(0) == NULL;
}

struct job *find_job(uint64_t number)
{
    for (size_t i = 0; i < MOST_JOBS; i++)
        if (jobs[i].number == number)
            return &jobs[i];
    return NULL;
}

struct job *find_job_of(pid_t pid)
{
    for (size_t i = 0; i < MOST_JOBS; i++)
        if (jobs[i].pid == pid)
            return &jobs[i];
    return NULL;
}

void forget_job_if_over(struct job *job)
{
    if (job->pid == 0 && job->output < 0)
        job->number = 0;
}

void for_each_job(void (*visit)(struct job *job))
{
    for (size_t i = 0; i < MOST_JOBS; i++)
        if (jobs[i].number != 0)
            visit(&jobs[i]);
}
