#include "time-span.h"

#include <stddef.h>
#include <string.h>

#define SECOND 1000000ULL

static const struct {
    const char *name;
    uint64_t microseconds;
} units[] = {
    {"us", 1},
    {"ms", 1000},
    {"s", SECOND},
    {"min", 60 * SECOND},
    {"h", 3600 * SECOND},
    {"d", 86400 * SECOND},
    {"w", 7 * 86400 * SECOND},
    {"month", 2629800 * SECOND},
    {"y", 31557600 * SECOND},
};

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool add_scaled(uint64_t *sum, uint64_t count, uint64_t unit)
{
    uint64_t product;

    return !__builtin_mul_overflow(count, unit, &product) &&
           !__builtin_add_overflow(*sum, product, sum) && *sum != FOR_EVER;
}

/* The unit at the beginning of a text that ends with a blank or the text; 0 where there is none. */
static uint64_t take_unit(const char **at)
{
    size_t length = strcspn(*at, " ");

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strlen(units[i].name) == length && strncmp(*at, units[i].name, length) == 0) {
            *at += length;
            return units[i].microseconds;
        }
    }
    return 0;
}

static bool take_digits(const char **at, uint64_t *number)
{
    const char *start = *at;

    for (*number = 0; is_digit(**at); (*at)++)
        if (__builtin_mul_overflow(*number, 10, number) ||
            __builtin_add_overflow(*number, (uint64_t)(**at - '0'), number))
            return false;
    return *at != start;
}

/* The digits behind the point, as whole parts of the unit that follows them. What is finer than a
   microsecond is cut off. */
static uint64_t fraction_of(const char *digits, uint64_t unit)
{
    uint64_t sum = 0;

    for (uint64_t part = unit / 10; is_digit(*digits) && part > 0; digits++, part /= 10)
        sum += (uint64_t)(*digits - '0') * part;
    return sum;
}

static bool take_item(const char **at, uint64_t *sum)
{
    uint64_t count, unit;
    const char *fraction = "";

    if (!take_digits(at, &count))
        return false;
    if (**at == '.') {
        fraction = ++*at;
        *at += strspn(*at, "0123456789");
        if (*at == fraction)
            return false;
    }
    unit = take_unit(at);
    return unit != 0 && add_scaled(sum, count, unit) &&
           add_scaled(sum, fraction_of(fraction, unit), 1);
}

bool parse_time_span(const char *text, uint64_t *microseconds)
{
    *microseconds = strcmp(text, "infinity") == 0 ? FOR_EVER : 0;
    if (*microseconds == FOR_EVER || strcmp(text, "0") == 0)
        return true;
    while (take_item(&text, microseconds)) {
        if (*text == '\0')
            return true;
        if (*text++ != ' ')
            return false;
    }
    return false;
}
