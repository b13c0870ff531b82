#include "json.h"

#include <string.h>

/* A claim is three deep. */
#define DEEPEST 16

struct json json_at(char *text)
{
    return (struct json){.at = text};
}

static void fail(struct json *json)
{
    json->failed = true;
}

static void skip_blanks(struct json *json)
{
    json->at += strspn(json->at, " \t\r\n");
}

static bool take(struct json *json, char wanted)
{
    skip_blanks(json);
    if (json->failed || *json->at != wanted)
        return false;
    json->at++;
    return true;
}

static char closing(char bracket)
{
    return bracket == '{' ? '}' : ']';
}

bool json_enter(struct json *json, char bracket)
{
    if (!take(json, bracket) || json->depth == DEEPEST) {
        fail(json);
        return false;
    }
    json->depth++;
    if (!take(json, closing(bracket)))
        return true;
    json->depth--;
    return false;
}

bool json_next(struct json *json, char bracket)
{
    if (take(json, ','))
        return true;
    if (take(json, bracket))
        json->depth--;
    else
        fail(json);
    return false;
}

static int hex_value(char digit)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = digit == '\0' ? NULL : strchr(digits, digit);

    if (found == NULL)
        return -1;
    return (int)(found - digits) < 16 ? (int)(found - digits) : (int)(found - digits) - 6;
}

/* Four hexadecimal digits, or -1. */
static long read_unit(const char *digits)
{
    long unit = 0;

    for (int i = 0; i < 4; i++) {
        int value = hex_value(digits[i]);

        if (value < 0)
            return -1;
        unit = unit * 16 + value;
    }
    return unit;
}

static char *put_character(char *to, long point)
{
    if (point < 0x80) {
        *to++ = (char)point;
        return to;
    }
    if (point < 0x800) {
        *to++ = (char)(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *to++ = (char)(0xe0 | point >> 12);
        } else {
            *to++ = (char)(0xf0 | point >> 18);
            *to++ = (char)(0x80 | (point >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (point >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (point & 0x3f));
    return to;
}

/* What `\uXXXX`, or a pair of them, means. FROM stands at the first digit and is moved behind the
   last one. -1 for half of a pair, a NUL, or none at all. */
static long read_escaped(char **from)
{
    long point = read_unit(*from);

    if (point <= 0 || (point >= 0xdc00 && point <= 0xdfff))
        return -1;
    *from += 4;
    if (point >= 0xd800 && point <= 0xdbff) {
        long low = (*from)[0] == '\\' && (*from)[1] == 'u' ? read_unit(*from + 2) : -1;

        if (low < 0xdc00 || low > 0xdfff)
            return -1;
        *from += 6;
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    return point;
}

/* Decodes the escape at FROM, behind its backslash. The place behind what was written, or NULL. An
   escape is never shorter than what it means, so TO stays behind FROM. */
static char *decode_escape(char **from, char *to)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    char letter = *(*from)++;
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);
    long point;

    if (found != NULL) {
        *to = meant[found - letters];
        return to + 1;
    }
    point = letter == 'u' ? read_escaped(from) : -1;
    return point < 0 ? NULL : put_character(to, point);
}

const char *json_string(struct json *json)
{
    char *start, *from, *to;

    if (!take(json, '"')) {
        fail(json);
        return NULL;
    }
    start = from = to = json->at;
    while (*from != '"') {
        if ((unsigned char)*from < 0x20) {
            fail(json);
            return NULL;
        }
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        from++;
        to = decode_escape(&from, to);
        if (to == NULL) {
            fail(json);
            return NULL;
        }
    }
    json->at = from + 1;
    *to = '\0';
    return start;
}

const char *json_key(struct json *json)
{
    const char *key = json_string(json);

    if (key == NULL || !take(json, ':')) {
        fail(json);
        return NULL;
    }
    return key;
}

bool json_number(struct json *json, uint64_t *number)
{
    const char *start;

    skip_blanks(json);
    start = json->at;
    for (*number = 0; !json->failed && *json->at >= '0' && *json->at <= '9'; json->at++) {
        uint64_t digit = (uint64_t)(*json->at - '0');

        if (*number > (UINT64_MAX - digit) / 10)
            fail(json);
        else
            *number = *number * 10 + digit;
    }
    if (json->at == start || (*start == '0' && json->at > start + 1))
        fail(json);
    /* A fraction or an exponent. */
    if (*json->at == '.' || *json->at == 'e' || *json->at == 'E')
        fail(json);
    return !json->failed;
}

static void skip_word(struct json *json)
{
    /* What it means matters to nobody here; what it is not made of, a later step refuses. */
    size_t length = strspn(json->at, "0123456789abcdefghijklmnopqrstuvwxyz+-.E");

    if (length == 0)
        fail(json);
    json->at += length;
}

void json_skip(struct json *json)
{
    skip_blanks(json);
    switch (*json->at) {
    case '"':
        json_string(json);
        break;
    case '[':
        for (bool more = json_enter(json, '['); more; more = json_next(json, ']'))
            json_skip(json);
        break;
    case '{':
        for (bool more = json_enter(json, '{'); more; more = json_next(json, '}'))
            if (json_key(json) != NULL)
                json_skip(json);
        break;
    default:
        skip_word(json);
    }
}

bool json_is_whole(struct json *json)
{
    skip_blanks(json);
    return !json->failed && *json->at == '\0';
}
