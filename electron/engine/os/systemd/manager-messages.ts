/** The calls of org.freedesktop.systemd1(5) that we make. */
import type { TransientUnit } from '../../decide/unit/transient.ts'
import { unitPath } from '../../parse/unit-path.ts'
import type { BusCall } from '../dbus/ports.ts'

export const systemdName = 'org.freedesktop.systemd1'

/** PID 1 answers nobody while it reloads, and a big machine's takes seconds. */
const readMs = 15_000
/** Long enough for a person to type a password. */
const actionMs = 5 * 60_000
/** A password, then a reload of every unit file. */
const reloadMs = 10 * 60_000

const manageUnits = 'org.freedesktop.systemd1.manage-units'

const toManager = {
  destination: systemdName,
  path: '/org/freedesktop/systemd1',
  iface: 'org.freedesktop.systemd1.Manager',
  polkitAction: null,
  timeoutMs: readMs,
} as const

/** A call of the manager that changes nothing and takes nothing. */
export const managerCall = (member: string, purpose: string): BusCall => ({
  ...toManager,
  member,
  purpose,
})

/** An action on one unit; `rest` are the strings after its name. */
export const unitAction = (
  member: string,
  purpose: string,
  unit: string,
  ...rest: readonly string[]
): BusCall => ({
  ...toManager,
  member,
  signature: 's'.repeat(1 + rest.length),
  body: [unit, ...rest],
  purpose: `${purpose} ${unit}`,
  polkitAction: manageUnits,
  timeoutMs: actionMs,
})

/** KillUnit(name, whom, signal number). */
export const killCall = (unit: string, whom: string, signal: number): BusCall => ({
  ...unitAction('KillUnit', 'signal', unit),
  signature: 'ssi',
  body: [unit, whom, signal],
})

/** StartTransientUnit(name, mode, properties, other units). A unit of that name must not be loaded. */
export const startTransientCall = ({ name, properties }: TransientUnit): BusCall => ({
  ...unitAction('StartTransientUnit', 'start', name),
  signature: 'ssa(sv)a(sa(sv))',
  body: [name, 'fail', properties.map((p) => [p.name, [p.signature, p.value]]), []],
})

/** Reload answers when it is over. */
export const reloadCall: BusCall = {
  ...managerCall('Reload', 'reload the unit files'),
  polkitAction: 'org.freedesktop.systemd1.reload-daemon',
  timeoutMs: reloadMs,
}

const properties = 'org.freedesktop.DBus.Properties'

/**
 * All properties of a unit. The empty name stands for every interface of the object, as `systemctl
 * show` uses it; the object of a unit that is not loaded loads it.
 */
export const readUnitCall = (unit: string): BusCall => ({
  ...toManager,
  path: unitPath(unit),
  iface: properties,
  member: 'GetAll',
  signature: 's',
  body: [''],
  purpose: `read ${unit}`,
})

/** One property; its interface has to be named. */
export const readPropertyCall = (path: string, iface: string, property: string): BusCall => ({
  ...toManager,
  path,
  iface: properties,
  member: 'Get',
  signature: 'ss',
  body: [iface, property],
  purpose: `read ${property}`,
})

const toBus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  iface: 'org.freedesktop.DBus',
  polkitAction: null,
  timeoutMs: readMs,
} as const

/** Who owns systemd's name now. */
export const nameOwnerCall: BusCall = {
  ...toBus,
  member: 'GetNameOwner',
  signature: 's',
  body: [systemdName],
  purpose: 'find systemd on its bus',
}

/** Names that a file would start when called. */
export const activatableNamesCall: BusCall = {
  ...toBus,
  member: 'ListActivatableNames',
  purpose: 'list what the bus can start',
}
