#ifndef PRACTICE_DEADLINE_H
#define PRACTICE_DEADLINE_H

/* Sets the moment at which this process and all that it forks shall end by themselves. */
void deadline_set(int seconds);

/* Arms the deadline for the calling process, some seconds later if wished: SIGALRM to leave
   properly, and SIGKILL a little later. Timers are not inherited: call it after every fork. */
void deadline_arm(int later);

#endif
