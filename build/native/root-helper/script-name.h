#ifndef QUIESCE_SCRIPT_NAME_H
#define QUIESCE_SCRIPT_NAME_H

#include <stdbool.h>

/* True for scripts of the machine's own start and end, as electron/engine/decide/sysv/refusals.ts
   names them: to run one is to switch the machine off, or worse. */
bool is_machine_script(const char *name);

/* True for scripts of what everything else hangs on: they are not stopped from here, as the
   programs get no signals from here. */
bool is_basic_script(const char *name);

#endif
