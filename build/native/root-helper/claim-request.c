#include "claim-request.h"

#include "../signal-helper/words.h"
#include "cursor.h"
#include "text.h"

#include <stddef.h>

static bool take_plain_text(struct cursor *cursor, char *text, size_t capacity)
{
    return take_text(cursor, text, capacity) && is_plain_text(text);
}

static const char *parse_new(struct cursor cursor, struct claim_request *request)
{
    request->word = CLAIM_NEW;
    return take_number(&cursor, &request->number) && take_run_id(&cursor, request->run) &&
                   take_plain_text(&cursor, request->door, sizeof request->door) &&
                   take_plain_text(&cursor, request->target, sizeof request->target) &&
                   take_plain_text(&cursor, request->title, sizeof request->title) &&
                   is_whole(&cursor)
               ? NULL
               : "claim REQ RUN DOOR TARGET TITLE";
}

static const char *parse_member(struct cursor cursor, struct claim_request *request)
{
    request->word = CLAIM_MEMBER;
    return take_number(&cursor, &request->number) && take_run_id(&cursor, request->run) &&
                   take_number(&cursor, &request->handle) && is_whole(&cursor)
               ? NULL
               : "member REQ RUN HANDLE";
}

static const char *parse_release(struct cursor cursor, struct claim_request *request)
{
    request->word = CLAIM_RELEASE;
    return take_number(&cursor, &request->number) && take_run_id(&cursor, request->run) &&
                   is_whole(&cursor)
               ? NULL
               : "release REQ RUN";
}

const char *parse_claim_request(const char *line, struct claim_request *request)
{
    const char *arguments;

    if ((arguments = after_word(line, "claim")) != NULL)
        return parse_new(cursor_at(arguments), request);
    if ((arguments = after_word(line, "member")) != NULL)
        return parse_member(cursor_at(arguments), request);
    if ((arguments = after_word(line, "release")) != NULL)
        return parse_release(cursor_at(arguments), request);
    return "open, signal, close, claim, member or release";
}
