/** Files that some of the daemons need: a slow CGI program, and an init script that Debian dropped. */

interface HostFile {
  readonly path: string
  readonly text: string
  readonly mode?: number
}

const apacheSite = `<VirtualHost 127.0.0.1:8080>
  DocumentRoot /srv
  ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/
</VirtualHost>
ServerName localhost
`

/** Apache on a port of its own, with a program that answers with its head and then takes ten minutes. */
export const apacheFiles: readonly HostFile[] = [
  { path: '/etc/apache2/ports.conf', text: 'Listen 127.0.0.1:8080\n' },
  { path: '/etc/apache2/sites-available/000-default.conf', text: apacheSite },
  {
    path: '/usr/lib/cgi-bin/slow',
    text: '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nslow\\n"\nexec sleep 4244\n',
    mode: 0o755,
  },
  {
    path: '/usr/lib/cgi-bin/brief',
    text: '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nbrief\\n"\nexec sleep 2.25\n',
    mode: 0o755,
  },
]

/** What Debian 11 had for rsyslogd, in short; from Debian 12 on there is a unit alone. */
export const rsyslogScript = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          rsyslog
# Required-Start:    $remote_fs $time
# Required-Stop:     umountnfs $time
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: enhanced syslogd
### END INIT INFO
NAME=rsyslog
RSYSLOGD=rsyslogd
DAEMON=/usr/sbin/rsyslogd
PIDFILE=/run/rsyslogd.pid
test -x "$DAEMON" || exit 0
. /lib/lsb/init-functions

case "$1" in
  start)
    log_daemon_msg "Starting enhanced syslogd" "$RSYSLOGD"
    start-stop-daemon --start --quiet --pidfile $PIDFILE --exec $DAEMON
    log_end_msg $?
    ;;
  stop)
    log_daemon_msg "Stopping enhanced syslogd" "$RSYSLOGD"
    start-stop-daemon --stop --quiet --retry=TERM/30/KILL/5 --pidfile $PIDFILE --exec $DAEMON
    log_end_msg $?
    ;;
  status)
    status_of_proc -p $PIDFILE $DAEMON $RSYSLOGD && exit 0 || exit $?
    ;;
  *)
    echo "Usage: /etc/init.d/$NAME {start|stop|status}" >&2
    exit 3
    ;;
esac
`
