#include "read-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int read_whole_descriptor(int file, char *buffer, size_t capacity, size_t *used)
{
    int failure = 0;

    *used = 0;
    while (*used < capacity - 1) {
        ssize_t count = read(file, buffer + *used, capacity - 1 - *used);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            failure = errno;
        if (count <= 0)
            break;
        *used += (size_t)count;
    }
    buffer[*used] = '\0';
    return failure;
}

int read_whole_file(const char *path, char *buffer, size_t capacity)
{
    size_t used;
    int failure;
    int file = open(path, O_RDONLY | O_CLOEXEC);

    if (file < 0)
        return errno;
    failure = read_whole_descriptor(file, buffer, capacity, &used);
    close(file);
    return failure;
}
