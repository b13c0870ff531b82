#ifndef QUIESCE_RUN_ID_H
#define QUIESCE_RUN_ID_H

#include "cursor.h"

/* The longest id of a run, and its NUL. */
#define RUN_ID_SIZE 65

/* Takes the id of a run: lower-case letters, digits and `-`, so that it can stand in the name of a
   file and in a comment. RUN has room for RUN_ID_SIZE. */
bool take_run_id(struct cursor *cursor, char *run);

#endif
