#include "cursor.h"

#include "../signal-helper/words.h"
#include "text.h"

#include <string.h>

struct cursor cursor_at(const char *arguments)
{
    return (struct cursor){.at = arguments, .failed = arguments == NULL};
}

/* The word at the cursor, not terminated; NULL where there is none. */
static const char *next_word(struct cursor *cursor, size_t *length)
{
    const char *word = cursor->failed ? NULL : cursor->at;

    if (word == NULL || (*length = strcspn(word, " ")) == 0) {
        cursor->failed = true;
        return NULL;
    }
    cursor->at = word[*length] == ' ' ? word + *length + 1 : NULL;
    return word;
}

static bool ends_well(struct cursor *cursor, bool is_good)
{
    if (!is_good)
        cursor->failed = true;
    return is_good;
}

bool take_word(struct cursor *cursor, char *word, size_t capacity)
{
    size_t length;
    const char *start = next_word(cursor, &length);

    if (start == NULL)
        return false;
    if (length >= capacity)
        return ends_well(cursor, false);
    memcpy(word, start, length);
    word[length] = '\0';
    for (size_t i = 0; i < length; i++)
        if (word[i] < '!' || word[i] > '~')
            return ends_well(cursor, false);
    return true;
}

bool take_number(struct cursor *cursor, uint64_t *number)
{
    char digits[24];

    return take_word(cursor, digits, sizeof digits) &&
           ends_well(cursor, parse_numbers(digits, number, 1, 1) == 1);
}

bool take_text(struct cursor *cursor, char *text, size_t capacity)
{
    size_t length;
    const char *start = next_word(cursor, &length);

    return start != NULL && ends_well(cursor, decode_text(start, length, text, capacity));
}

bool has_more(const struct cursor *cursor)
{
    return !cursor->failed && cursor->at != NULL;
}

bool is_whole(const struct cursor *cursor)
{
    return !cursor->failed && cursor->at == NULL;
}
