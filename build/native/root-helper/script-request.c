#include "script-request.h"

#include "../signal-helper/words.h"
#include "cursor.h"

#include <string.h>

/* Neither a path nor an option nor hidden. Some real ones: `hwclock.sh`, `php8.2-fpm`,
   `openvpn@home`. */
static bool is_script_name(const char *name)
{
    return name[0] != '.' && name[0] != '-' &&
           name[strspn(name,
                       "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._+@-")] ==
               '\0';
}

/* The action as a constant: what a script is called with was never the client's. */
static const char *find_action(const char *word)
{
    static const char *const actions[] = {"start",  "stop",         "restart",
                                          "reload", "force-reload", "status"};

    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i], word) == 0)
            return actions[i];
    return NULL;
}

const char *parse_script_request(const char *line, struct script_request *request)
{
    const char *arguments = after_word(line, "run");
    struct cursor cursor = cursor_at(arguments);
    char action[16];

    if (!take_number(&cursor, &request->number) ||
        !take_word(&cursor, request->name, sizeof request->name) ||
        !is_script_name(request->name) || !take_word(&cursor, action, sizeof action) ||
        !is_whole(&cursor))
        return "run REQ NAME ACTION";
    request->action = find_action(action);
    return request->action == NULL ? "start, stop, restart, reload, force-reload or status" : NULL;
}
