#include "hello.h"

#include "abilities.h"
#include "reply.h"

bool say_hello(void)
{
    struct abilities found = find_abilities();

    reply("hello %d pidfd=%s inode=%s boot=%s", PROTOCOL_VERSION, found.can_pin ? "yes" : "no",
          found.has_inode ? "yes" : "no", found.boot_id);
    return found.can_pin;
}
