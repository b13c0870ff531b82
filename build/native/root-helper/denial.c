#include "denial.h"

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

const struct denial not_refused = {.reason = NULL};

struct denial refuse_for(const char *reason, const char *format, ...)
{
    struct denial denial = {.reason = reason};
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(denial.text, sizeof denial.text, format, arguments);
    va_end(arguments);
    return denial;
}

struct denial refuse_error_of(const char *what, int error)
{
    return refuse_for("error", "%s: %s", what, error_name(error));
}

void reply_denial(uint64_t request, const struct denial *denial)
{
    char word[ROOM_FOR_TEXT];

    encode_text(denial->text, strlen(denial->text), word, sizeof word);
    reply("refused %" PRIu64 " %s %s", request, denial->reason, word);
}
