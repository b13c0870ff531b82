#ifndef PRACTICE_NEAREST_H
#define PRACTICE_NEAREST_H

/* The name of the vice that was most likely meant. */
const char *nearest_vice(const char *name);

#endif
