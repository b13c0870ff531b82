#ifndef QUIESCE_UNIT_NAME_H
#define QUIESCE_UNIT_NAME_H

#include <stdbool.h>

/* systemd's UNIT_NAME_MAX, and a NUL. */
#define UNIT_NAME_SIZE 256

/* True for the whole name of a service as systemd spells it (systemd.unit(5)), and of none that
   Quiesce made itself. Other kinds of units have no deadline that a drop-in of ours could move. */
bool is_service_name(const char *name);

#endif
