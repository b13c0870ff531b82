#ifndef QUIESCE_PROCESSES_H
#define QUIESCE_PROCESSES_H

#include <stdbool.h>
#include <sys/types.h>

/* Asked about each process but ourselves; false ends the round. */
typedef bool process_visitor(pid_t pid, void *context);

/* Goes round all processes of /proc. 0, or the errno that kept it from seeing them all. */
int visit_processes(process_visitor *visit, void *context);

/* True unless this process has ended, zombies included, at this moment. */
bool is_process_alive(pid_t pid);

#endif
