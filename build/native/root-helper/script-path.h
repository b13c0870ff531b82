#ifndef QUIESCE_SCRIPT_PATH_H
#define QUIESCE_SCRIPT_PATH_H

#include "denial.h"
#include "script-request.h"

#include <stddef.h>

#define SCRIPT_PATH_SIZE (SCRIPT_NAME_SIZE + 32)

/* Finds the script of this name. Refused: `unknown`, `not-a-script`, and what anybody but root
   could have written, in the file itself or in any folder on the way, those of links included
   (`not-roots`, `writable`). Where nothing is refused, only root can change what PATH leads to. */
struct denial find_script(const char *name, char path[SCRIPT_PATH_SIZE]);

#endif
