#include "words.h"

#include <stddef.h>
#include <string.h>

const char *after_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    return strncmp(text, word, length) == 0 && text[length] == ' ' ? text + length + 1 : NULL;
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static const char *parse_number(const char *text, uint64_t *number)
{
    if (!is_digit(*text) || (*text == '0' && is_digit(text[1])))
        return NULL;
    for (*number = 0; is_digit(*text); text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (*number > (UINT64_MAX - digit) / 10)
            return NULL;
        *number = *number * 10 + digit;
    }
    return text;
}

int parse_numbers(const char *text, uint64_t *numbers, int least, int most)
{
    for (int count = 0; count < most; text++) {
        text = parse_number(text, &numbers[count++]);
        if (text == NULL)
            return 0;
        if (*text == '\0')
            return count >= least ? count : 0;
        if (*text != ' ')
            return 0;
    }
    return 0;
}
