#ifndef QUIESCE_LIMITS_H
#define QUIESCE_LIMITS_H

/* Limits that this program works well with, whatever its client had: enough descriptors, no core
   dump. */
void set_own_limits(void);

/* Limits, priority and processors for a script, as the machine's start would give them: a daemon
   keeps for life what it was started with, and a plain user may have lowered his own on purpose. */
void set_script_limits(void);

#endif
