#include "lock-name.h"

#include <stdio.h>
#include <string.h>

bool stem_of(const char *name, char *stem, size_t capacity)
{
    static const char *const endings[] = {".pid", ".lock", ".lck"};
    size_t length = strlen(name);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t tail = strlen(endings[i]);

        if (length > tail && strcmp(name + length - tail, endings[i]) == 0) {
            snprintf(stem, capacity, "%.*s", (int)(length - tail), name);
            return true;
        }
    }
    snprintf(stem, capacity, "%s", name);
    return false;
}
