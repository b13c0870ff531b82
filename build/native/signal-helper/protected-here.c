#include "protected-here.h"

bool is_protected_here(pid_t pid)
{
    /* A plain user's kernel and the engine know whom this user may signal. */
    (void)pid;
    return false;
}
