#ifndef QUIESCE_USER_NAME_H
#define QUIESCE_USER_NAME_H

#include <stddef.h>
#include <sys/types.h>

/* The login name of a user by /etc/passwd, or the number. */
void find_user_name(uid_t uid, char *name, size_t capacity);

#endif
