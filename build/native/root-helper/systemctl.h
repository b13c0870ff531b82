#ifndef QUIESCE_SYSTEMCTL_H
#define QUIESCE_SYSTEMCTL_H

#include "deadline-text.h"
#include "unit-facts.h"

/* Asks systemd what it knows of a unit. 0, or an errno: EPROTO where its answer is not understood
   or it refuses, ETIMEDOUT where it does not answer. */
int ask_for_unit(const char *unit, const struct deadline_paths *paths, struct unit_facts *facts);

/* Has systemd read its files again. 0, or an errno. */
int reload_systemd(void);

#endif
