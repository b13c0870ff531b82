#include "seeds.h"

#include <stddef.h>

#define BOOT "e931bac9-715a-4be1-b1af-6e3613397d7a"
#define FIFTY "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNO"
#define PROCESS "{\"boot\":\"" BOOT "\",\"pid\":17,\"startTicks\":1234}"

const char *const signal_seeds[] = {
    "open 1 17 1234 5\n",
    "open 1 17 1234\nsignal 2 1 15\nclose 3 1\n",
    "claim 1 run-1 cli init:x A%20title%C3%A9\n",
    "open 1 9 9\nmember 2 run-1 1\nrelease 3 run-1\n",
    "member 2 run-1 99\n",
    "claim 18446744073709551615 r a b c\nclaim 18446744073709551615 r a b c\n"
    "claim 18446744073709551615 r a b c\nclaim 18446744073709551615 r a b c\n",
    NULL,
};

const char *const script_seeds[] = {
    "run 1 cron start\n",
    "run 1 hwclock.sh stop\n",
    "run 1 openvpn@home force-reload\n",
    "run 1 dbus restart\n",
    "run 1 dbus status\n",
    "run 1 ../cron stop\n",
    "run 1 x reload\nrun 2 x stop\n",
    NULL,
};

const char *const file_seeds[] = {
    "remove 1 pid /run/x.pid\n",
    "remove 1 pid /var/run/a/b/c.pid\n",
    "remove 1 lock /var/lock/subsys/httpd /usr/sbin/httpd\n",
    "remove 1 lock /run/lock/x\n",
    "remove 1 lock /run/foo/x.lock\n",
    "remove 1 lock /run/foo/x.lck\n",
    "remove 1 pid /run/%2e%2e/etc/passwd\n",
    "remove 1 pid /run/systemd/x\n",
    "remove 1 pid /etc/x\n",
    "remove 1 lock /var/lock/x\n",
    "remove 1 lock /run/x\n",
    NULL,
};

const char *const deadline_seeds[] = {
    "move 1 foo.service 600 run-1\n",     "back 1 foo.service\n",
    "move 1 a\\x2db@c.service 86400 r\n", "move 1 foo@.service 1 r\n",
    "back 1 quiesce-tidy-foo.service\n",  NULL,
};

const char *const request_words[] = {
    "open ",      "signal ",    "close ",       "claim ", "member ",  "release ", "run ",
    "remove ",    "move ",      "back ",        "pid ",   "lock ",    "start",    "stop",
    "restart",    "reload",     "force-reload", "status", ".service", "/run/",    "/var/run/",
    "/var/lock/", "/run/lock/", "subsys/",      "/../",   "%2e%2e",   "%00",      "%2F",
    "%C3%A9",     "%",          ".pid",         ".lock",  ".lck",     ".json",    "." BOOT ".",
    " ",          "  ",         "\n",           "\r",     "/etc/",    "rc",       "mount",
    "halt",       "systemd-",   "systemd/",     "user/",  "-",        ".",        "@",
    "\\x2d",      "run-1",      NULL,
};

const char *const text_seeds[] = {
    FIFTY FIFTY FIFTY FIFTY FIFTY,
    FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY,
    "A%20title%C3%A9",
    "%e2%82%ac",
    "%F0%9F%98%80",
    "a/b:c@d+e,f=g~h",
    "\xc3\xa9\xe2\x82\xac",
    "\xf0\x9f\x98\x80",
    "%",
    "%4",
    "%zz",
    "%00",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
    "\xc0\x80",
    "\xe0\x80\x80",
    "\xf0\x80\x80\x80",
    "\xc2\x80",
    NULL,
};

const char *const text_words[] = {"%",        "%00",      "%C3%A9", "%ff", "\xc3",
                                  "\xe2\x82", "\xf0\x9f", "\xed",   NULL};

const char *const claim_seeds[] = {
    "{\"v\":1,\"state\":\"held\",\"run\":\"run-1\",\"target\":\"init:x\",\"title\":"
    "\"T\\u00e9\\\"\","
    "\"owner\":{\"identity\":" PROCESS ",\"user\":\"root\",\"door\":\"cli\"},\"members\":[" PROCESS
    "," PROCESS "],\"at\":1795331732398}",
    "{\"v\":1,\"state\":\"trying\",\"run\":\"r\",\"target\":\"\",\"title\":\"\\ud83d\\ude00\\n\\/"
    "\","
    "\"owner\":{\"identity\":" PROCESS ",\"user\":\"u\",\"door\":\"d\",\"more\":[1,{\"a\":null}]},"
    "\"members\":[],\"at\":0,\"also\":-1.5e3}",
    "{ \"members\" : [ ] , \"members\" : [" PROCESS "] , \"v\" : 1 }",
    "{}",
    "[]",
    "\"\\ud800\"",
    "{\"v\":2}",
    "{\"v\":01}",
    NULL,
};

const char *const claim_words[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\"v\":1",
    "\"state\":",
    "\"held\"",
    "\"trying\"",
    "\"run\":",
    "\"target\":",
    "\"title\":",
    "\"owner\":",
    "\"identity\":",
    "\"members\":",
    "\"at\":",
    "\"boot\":",
    "\"pid\":",
    "\"startTicks\":",
    "\"user\":",
    "\"door\":",
    PROCESS,
    "null",
    "true",
    "1.5",
    "1e9",
    "\n",
    "[[[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
    NULL,
};

const char *const name_seeds[] = {
    "run-1." BOOT ".17.1234.json",
    "r.unknown.4194304.999999999999999.json",
    "mountall.sh",
    "umountfs",
    "dbus",
    "systemd-x",
    "checkroot.sh",
    "halt",
    NULL,
};

const char *const proc_seeds[] = {
    "1234\n",
    "  1234  \n",
    "1234\r\n/usr/sbin/sendmail -bd\n",
    "1234 5678\n",
    "01234\n",
    "",
    "17 (a) R 1 17 17 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 1234 0 0",
    "17 (a) b) (c) Z 1 17 17 0 -1 2097152 1 2 3 4 5 6 7 8 20 0 1 0 1234 0 0",
    "1: POSIX  ADVISORY  WRITE 684 00:07:12345 0 EOF",
    "2: -> FLOCK  ADVISORY  WRITE 684 fd:01:9 0 EOF",
    "3: LEASE  ACTIVE    READ  684 <none>:0 0 EOF",
    "sshd: alice@pts/0",
    "/usr/sbin/sshd",
    NULL,
};

const char *const proc_words[] = {
    "(",
    ")",
    " ",
    "\n",
    "\r\n",
    "\t",
    "/",
    ":",
    " -> ",
    "POSIX",
    "FLOCK",
    "00:07:12345",
    "<none>",
    "sshd",
    "systemd-journald",
    "sshd: ",
    "/usr/sbin/sshd",
    NULL,
};

#define FACTS                                                                                      \
    "Id=a\\x2db.service\nLoadState=loaded\nActiveState=deactivating\nNeedDaemonReload=no\n"        \
    "DropInPaths=/run/systemd/system/a\\x2db.service.d/zzzz-quiesce.conf /etc/x.conf\n"            \
    "StateChangeTimestampMonotonic=1000000\nTimeoutStopUSec=1min 30s\nTimeoutAbortUSec=1min 30s\n" \
    "NotifyAccess=none\nOnSuccessJobMode=fail\nOnFailureJobMode=replace\n"

const char *const systemd_seeds[] = {
    FACTS "SubState=stop-sigterm\nTimeoutStopFailureMode=terminate\n",
    FACTS "SubState=stop\nExecStop={ path=/bin/a }\nExecStop={ path=/bin/b }\nNotifyAccess=main\n",
    FACTS "SubState=final-sigterm\nOnSuccessJobMode=isolate\n",
    FACTS "SubState=stop-watchdog\nTimeoutStopFailureMode=abort\n",
    FACTS "SubState=stop-post\nExecStopPost={ path=/bin/a }\nTimeoutStopUSec=infinity\n",
    FACTS "SubState=stop-sigkill\n",
    FACTS "SubState=running\n",
    "1min 30s",
    "1y 2month 3w 4d 5h 6min 7.500s",
    "500ms",
    "3us",
    "0",
    "infinity",
    "1.5s",
    NULL,
};

const char *const systemd_words[] = {
    "Id=",
    "LoadState=",
    "ActiveState=",
    "SubState=",
    "NeedDaemonReload=",
    "DropInPaths=",
    "StateChangeTimestampMonotonic=",
    "TimeoutStopUSec=",
    "TimeoutAbortUSec=",
    "TimeoutStopFailureMode=",
    "NotifyAccess=",
    "ExecStop=",
    "ExecStopPost=",
    "OnSuccessJobMode=",
    "OnFailureJobMode=",
    "\n",
    "stop",
    "stop-sigterm",
    "stop-watchdog",
    "stop-post",
    "final-sigterm",
    "final-watchdog",
    "abort",
    "infinity",
    "us",
    "ms",
    "s",
    "min",
    "h",
    "d",
    "w",
    "month",
    "y",
    ".",
    " ",
    NULL,
};
