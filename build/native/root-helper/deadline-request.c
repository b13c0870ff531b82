#include "deadline-request.h"

#include "../signal-helper/words.h"
#include "cursor.h"

#include <stddef.h>

static bool take_unit(struct cursor *cursor, char *unit)
{
    return take_word(cursor, unit, UNIT_NAME_SIZE) && is_service_name(unit);
}

const char *parse_deadline_request(const char *line, struct deadline_request *request)
{
    const char *move = after_word(line, "move");
    struct cursor cursor = cursor_at(move != NULL ? move : after_word(line, "back"));

    request->is_move = move != NULL;
    if (!take_number(&cursor, &request->number) || !take_unit(&cursor, request->unit))
        return "move REQ UNIT SECONDS RUN or back REQ UNIT";
    if (request->is_move &&
        (!take_number(&cursor, &request->seconds) || !take_run_id(&cursor, request->run)))
        return "move REQ UNIT SECONDS RUN";
    if (!is_whole(&cursor))
        return "nothing more";
    if (request->is_move && (request->seconds < 1 || request->seconds > LONGEST_SECONDS))
        return "SECONDS from 1 to 86400";
    return NULL;
}
