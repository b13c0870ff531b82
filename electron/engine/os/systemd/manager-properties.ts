import type { Result } from '../../../../shared/errors.ts'
import { unitPath } from '../../parse/unit-path.ts'
import { isBusError } from '../dbus/bus-error.ts'
import type { BusCall } from '../dbus/ports.ts'
import { readPropertyCall, systemdName } from './manager-messages.ts'

/** Calls on the way at once: the manager answers one after the other, and others want answers, too. */
const mostInFlight = 64

type Call = (call: BusCall) => Promise<Result<readonly unknown[]>>

/**
 * Reads one property of many units. A property belongs to the interface that all units share or to
 * the one of the unit's kind: the shared one is asked first, until a kind is known to have it.
 */
export class PropertyReader {
  readonly #call: Call
  /** What turned out to belong to the kind: `org.freedesktop.systemd1.Service MainPID`. */
  readonly #ofKind = new Set<string>()

  constructor(call: Call) {
    this.#call = call
  }

  /** By unit name; a unit that cannot be read is absent. */
  async read(units: readonly string[], property: string): Promise<ReadonlyMap<string, unknown>> {
    const values = new Map<string, unknown>()
    const waiting = units.values()
    const work = async (): Promise<void> => {
      for (const unit of waiting) {
        const reply = await this.#readOne(unit, property)
        if (reply.ok) values.set(unit, reply.value[0])
      }
    }
    await Promise.all(Array.from({ length: Math.min(mostInFlight, units.length) }, work))
    return values
  }

  async #readOne(unit: string, property: string): Promise<Result<readonly unknown[]>> {
    const kind = kindInterface(unit)
    const key = `${kind} ${property}`
    const ask = (iface: string): Promise<Result<readonly unknown[]>> =>
      this.#call({ ...readPropertyCall(unitPath(unit), iface, property), purpose: `read ${unit}` })
    if (this.#ofKind.has(key)) return ask(kind)
    const shared = await ask(`${systemdName}.Unit`)
    if (shared.ok || !isBusError(shared.error, 'org.freedesktop.DBus.Error.UnknownProperty')) {
      return shared
    }
    const own = await ask(kind)
    if (own.ok) this.#ofKind.add(key)
    return own
  }
}

/** `nginx.service` → `org.freedesktop.systemd1.Service`. */
function kindInterface(unit: string): string {
  const kind = unit.slice(unit.lastIndexOf('.') + 1)
  return `${systemdName}.${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
}
