#include "user-name.h"

#include "text.h"

#include <pwd.h>
#include <stdio.h>

void find_user_name(uid_t uid, char *name, size_t capacity)
{
    /* Not getpwuid(3): it would load whatever nsswitch.conf names into a process of root's. */
    FILE *file = fopen("/etc/passwd", "re");
    const struct passwd *entry;

    snprintf(name, capacity, "%u", (unsigned)uid);
    if (file == NULL)
        return;
    while ((entry = fgetpwent(file)) != NULL)
        if (entry->pw_uid == uid && entry->pw_name[0] != '\0' && is_plain_text(entry->pw_name)) {
            snprintf(name, capacity, "%s", entry->pw_name);
            break;
        }
    fclose(file);
}
