#ifndef QUIESCE_FUZZ_EFFECTS_H
#define QUIESCE_FUZZ_EFFECTS_H

/* How many lines were answered. */
extern int answers;

/* Begins anew: the same input gets the same effects, so that what broke something breaks it again.
 */
void begin_effects(unsigned from);

#endif
