/** Follows the panel of the session, which may start after us, go, or start again. */
import { ok } from '../../shared/errors.ts'
import type { BusEnvironment } from '../engine/os/dbus/address.ts'
import { openBus } from '../engine/os/dbus/lasting-bus.ts'
import type { BusCaller, BusSignal } from '../engine/os/dbus/ports.ts'
import type { Clock } from '../engine/os/ports.ts'
import { askTrayHost, sessionBusSocket, watcher } from './tray-host.ts'

export interface PanelPorts {
  readonly environment: BusEnvironment
  readonly clock: Clock
  /** A panel is there, and was not, or is another one. */
  readonly onCame: () => void
  readonly onWent: () => void
}

/** The watcher's own coming and going, and that of the panels that it knows. */
const rules = [
  `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`,
  `type='signal',interface='${watcher}',member='StatusNotifierHostRegistered'`,
  `type='signal',interface='${watcher}',member='StatusNotifierHostUnregistered'`,
]

/**
 * Tells of each panel that comes or goes, the one that is there at the start among them, until the
 * returned function is called. Without a session's bus it tells nothing.
 */
export function followPanel({ environment, clock, onCame, onWent }: PanelPorts): () => void {
  const socket = sessionBusSocket(environment)
  if (socket === null) return () => undefined
  let isThere = false
  let asked = 0
  const take = (there: boolean): void => {
    if (there === isThere) return
    isThere = there
    if (there) onCame()
    else onWent()
  }
  const ask = async (bus: BusCaller): Promise<void> => {
    asked += 1
    const mine = asked
    const there = await askTrayHost(bus)
    // A later question has the newer answer.
    if (mine === asked) take(there)
  }
  const opening = openBus({
    socket,
    clock,
    rules,
    events: {
      onSignal: ({ member }: BusSignal) => {
        if (!rules.some((rule) => rule.includes(`member='${member}'`))) return
        // Another watcher knows nothing of icons that were made known to the one before.
        if (member === 'NameOwnerChanged') take(false)
        void opening.then(ask)
      },
      onConnected: async (connection) => {
        await ask(connection)
        return ok(null)
      },
      onLost: () => {
        take(false)
      },
    },
  })
  return () => void opening.then((bus) => bus.close())
}
