/** Units that something else starts again: a socket, a timer, a path, an automount. */
import { unit, type Settings } from '../../hosts/shapes.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'

const sleeps = (seconds: number, more: Settings = {}, unitSection: Settings = {}): string =>
  unit({ Unit: unitSection, Service: { ExecStart: `/bin/sleep ${seconds}`, ...more } })

/** Connects to a Unix socket, and looks at no answer. */
export const connect = async (host: SystemdHost, path: string): Promise<number | null> =>
  (
    await host.exec([
      'perl',
      '-MSocket',
      '-e',
      'socket(S, PF_UNIX, SOCK_STREAM, 0); exit !connect(S, sockaddr_un(shift))',
      path,
    ])
  ).status

/** What starts a service again, and what makes it do so. */
export interface Trigger {
  readonly kind: string
  readonly trigger: string
  readonly units: Readonly<Record<string, string>>
  readonly happens: (host: SystemdHost) => Promise<unknown>
}

const named = (kind: string, text: string): Readonly<Record<string, string>> => ({
  [`by-${kind}.${kind}`]: text,
})

/** The calendar's next time is far away: only what is asked for happens. */
export const triggers: readonly Trigger[] = [
  {
    kind: 'socket',
    trigger: 'by-socket.socket',
    units: named('socket', unit({ Socket: { ListenStream: '/run/by-socket.sock' } })),
    happens: (host) => connect(host, '/run/by-socket.sock'),
  },
  {
    kind: 'timer',
    trigger: 'by-timer.timer',
    units: named('timer', unit({ Timer: { OnCalendar: '*-01-01' } })),
    // It would be a year: that it counts no more is what can be seen.
    happens: (host) =>
      host.run([
        'sh',
        '-c',
        'test -z "$(systemctl show --value --property=NextElapseUSecRealtime by-timer.timer)"',
      ]),
  },
  {
    kind: 'path',
    trigger: 'by-path.path',
    units: named('path', unit({ Path: { PathExists: '/run/by-path' } })),
    happens: (host) => host.run(['touch', '/run/by-path']),
  },
  {
    kind: 'automount',
    trigger: 'srv-auto.automount',
    units: {
      'srv-auto.automount': unit({ Automount: { Where: '/srv/auto' } }),
      'srv-auto.mount': unit({
        Unit: { Requires: 'by-automount.service', After: 'by-automount.service' },
        Mount: { What: 'tmpfs', Where: '/srv/auto', Type: 'tmpfs' },
      }),
    },
    happens: (host) => host.run(['ls', '/srv/auto']),
  },
]

/** It waits long for its own restart, so that its trigger is what would start it sooner. */
const waits = { Restart: 'always', RestartSec: 600 }

export const triggeredUnits: Readonly<Record<string, string>> = Object.fromEntries(
  triggers.flatMap(({ kind, units }, at) => [
    ...Object.entries(units),
    [`by-${kind}.service`, sleeps(2000 + at, waits)] as const,
  ]),
)

/** A socket that another unit needs. */
export const neededUnits = {
  'shared.socket': unit({ Socket: { ListenStream: '/run/shared.sock' } }),
  'shared.service': sleeps(2010, waits),
  'needs-socket.service': sleeps(2011, {}, { Requires: 'shared.socket' }),
}

/** Another timer of the same service: it is started when the run has ended, and fires at once. */
export const backSoon = 'back-soon.timer'

/** Services that come back after an ended stop, each by somebody else. */
export const returningUnits = {
  'back-timer.service': sleeps(2020),
  'back-timer.timer': unit({ Timer: { OnUnitInactiveSec: '300s', AccuracySec: '1ms' } }),
  [backSoon]: unit({
    Timer: { Unit: 'back-timer.service', OnActiveSec: '100ms', AccuracySec: '1ms' },
  }),
  'back-path.service': sleeps(2021),
  'back-path.path': unit({ Path: { PathExists: '/run/back-path' } }),
  // A socket is refused once its service runs.
  'back-socket.socket': unit({ Socket: { ListenStream: '/run/back-socket.sock' } }),
  'back-socket.service': sleeps(2022),
  'back-person.service': sleeps(2023, { Restart: 'always' }),
  'back-crash.service': sleeps(2024, { Restart: 'always', RestartSec: 0 }),
}
