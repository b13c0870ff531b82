#include "unit-name.h"

#include <stddef.h>
#include <string.h>

static const char ending[] = ".service";
static const char own_prefix[] = "quiesce-tidy-";

/* `foo@.service` is a template, nothing that runs. */
static bool is_template(const char *name, size_t stem)
{
    return name[stem - 1] == '@';
}

bool is_service_name(const char *name)
{
    size_t length = strlen(name);
    size_t tail = sizeof ending - 1;

    if (length <= tail || length >= UNIT_NAME_SIZE || strcmp(name + length - tail, ending) != 0)
        return false;
    if (strspn(name, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:_.@\\-") !=
        length)
        return false;
    /* Not in systemd's rules, but nothing that a file name should begin with. */
    return name[0] != '.' && name[0] != '@' && !is_template(name, length - tail) &&
           strncmp(name, own_prefix, sizeof own_prefix - 1) != 0;
}
