#ifndef QUIESCE_HELLO_H
#define QUIESCE_HELLO_H

#include <stdbool.h>

/* Tells the client what this kernel can do. False when it cannot pin a process at all. */
bool say_hello(void);

#endif
