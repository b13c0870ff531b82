#include "reply.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void write_whole(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t count = write(STDOUT_FILENO, text, length);

        if (count >= 0) {
            text += count;
            length -= (size_t)count;
        } else if (errno == EAGAIN) {
            /* Whoever shares the other side may have made it non-blocking. */
            struct pollfd writable = {.fd = STDOUT_FILENO, .events = POLLOUT};

            poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            exit(errno == EPIPE ? 0 : 1);
        }
    }
}

void reply(const char *format, ...)
{
    char line[256];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    if (length > (int)sizeof line - 2)
        length = (int)sizeof line - 2;
    line[length++] = '\n';
    write_whole(line, (size_t)length);
}
