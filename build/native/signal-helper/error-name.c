#include "error-name.h"

#include <errno.h>
#include <stddef.h>

/* strerrorname_np needs glibc 2.32, and these are all that the calls in this program can give. */
static const struct {
    int error;
    const char *name;
} names[] = {
    {EACCES, "EACCES"},   {EAGAIN, "EAGAIN"}, {EBADF, "EBADF"},   {EINTR, "EINTR"},
    {EINVAL, "EINVAL"},   {EIO, "EIO"},       {EMFILE, "EMFILE"}, {ENFILE, "ENFILE"},
    {ENODEV, "ENODEV"},   {ENOENT, "ENOENT"}, {ENOMEM, "ENOMEM"}, {ENOSPC, "ENOSPC"},
    {ENOSYS, "ENOSYS"},   {ENOTDIR, "ENOTDIR"}, {ENOTSUP, "ENOTSUP"}, {EPERM, "EPERM"},
    {EPROTO, "EPROTO"},   {ESRCH, "ESRCH"},
};

const char *error_name(int error)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].error == error)
            return names[i].name;
    return "EUNKNOWN";
}
