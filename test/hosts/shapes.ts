/** Units for tests, from programs that do what their arguments say (test/hosts/programs/). */
import { SystemdHost } from './systemd-host.ts'

const program = (name: string): string => `${SystemdHost.checkout}/test/hosts/programs/${name}`

/** A command of programs/actor, whose head tells the roles: `actor('--ready', 'slow:3', 'ignores')`. */
export const actor = (...args: string[]): string => [program('actor'), ...args].join(' ')

/** A bash daemon that traps TERM and waits for a `sleep` of so many seconds. */
export const bashTraps = (seconds = 60): string => `${program('bash-traps')} ${seconds}`

/** A practice daemon, with its folder below /run; needs the native build. */
export const practice = (vice: string, unit: string, ...more: string[]): string =>
  [
    `${SystemdHost.checkout}/dist/native/quiesce-practice`,
    ...[vice, '--dir', `/run/practice-${unit}`, ...more],
  ].join(' ')

/** Settings of a section; a list writes the key once for each. */
export type Settings = Readonly<Record<string, string | number | readonly string[]>>

const section = (name: string, settings: Settings): string[] => [
  `[${name}]`,
  ...Object.entries(settings).flatMap(([key, value]) =>
    (typeof value === 'object' ? value : [value]).map((one) => `${key}=${one}`),
  ),
]

/** The text of a unit: `unit({ Service: { ExecStart: actor('obeys'), TimeoutStopSec: 2 } })`. */
export const unit = (sections: Readonly<Record<string, Settings>>): string =>
  `${Object.entries(sections)
    .flatMap(([name, settings]) => section(name, settings))
    .join('\n')}\n`

/** A service that runs a command, and is given two seconds to stop where nothing else is said. */
export const service = (
  command: string,
  settings: Settings = {},
  unitSection: Settings = {},
): string =>
  unit({
    ...(Object.keys(unitSection).length > 0 && { Unit: unitSection }),
    Service: { ExecStart: command, TimeoutStopSec: 2, ...settings },
  })

/** The messages by which systemd tells a stop in the journal (sd-messages(3), src/systemd/sd-messages.h). */
export const messageIds = {
  stopping: 'de5b426a63be47a7b6ac3eaac82e2f6f',
  stopped: '9d1aaa27d60140bd96365438aad20286',
  started: '39f53479d3a045ac8e11786248231fbf',
  failureResult: 'd9b373ed55a64feb8242e02dbe79a49c',
} as const
