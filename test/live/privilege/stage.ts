/** A plain user's machine: the root helper installed, daemons of root's, and polkit in a test's hand. */
import type { QuiesceError, Result } from '../../../shared/errors.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import type { HostProcess } from '../../hosts/host-process.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'

const helperPath = '/usr/lib/quiesce/quiesce-root-helper'
const policy = 'io.github.quiesce.policy'

/** Puts the built helper and its policy where packages put them. */
export async function installRootHelper(host: SystemdHost): Promise<void> {
  const { checkout } = PrivateHost
  await host.run(['mkdir', '-p', '/usr/lib/quiesce'])
  await host.run([
    'install',
    '-m',
    '755',
    `${checkout}/dist/native/quiesce-root-helper`,
    helperPath,
  ])
  await host.run(['cp', `${checkout}/build/linux/${policy}`, '/usr/share/polkit-1/actions/'])
  // A script is to be one here, and no unit that systemd makes of it at the next reload.
  await host.run(['rm', '-f', '/lib/systemd/system-generators/systemd-sysv-generator'])
}

export type Answer = 'yes' | 'no' | 'ask'

/** What polkit says to one user from now on: by action of ours, and by unit to systemd's own. */
export async function answer(
  host: SystemdHost,
  user: string,
  of: {
    readonly actions: Readonly<Partial<Record<PrivilegedAction | '*', Answer>>>
    readonly units: Readonly<Record<string, Answer>>
  },
): Promise<void> {
  const results = { yes: 'YES', no: 'NO', ask: 'AUTH_ADMIN' }
  const rule = `polkit.addRule(function (action, subject) {
  if (subject.user !== ${JSON.stringify(user)}) return
  var of = ${JSON.stringify(of)}, results = ${JSON.stringify(results)}, ours = 'io.github.quiesce.'
  var answer = null
  if (action.id.indexOf(ours) === 0) answer = of.actions[action.id.slice(ours.length)] || of.actions['*']
  if (action.id === 'org.freedesktop.systemd1.manage-units') answer = of.units[action.lookup('unit')]
  return answer && polkit.Result[results[answer]]
})
`
  host.writeFile(`/etc/polkit-1/rules.d/00-${user}.rules`, rule)
  await host.systemctl('restart', 'polkit.service')
}

/** A daemon of root's with a pid file, of a program that nobody else runs; deaf ones ignore SIGTERM. */
export async function startDaemon(host: SystemdHost, name: string, deaf = false): Promise<string> {
  const program = `/usr/sbin/${name}`
  await host.run(['cp', deaf ? '/bin/dash' : '/bin/sleep', program])
  const args = deaf ? ['-c', 'trap "" TERM; while :; do read x; done </dev/zero'] : ['1000']
  const file = `/run/${name}.pid`
  const start = ['start-stop-daemon', '--start', '--background', '--make-pidfile']
  await host.run([...start, '--pidfile', file, '--exec', program, '--', ...args])
  return file
}

/** An init script of root's whose daemon writes to /run as it stops. */
export function initScript(name: string): string {
  return `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ${name}
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Keeps ${name}
### END INIT INFO
PATH=/sbin:/usr/sbin:/bin:/usr/bin
DAEMON=/usr/sbin/${name}
PIDFILE=/run/${name}.pid
case "$1" in
  start) start-stop-daemon --start --background --make-pidfile --pidfile $PIDFILE --exec $DAEMON -- 1000 ;;
  stop)
    start-stop-daemon --stop --quiet --retry=TERM/20 --remove-pidfile --pidfile $PIDFILE
    echo "$(id -un) stopped ${name}" >> /run/${name}.said
    ;;
esac
`
}

/** Waits until a program inside has said this. */
export const untilSaid = ({ child }: HostProcess, words: RegExp): Promise<void> =>
  new Promise((done, failed) => {
    let text = ''
    child.stdout?.on('data', (more: Buffer) => {
      text += more.toString()
      if (words.test(text)) done()
    })
    child.once('exit', () => {
      failed(new Error(`it ended: ${text}`))
    })
  })

/** Why it was refused; a test's fault where it was not. */
export const errorOf = (result: Result<unknown>): QuiesceError => {
  if (result.ok) throw new Error('it was not refused')
  return result.error
}
