#include "pid-text.h"

#include "../signal-helper/words.h"

#include <string.h>

static const char *skip(const char *at, const char *what)
{
    return at + strspn(at, what);
}

pid_t parse_pid_text(const char *text, size_t length)
{
    char digits[16];
    uint64_t pid;
    size_t count;

    if (memchr(text, '\0', length) != NULL)
        return 0;
    text = skip(text, " \t");
    count = strspn(text, "0123456789");
    if (count == 0 || count >= sizeof digits)
        return 0;
    memcpy(digits, text, count);
    digits[count] = '\0';
    text = skip(text + count, " \t");
    /* The end of its line, and then nothing or a path: sendmail and PostgreSQL write more. */
    if (*text != '\0' && *text != '\n' && strncmp(text, "\r\n", 2) != 0)
        return 0;
    text = skip(text, " \t\r\n");
    if ((*text != '\0' && *text != '/') || parse_numbers(digits, &pid, 1, 1) != 1)
        return 0;
    /* Neither nobody nor init was ever a daemon with a pid file. */
    return pid > 1 && pid <= LARGEST_PID ? (pid_t)pid : 0;
}
