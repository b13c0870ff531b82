/**
 * Whether a panel is there that shows tray icons: nobody else could bring a hidden window back, and
 * Electron does not tell. Freedesktop's "StatusNotifierItem", StatusNotifierWatcher.
 */
import { isAbsolute, join } from 'node:path'
import { later } from '../../shared/moment.ts'
import { connectToBus } from '../engine/os/dbus/connection.ts'
import { parseUnixAddress, type BusEnvironment } from '../engine/os/dbus/address.ts'
import type { BusCaller } from '../engine/os/dbus/ports.ts'
import type { Clock } from '../engine/os/ports.ts'

/** Who knows the panels of a session, by its name on the bus. */
export const watcher = 'org.kde.StatusNotifierWatcher'
const answerMs = 2000

/** The socket of the session's bus, or null where none is named. */
export function sessionBusSocket(environment: BusEnvironment): string | null {
  const named = parseUnixAddress(environment['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  if (named !== null) return named
  const folder = environment['XDG_RUNTIME_DIR'] ?? ''
  return isAbsolute(folder) ? join(folder, 'bus') : null
}

/** True where a host of tray icons is registered now. Whatever cannot be asked is not there. */
export async function hasTrayHost(environment: BusEnvironment, clock: Clock): Promise<boolean> {
  const socket = sessionBusSocket(environment)
  if (socket === null) return false
  const events = { onSignal: (): void => undefined, onLost: (): void => undefined }
  const bus = await connectToBus(socket, clock, events)
  if (!bus.ok) return false
  const there = await askTrayHost(bus.value)
  await bus.value.close()
  return there
}

/** The same, over a connection that is there already. */
export async function askTrayHost(bus: BusCaller): Promise<boolean> {
  const answer = await bus.call({
    destination: watcher,
    path: '/StatusNotifierWatcher',
    iface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered'],
    purpose: 'ask whether the panel shows tray icons',
    polkitAction: null,
    timeoutMs: answerMs,
  })
  return answer.ok && isTrue(answer.value[0])
}

/** The value of a property stands in a variant, which the library hands over as it is or opened. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'value' in value) return value.value === true
  return value === true
}

const lookAgainMs = 1000

/**
 * Waits until a panel is there, at most so long: at login programs start in no order, and the panel
 * may be the last. Resolves with whether it came.
 */
export async function waitForTray(
  isThere: () => Promise<boolean>,
  clock: Clock,
  atMostMs: number,
): Promise<boolean> {
  const end = later(clock.now(), atMostMs)
  for (;;) {
    if (await isThere()) return true
    if (clock.now().mono >= end.mono) return false
    await new Promise<void>((resolve) => {
      clock.at(later(clock.now(), lookAgainMs), resolve)
    })
  }
}
