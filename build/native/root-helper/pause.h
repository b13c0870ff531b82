#ifndef QUIESCE_PAUSE_H
#define QUIESCE_PAUSE_H

/* Waits between LEAST and LEAST + MORE milliseconds, and reports exits meanwhile. */
void pause_at_random(long least, long more);

#endif
