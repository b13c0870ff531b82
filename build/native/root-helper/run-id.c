#include "run-id.h"

#include <string.h>

bool take_run_id(struct cursor *cursor, char *run)
{
    if (!take_word(cursor, run, RUN_ID_SIZE))
        return false;
    if (run[strspn(run, "0123456789abcdefghijklmnopqrstuvwxyz-")] != '\0')
        cursor->failed = true;
    return !cursor->failed;
}
