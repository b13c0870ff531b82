#ifndef QUIESCE_FUZZ_EFFECTS_H
#define QUIESCE_FUZZ_EFFECTS_H

/* How many lines were answered. */
extern int answers;

#endif
