#ifndef QUIESCE_UNIT_FACTS_H
#define QUIESCE_UNIT_FACTS_H

#include "unit-name.h"

#include <stdbool.h>
#include <stdint.h>

/* Names of all properties that parse_unit_facts() reads, as systemctl(1) takes them. */
#define UNIT_PROPERTIES                                                                            \
    "Id,LoadState,ActiveState,SubState,NeedDaemonReload,DropInPaths,"                              \
    "StateChangeTimestampMonotonic,"                                                               \
    "TimeoutStopUSec,TimeoutAbortUSec,TimeoutStopFailureMode,NotifyAccess,ExecStop,ExecStopPost,"  \
    "OnSuccessJobMode,OnFailureJobMode"

/* How systemd stops a unit, and where it stands. Times in microseconds, FOR_EVER for none. */
struct unit_facts {
    char id[UNIT_NAME_SIZE];
    char load_state[16];
    char active_state[24];
    char sub_state[32];
    bool needs_reload;
    bool has_our_drop_in; /* it was read when systemd read the unit's files last */
    uint64_t since;       /* CLOCK_MONOTONIC; 0 for never */
    uint64_t timeout_stop;
    uint64_t timeout_abort;
    bool aborts;     /* TimeoutStopFailureMode=abort */
    bool may_extend; /* it may ask for more time (EXTEND_TIMEOUT_USEC=) */
    unsigned stop_commands;
    unsigned post_commands;
    bool can_tidy; /* another unit can be started when it has come to rest */
};

/* Parses what `systemctl show` says of one unit; lines of other properties are passed over. DROP_IN
   is the path of ours. False where what is needed is missing or cannot be understood. */
bool parse_unit_facts(char *text, const char *drop_in, struct unit_facts *facts);

#endif
