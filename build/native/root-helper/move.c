#include "move.h"

#include "time-span.h"

#include <stddef.h>
#include <string.h>

#define LEAST_AHEAD_US 1000000ULL
#define SLACK_US 1000000ULL
/* As far as a deadline may be moved. */
#define DAY_US 86400000000ULL
/* Until what is written is in force, the next command may have begun. */
#define RELOAD_US 60000000ULL

/* What systemd does in a sub-state of a stop. */
enum phase { NO_STOP, COMMANDS, ASKED, ABORTED, KILLED, POST, FINAL_ASKED, FINAL_ABORTED };

static enum phase phase_of(const struct unit_facts *facts)
{
    static const struct {
        const char *sub_state;
        enum phase phase;
    } phases[] = {
        {"stop", COMMANDS},
        {"stop-sigterm", ASKED},
        {"stop-watchdog", ABORTED},
        {"stop-sigkill", KILLED},
        {"stop-post", POST},
        {"final-sigterm", FINAL_ASKED},
        {"final-watchdog", FINAL_ABORTED},
        {"final-sigkill", KILLED},
    };

    for (size_t i = 0; i < sizeof phases / sizeof phases[0]; i++)
        if (strcmp(phases[i].sub_state, facts->sub_state) == 0)
            return phases[i].phase;
    return NO_STOP;
}

bool is_stopping(const struct unit_facts *facts)
{
    return phase_of(facts) != NO_STOP || strcmp(facts->active_state, "deactivating") == 0;
}

static bool is_aborted(enum phase phase)
{
    return phase == ABORTED || phase == FINAL_ABORTED;
}

static struct denial refuse_phase(const struct unit_facts *facts, enum phase phase)
{
    if (phase == NO_STOP || facts->since == 0)
        return refuse_for("idle", "%s is not being stopped", facts->id);
    if (phase == KILLED)
        return refuse_for("fixed", "systemd has sent its last signal already");
    /* ExecStopPost= would take the drop-in back, and it is over. */
    if ((phase == FINAL_ASKED || phase == FINAL_ABORTED) && !facts->can_tidy)
        return refuse_for("fixed", "nobody could take it back any more");
    return not_refused;
}

/* The longest that systemd stays in the phase by its own clock: each command has the whole timeout.
 */
static uint64_t longest_in(enum phase phase, const struct unit_facts *facts, uint64_t present)
{
    unsigned commands = phase == COMMANDS ? facts->stop_commands
                        : phase == POST   ? facts->post_commands
                                          : 1;
    uint64_t longest;

    return __builtin_mul_overflow(present, (uint64_t)(commands > 1 ? commands : 1), &longest)
               ? FOR_EVER
               : longest;
}

/* Rounded up: never nearer than asked for. 0 would mean infinity. */
static uint64_t to_ms(uint64_t microseconds)
{
    if (microseconds == FOR_EVER)
        return FOR_EVER;
    return microseconds == 0 ? 1 : (microseconds - 1) / 1000 + 1;
}

/* TimeoutAbortSec= follows TimeoutStopSec= until it is written: it is written as it is now, so that
   only the one timer moves. */
static struct moved_timeouts spell(enum phase phase, const struct unit_facts *facts, uint64_t to)
{
    if (is_aborted(phase))
        return (struct moved_timeouts){
            .stop_ms = to_ms(facts->timeout_stop), .abort_ms = to_ms(to), .writes_abort = true};
    return (struct moved_timeouts){.stop_ms = to_ms(to),
                                   .abort_ms = to_ms(facts->timeout_abort),
                                   .writes_abort = facts->aborts};
}

struct denial decide_move(const struct unit_facts *facts, uint64_t seconds, uint64_t now,
                          struct moved_timeouts *timeouts)
{
    enum phase phase = phase_of(facts);
    struct denial denial = refuse_phase(facts, phase);
    uint64_t present = is_aborted(phase) ? facts->timeout_abort : facts->timeout_stop;
    uint64_t longest = longest_in(phase, facts, present);
    uint64_t to = seconds * 1000000ULL;
    uint64_t passed = now > facts->since ? now - facts->since : 0;
    uint64_t least;

    if (denial.reason != NULL)
        return denial;
    if (present == FOR_EVER)
        return refuse_for("earlier", "systemd waits for %s without a deadline", facts->id);
    if (to <= passed + LEAST_AHEAD_US)
        return refuse_for("earlier", "that moment is over before systemd reads it");
    if (facts->may_extend && longest != FOR_EVER && passed > longest + SLACK_US)
        return refuse_for("fixed", "%s asked systemd for more time itself", facts->id);
    if (to < present)
        return refuse_for("earlier", "systemd's own deadline is later");
    /* A later one of several commands has its timeout from its own begin, at the latest from now.
     */
    least = longest > present ? passed + present + RELOAD_US : present;
    /* What it asked for itself is written nowhere, and a reload forgets it (service_coldplug_timeout):
       only the farthest is surely not nearer. */
    if (facts->may_extend && least < DAY_US)
        least = DAY_US;
    *timeouts = spell(phase, facts, to > least ? to : least);
    return not_refused;
}

bool is_in_force(const struct unit_facts *facts, const struct moved_timeouts *timeouts)
{
    return to_ms(facts->timeout_stop) == timeouts->stop_ms &&
           (!timeouts->writes_abort || to_ms(facts->timeout_abort) == timeouts->abort_ms);
}
