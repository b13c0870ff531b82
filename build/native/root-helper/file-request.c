#include "file-request.h"

#include "../signal-helper/words.h"
#include "cursor.h"
#include "text.h"

#include <string.h>

/* A path that means the same however it is read. */
static bool is_straight_path(const char *path)
{
    if (path[0] != '/' || !is_plain_text(path))
        return false;
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        size_t length = strcspn(++part, "/");

        if (length == 0 || strncmp(part, ".", length) == 0 ||
            (length == 2 && strncmp(part, "..", 2) == 0))
            return false;
    }
    return true;
}

static bool take_path(struct cursor *cursor, char *path, size_t capacity)
{
    return take_text(cursor, path, capacity) && is_straight_path(path);
}

const char *parse_file_request(const char *line, struct file_request *request)
{
    const char *arguments = after_word(line, "remove");
    struct cursor cursor = cursor_at(arguments);
    char kind[8];
    bool is_good = take_number(&cursor, &request->number) &&
                   take_word(&cursor, kind, sizeof kind) &&
                   take_path(&cursor, request->path, sizeof request->path);

    request->executable[0] = '\0';
    request->is_lock = is_good && strcmp(kind, "lock") == 0;
    if (is_good && request->is_lock && has_more(&cursor))
        is_good = take_path(&cursor, request->executable, sizeof request->executable);
    if (!is_good || !is_whole(&cursor) || (!request->is_lock && strcmp(kind, "pid") != 0))
        return "remove REQ pid PATH or remove REQ lock PATH [EXECUTABLE]";
    return NULL;
}
