#ifndef QUIESCE_JOB_OUTPUT_H
#define QUIESCE_JOB_OUTPUT_H

#include "jobs.h"

/* Reads what a job has said until now, and tells the client as `said` as long as the job runs and
   has not said too much; the rest is dropped. Closes the pipe where nobody can write to it any
   more. */
void read_job_output(struct job *job);

/* Goes on reading and dropping what all jobs say, in a process of its own and as long as somebody
   can write: a daemon whose streams nobody reads any more would be ended by SIGPIPE for a word. */
void leave_jobs_a_reader(void);

#endif
