#include "text.h"

#include <stdint.h>
#include <string.h>

static bool is_itself(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~/:@+,=", byte) != NULL);
}

static int hex_digit(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    return -1;
}

/* The byte that two hexadecimal digits mean; 0, which nobody may write, for anything else. */
static char decode_byte(const char *digits)
{
    int high = hex_digit(digits[0]);
    int low = high < 0 ? -1 : hex_digit(digits[1]);

    return low < 0 ? '\0' : (char)(unsigned char)(high * 16 + low);
}

bool decode_text(const char *word, size_t length, char *text, size_t capacity)
{
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        char byte = word[i];

        if (used + 1 >= capacity)
            return false;
        if (byte == '%') {
            byte = length - i > 2 ? decode_byte(word + i + 1) : '\0';
            i += 2;
        } else if (!is_itself((unsigned char)byte)) {
            return false;
        }
        if (byte == '\0')
            return false;
        text[used++] = byte;
    }
    text[used] = '\0';
    return used > 0;
}

size_t encode_text(const char *text, size_t length, char *word, size_t capacity)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t used = 0;
    size_t taken;

    for (taken = 0; taken < length; taken++) {
        unsigned char byte = (unsigned char)text[taken];
        size_t needed = is_itself(byte) ? 1 : 3;

        if (used + needed >= capacity)
            break;
        if (needed == 1) {
            word[used++] = (char)byte;
        } else {
            word[used++] = '%';
            word[used++] = digits[byte >> 4];
            word[used++] = digits[byte & 15];
        }
    }
    word[used] = '\0';
    return taken;
}

/* How many bytes follow the first byte of a character; -1 for one that begins none. */
static int following(unsigned char first)
{
    if (first < 0x80)
        return first < 0x20 || first == 0x7f ? -1 : 0;
    if (first >= 0xc2 && first <= 0xdf)
        return 1;
    if (first >= 0xe0 && first <= 0xef)
        return 2;
    return first >= 0xf0 && first <= 0xf4 ? 3 : -1;
}

/* The second byte keeps a character from being spelt longer than needed, from being half of a
   surrogate pair, and from being none of Unicode. */
static bool may_follow(unsigned char first, unsigned char second)
{
    unsigned char least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

    /* C1 controls, U+0080 to U+009F. */
    if (first == 0xc2 && second < 0xa0)
        return false;
    return second >= least && second <= most;
}

bool is_plain_text(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != '\0') {
        int more = following(*at);

        if (more < 0 || (more > 0 && !may_follow(at[0], at[1])))
            return false;
        for (int i = 2; i <= more; i++)
            if ((at[i] & 0xc0) != 0x80)
                return false;
        at += more + 1;
    }
    return true;
}
