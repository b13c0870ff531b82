/** Init scripts of every vice, for a host without systemd. */
import type { PlainHost } from '../../hosts/plain-host.ts'

export const pidFile = '/run/iguana.pid'
export const lockFile = '/run/lock/subsys/iguana'
/** A program of its own name, which does nothing and leaves on SIGTERM. */
const plain = '/usr/sbin/iguana'
/** The same, deaf to SIGTERM. */
const deaf = '/usr/sbin/iguana-deaf'

const header = (name: string): string => `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ${name}
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Keeps iguanas
### END INIT INFO
PATH=/sbin:/usr/sbin:/bin:/usr/bin
`

export interface Vice {
  readonly daemon?: 'plain' | 'deaf'
  /** What `stop` does, as shell text; `kill_it` asks the daemon. */
  readonly stop: string
  /** What `status` does; without it there is none. */
  readonly status?: string
}

const honest = 'start-stop-daemon --status --pidfile $PIDFILE; exit $?'

/** One script: its daemon leaves a pid file and a lock file behind whatever `stop` does not remove. */
export function scriptOf(name: string, { daemon = 'plain', stop, status = honest }: Vice): string {
  const program = daemon === 'plain' ? plain : deaf
  const args =
    daemon === 'plain' ? '1000' : `-c 'trap "" TERM; exec 3<>/dev/udp/127.0.0.1/9; read <&3'`
  return `${header(name)}DAEMON=${program}
PIDFILE=${pidFile}
LOCKFILE=${lockFile}

case "$1" in
  start)
    start-stop-daemon --start --background --make-pidfile --pidfile $PIDFILE --exec $DAEMON -- ${args}
    touch $LOCKFILE
    ;;
  stop)
    ${stop}
    ;;
  status)
    ${status}
    ;;
esac
`
}

export const tidy = 'rm -f $PIDFILE $LOCKFILE'
const ask = 'start-stop-daemon --stop --quiet --retry=TERM/20 --pidfile $PIDFILE'

export const vices = {
  honest: { stop: `${ask} && ${tidy}` },
  'kills-soon': {
    daemon: 'deaf',
    stop: `start-stop-daemon --stop --quiet --retry=TERM/2/KILL/5 --pidfile $PIDFILE; ${tidy}`,
  },
  'says-ok-at-once': { daemon: 'deaf', stop: 'echo Stopped; exit 0' },
  'fails-after-success': { stop: `${ask}; ${tidy}; echo it went wrong; exit 1` },
  'leaves-files': { stop: ask },
  hangs: { daemon: 'deaf', stop: 'sleep 1000' },
  'needs-an-environment': {
    daemon: 'deaf',
    stop: '[ -n "$IGUANA_HOME" ] || { echo IGUANA_HOME is not set; exit 6; }',
  },
  'status-lies': { stop: ask, status: 'echo all is well; exit 0' },
  'status-says-stopped': { stop: ask, status: 'echo it is stopped; exit 3' },
  'status-hangs': { stop: ask, status: 'sleep 1000' },
} as const satisfies Record<string, Vice>
export type ViceName = keyof typeof vices

/** Puts both programs into a host. */
export async function installDaemons(host: PlainHost): Promise<void> {
  await host.run(['cp', '/bin/sleep', plain])
  await host.run(['cp', '/bin/bash', deaf])
}

/** Writes a script and starts its daemon; answers with its pid inside. */
export async function begin(host: PlainHost, vice: ViceName): Promise<number> {
  host.writeScript('iguana', scriptOf('iguana', vices[vice]))
  const { status, said } = await host.script('iguana', 'start')
  if (status !== 0) throw new Error(`it did not start: ${said}`)
  return Number(host.readFile(pidFile))
}

/** Ends what is left of the daemon, and its files. */
export async function clear(host: PlainHost): Promise<void> {
  const pids = host
    .processes()
    .flatMap(({ pid, name }) =>
      name.startsWith('iguana') || name === 'sleep' ? [String(pid)] : [],
    )
  if (pids.length > 0) await host.exec(['kill', '-KILL', ...pids])
  await host.run(['rm', '-rf', pidFile, lockFile, '/etc/init.d/iguana'])
}
