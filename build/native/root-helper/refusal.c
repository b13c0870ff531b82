#include "refusal.h"

#include "../signal-helper/error-name.h"
#include "../signal-helper/line-reader.h"
#include "../signal-helper/reply.h"
#include "text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Beside the longest number and reason. */
#define ROOM_FOR_TEXT (LONGEST_LINE - 56)

const struct refusal not_refused = {.reason = NULL};

struct refusal refuse_for(const char *reason, const char *format, ...)
{
    struct refusal refusal = {.reason = reason};
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(refusal.text, sizeof refusal.text, format, arguments);
    va_end(arguments);
    return refusal;
}

struct refusal refuse_error_of(const char *what, int error)
{
    return refuse_for("error", "%s: %s", what, error_name(error));
}

void reply_refusal(uint64_t request, const struct refusal *refusal)
{
    char word[ROOM_FOR_TEXT];

    encode_text(refusal->text, strlen(refusal->text), word, sizeof word);
    reply("refused %" PRIu64 " %s %s", request, refusal->reason, word);
}
