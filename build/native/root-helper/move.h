#ifndef QUIESCE_MOVE_H
#define QUIESCE_MOVE_H

#include "denial.h"
#include "unit-facts.h"

#include <stdbool.h>

/* What the drop-in says, milliseconds. */
struct moved_timeouts {
    uint64_t stop_ms; /* FOR_EVER for infinity, here and below */
    uint64_t abort_ms;
    bool writes_abort;
};

/* True while systemd stops the unit. */
bool is_stopping(const struct unit_facts *facts);

/* The timeouts that put the deadline of a stop under way to so many seconds from the beginning of
   its sub-state, as electron/engine/decide/unit/move-deadline.ts. NOW is CLOCK_MONOTONIC in
   microseconds. Refused: `idle`, `fixed`, and `earlier` where it would bring the kill nearer. */
struct denial decide_move(const struct unit_facts *facts, uint64_t seconds, uint64_t now,
                          struct moved_timeouts *timeouts);

/* Whether what was written is in force. */
bool is_in_force(const struct unit_facts *facts, const struct moved_timeouts *timeouts);

#endif
