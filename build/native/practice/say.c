#include "say.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void say(const char *format, ...)
{
    struct pollfd writable = {.fd = STDOUT_FILENO, .events = POLLOUT};
    va_list arguments;

    if (poll(&writable, 1, 0) != 1 || (writable.revents & POLLOUT) == 0)
        return;
    va_start(arguments, format);
    vdprintf(STDOUT_FILENO, format, arguments);
    va_end(arguments);
}
