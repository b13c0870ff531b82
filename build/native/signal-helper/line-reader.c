#include "line-reader.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static char line[LONGEST_LINE];
static size_t length;
static bool is_overlong;

static void end_line(line_handler *handle_line)
{
    bool is_text = !is_overlong && memchr(line, '\0', length) == NULL;

    line[is_overlong ? 0 : length] = '\0';
    length = 0;
    is_overlong = false;
    handle_line(is_text ? line : NULL);
}

static void add(char byte)
{
    if (length < sizeof line - 1)
        line[length++] = byte;
    else
        is_overlong = true;
}

void take_bytes(const char *bytes, size_t count, line_handler *handle_line)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n')
            end_line(handle_line);
        else
            add(bytes[i]);
    }
}

bool read_lines(line_handler *handle_line)
{
    char chunk[4096];
    ssize_t count = read(STDIN_FILENO, chunk, sizeof chunk);

    if (count < 0)
        return errno == EINTR || errno == EAGAIN;
    take_bytes(chunk, (size_t)count, handle_line);
    /* A last line without its newline is never carried out: "signal 7 3 1" may be the beginning
       of "signal 7 3 15" from a client that died while writing. */
    return count > 0;
}
