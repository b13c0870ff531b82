/** Init scripts for tests: one honest script, and what each vice changes in it. */
import { killSeen } from '../../hosts/host-processes.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'

/** The program of a script's daemon: a copy of sleep(1) of its own, so that its path names it. */
export const programOf = (name: string): string => `/opt/vendor/bin/${name}d`
export const pidFileOf = (name: string): string => `/run/${name}.pid`
export const lockFileOf = (name: string): string => `/var/lock/subsys/${name}`

export interface Parts {
  /** Shell text of the actions; `null` leaves the action out. */
  readonly start?: string
  readonly stop?: string
  readonly status?: string | null
  /** Lines before the actions. */
  readonly head?: string
}

/** LSB 5.0, as Debian and Red Hat write them: pid file, subsys lock, start-stop-daemon. */
export function scriptText(name: string, parts: Parts = {}): string {
  const start = parts.start ?? honest.start
  const stop = parts.stop ?? honest.stop
  const status = parts.status === undefined ? honest.status : parts.status
  return `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ${name}
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: daemon with a vice
### END INIT INFO
NAME=${name}
DAEMON=${programOf(name)}
PIDFILE=${pidFileOf(name)}
LOCKFILE=${lockFileOf(name)}
${parts.head ?? ''}
. /lib/lsb/init-functions
case "$1" in
  start)
    ${start}
    ;;
  stop)
    ${stop}
    ;;
${status === null ? '' : `  status)\n    ${status}\n    ;;\n`}  *)
    echo "Usage: $0 {start|stop}" >&2
    exit 2
    ;;
esac
`
}

/** Starts a daemon that does not go to the background by itself. */
export const begin = 'start-stop-daemon --start --quiet --oknodo --background --make-pidfile'
const end = 'start-stop-daemon --stop --quiet --oknodo --retry=TERM/10 --remove-pidfile'

export const honest = {
  start: `${begin} --pidfile $PIDFILE --exec $DAEMON -- 6000 && touch $LOCKFILE`,
  stop: `${end} --pidfile $PIDFILE --exec $DAEMON && rm -f $LOCKFILE`,
  status: 'status_of_proc -p $PIDFILE $DAEMON $NAME',
}

/** Gives a script its daemon. */
export async function installProgram(host: PlainHost, name: string): Promise<void> {
  await host.run(['install', '-D', '/bin/sleep', programOf(name)])
}

/** Living processes of a script's daemon, by /proc. */
export const alive = (host: PlainHost, name: string): number[] =>
  host
    .processes()
    .filter(({ state, args }) => state !== 'Z' && args.startsWith(`${programOf(name)} `))
    .map(({ pid }) => pid)

/** Ends a script's daemon and all that its script still runs, and forgets its files. */
export async function clear(host: PlainHost, name: string): Promise<void> {
  for (const seen of host.processes()) {
    if (seen.args.includes(programOf(name)) || seen.args.includes(`/etc/init.d/${name} `)) {
      killSeen(seen)
    }
  }
  while (alive(host, name).length > 0) await new Promise((done) => setTimeout(done, 20))
  await host.run(['rm', '-f', pidFileOf(name), lockFileOf(name)])
}
