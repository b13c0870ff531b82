/** Init scripts of each shape that is met on machines, written for these tests. */

/** Debian's usual shape: start-stop-daemon in functions, a retry of its own. */
export const debianScript = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          iguana reptile
# Required-Start:    $remote_fs $syslog
# Required-Stop:     $remote_fs
# Should-Start:      postgresql
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# X-Start-Before:    nginx
# X-Stop-After:      apache2 haproxy
# Short-Description: Keeps iguanas
# Description:       Keeps iguanas warm
#                    and fed: always.
### END INIT INFO

PATH=/sbin:/usr/sbin:/bin:/usr/bin
NAME=iguana
DAEMON=/usr/sbin/$NAME
PIDFILE="/run/\${NAME}.pid"
[ -x "$DAEMON" ] || exit 0
[ -r /etc/default/$NAME ] && . /etc/default/$NAME
. /lib/lsb/init-functions

do_start()
{
  start-stop-daemon --start --quiet --pidfile $PIDFILE --exec $DAEMON -- -p /run/not-this.pid
}

do_stop()
{
  start-stop-daemon --stop --quiet --retry=TERM/30/KILL/5 --pidfile $PIDFILE --name $NAME
}

case "$1" in
  start) do_start ;;
  stop|force-stop)
    do_stop
    ;;
  status)
    status_of_proc -p "$PIDFILE" "$DAEMON" "$NAME" && exit 0 || exit $?
    ;;
  restart|force-reload)
    do_stop
    case "$?" in
      0|1) do_start ;;
      *) log_end_msg 1 ;;
    esac
    ;;
  *)
    echo "Usage: $0 {start|stop}"
    exit 3
    ;;
esac
`

/** Red Hat's shape: chkconfig, a lock file under subsys, killproc of its own functions. */
export const redHatScript = `#!/bin/bash
#
# iguana        Keeps iguanas
#
# chkconfig: 2345 85 15
# description: Keeps iguanas warm \\
#              and fed.
# processname: iguanad
# config: /etc/iguana.conf
# pidfile: /var/run/iguana/iguanad.pid

. /etc/rc.d/init.d/functions

prog=iguanad
exec="/usr/sbin/iguanad"
lockfile=/var/lock/subsys/$prog

start() {
    daemon --pidfile=/var/run/iguana/iguanad.pid $exec
    retval=$?
    [ $retval -eq 0 ] && touch $lockfile
    return $retval
}

stop() {
    killproc -p /var/run/iguana/iguanad.pid -d 10 $prog
    retval=$?
    [ $retval -eq 0 ] && rm -f $lockfile
    return $retval
}

case "$1" in
    start)
        $1
        ;;
    stop)
        $1
        ;;
    status)
        status $prog
        ;;
    condrestart|try-restart)
        stop; start
        ;;
esac
`

/** A vendor's: no header, no library, two daemons, patience, then SIGKILL. */
export const vendorScript = `#!/bin/sh
BASE=/opt/iguana
BIN="$BASE/bin/iguana"
IGUANA_PID=$BASE/run/iguana.pid
TIMER_PID=\${RUN_DIR:-/var/run/iguana}/timer.pid
HOST=\`hostname\`
OTHER_PID=/run/$HOST.pid
if [ "$1" = "start" ]; then
  $BIN --daemon
elif [ "$1" = "stop" ]; then
  kill \`cat $IGUANA_PID\`
  sleep 20
  kill -9 \`cat $IGUANA_PID\`
fi
`

/** init-d-script(5): nothing but its variables. */
export const initDScript = `#!/usr/bin/env /lib/init/init-d-script
### BEGIN INIT INFO
# Provides:          iguana
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Keeps iguanas
### END INIT INFO
DAEMON=/usr/sbin/iguanad
`
