#include "claim-name.h"

#include "../signal-helper/words.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define LOWER "0123456789abcdefghijklmnopqrstuvwxyz-"
#define DIGITS "0123456789"

/* Copies what is made of these characters, up to a dot, and moves behind the dot. */
static bool take_part(const char **at, const char *made_of, char *part, size_t capacity)
{
    size_t length = strspn(*at, made_of);

    if (length == 0 || length >= capacity || (*at)[length] != '.')
        return false;
    memcpy(part, *at, length);
    part[length] = '\0';
    *at += length + 1;
    return true;
}

static bool take_digits(const char **at, size_t most, uint64_t *number)
{
    char digits[16];

    /* Leading zeros mean nothing to whoever wrote them, and another file to the kernel. */
    return take_part(at, DIGITS, digits, most + 1) && parse_numbers(digits, number, 1, 1) == 1;
}

bool parse_claim_name(const char *file, struct claim_name *name)
{
    return take_part(&file, LOWER, name->run, sizeof name->run) &&
           take_part(&file, LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ", name->boot, sizeof name->boot) &&
           take_digits(&file, 10, &name->pid) && take_digits(&file, 15, &name->start_time) &&
           strcmp(file, "json") == 0;
}

bool format_claim_name(const struct claim_name *name, char file[CLAIM_NAME_SIZE])
{
    struct claim_name again;
    int length = snprintf(file, CLAIM_NAME_SIZE, "%s.%s.%" PRIu64 ".%" PRIu64 ".json", name->run,
                          name->boot, name->pid, name->start_time);

    return length > 0 && length < CLAIM_NAME_SIZE && parse_claim_name(file, &again);
}
