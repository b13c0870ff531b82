#include "error-name.h"

#include <errno.h>
#include <stddef.h>

/* strerrorname_np needs glibc 2.32, and these are all that the calls in these programs can give. */
static const struct {
    int error;
    const char *name;
} names[] = {
    {E2BIG, "E2BIG"},     {EACCES, "EACCES"},   {EAGAIN, "EAGAIN"},   {EBADF, "EBADF"},
    {EBUSY, "EBUSY"},     {EDQUOT, "EDQUOT"},   {EEXIST, "EEXIST"},   {EFBIG, "EFBIG"},
    {EINTR, "EINTR"},     {EINVAL, "EINVAL"},   {EIO, "EIO"},         {EISDIR, "EISDIR"},
    {ELOOP, "ELOOP"},     {EMFILE, "EMFILE"},   {ENFILE, "ENFILE"},   {ENODEV, "ENODEV"},
    {ENOENT, "ENOENT"},   {ENOEXEC, "ENOEXEC"}, {ENOMEM, "ENOMEM"},   {ENOSPC, "ENOSPC"},
    {ENOSYS, "ENOSYS"},   {ENOTDIR, "ENOTDIR"}, {ENOTSUP, "ENOTSUP"}, {EPERM, "EPERM"},
    {EPROTO, "EPROTO"},   {EROFS, "EROFS"},     {ESRCH, "ESRCH"},     {ETIMEDOUT, "ETIMEDOUT"},
    {ETXTBSY, "ETXTBSY"}, {EXDEV, "EXDEV"},
};

const char *error_name(int error)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].error == error)
            return names[i].name;
    return "EUNKNOWN";
}
