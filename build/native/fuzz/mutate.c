#include "mutate.h"

#include <string.h>

unsigned char bytes[LARGEST_INPUT + 1];
size_t length;
static uint64_t random_state;

void seed_random(uint64_t seed)
{
    random_state = seed;
}

uint32_t any(uint32_t below)
{
    /* xorshift64* */
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return below == 0 ? 0 : (uint32_t)((random_state * 2685821657736338717ULL) >> 33) % below;
}

static void insert(size_t at, const void *what, size_t count)
{
    if (count > LARGEST_INPUT - length)
        count = LARGEST_INPUT - length;
    memmove(bytes + at + count, bytes + at, length - at);
    memcpy(bytes + at, what, count);
    length += count;
}

static void cut(size_t at, size_t count)
{
    if (count > length - at)
        count = length - at;
    memmove(bytes + at, bytes + at + count, length - at - count);
    length -= count;
}

static void insert_word(const struct target *target, size_t at)
{
    size_t count = 0;

    while (target->words[count] != NULL)
        count++;
    if (count > 0) {
        const char *word = target->words[any((uint32_t)count)];

        if (any(2) == 0)
            cut(at, strlen(word));
        insert(at, word, strlen(word));
    }
}

static void insert_number(size_t at)
{
    static const char *const numbers[] = {"0",
                                          "1",
                                          "2",
                                          "255",
                                          "256",
                                          "4194304",
                                          "4194305",
                                          "2147483647",
                                          "2147483648",
                                          "4294967295",
                                          "4294967296",
                                          "9223372036854775807",
                                          "18446744073709551615",
                                          "18446744073709551616",
                                          "99999999999999999999",
                                          "007",
                                          "-1",
                                          "86400",
                                          "86401"};
    const char *number = numbers[any(sizeof numbers / sizeof numbers[0])];
    size_t digits = strspn((const char *)bytes + at, "0123456789");

    cut(at, digits);
    insert(at, number, strlen(number));
}

static void splice(const struct input *inputs, size_t count, size_t at)
{
    const struct input *other = &inputs[any((uint32_t)count)];
    size_t from = any((uint32_t)other->length + 1);

    insert(at, other->bytes + from, any((uint32_t)(other->length - from) + 1));
}

void mutate_once(const struct target *target, const struct input *inputs, size_t count)
{
    size_t at = any((uint32_t)length + 1);
    unsigned char byte = (unsigned char)any(256);

    bytes[length] = '\0';
    switch (any(8)) {
    case 0:
        if (at < length)
            bytes[at] = (unsigned char)(bytes[at] ^ (1U << any(8)));
        break;
    case 1:
        if (at < length)
            bytes[at] = byte;
        break;
    case 2:
        insert(at, &byte, 1);
        break;
    case 3:
        cut(at, 1 + any(any(4) == 0 ? 64 : 4));
        break;
    case 4:
        insert_word(target, at);
        break;
    case 5:
        insert_number(at);
        break;
    case 6:
        splice(inputs, count, at);
        break;
    default:
        if (at < length) {
            unsigned char piece[256];
            size_t some = 1 + any(any(4) == 0 ? 255 : 8);

            if (some > length - at)
                some = length - at;
            memcpy(piece, bytes + at, some);
            insert(at, piece, some);
        }
    }
}
