/* Quiesce's practice daemon: does no work and harms nothing, but stops in one particular way.
   It is written in C because Node itself catches signals, so a script could not ignore or obey
   them as a real daemon does. */

#include "deadline.h"
#include "options.h"
#include "ready.h"
#include "session.h"
#include "signals.h"
#include "vices.h"

int main(int count, char **arguments)
{
    struct options options = parse_options(count, arguments);

    signals_prepare();
    deadline_set(options.max_seconds);
    ready_prepare(options.vice->name, options.ready_fd);
    if (!options.vice->leaves_session_itself)
        session_own();
    deadline_arm(0);
    return options.vice->run(&options);
}
