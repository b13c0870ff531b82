/** The calls of org.freedesktop.login1(5) that a reboot needs. */
import type { BusCall } from '../os/dbus/ports.ts'

const readMs = 10_000
/** Long enough for a person to type a password. */
const actionMs = 5 * 60_000

const manager = {
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  iface: 'org.freedesktop.login1.Manager',
} as const
const properties = 'org.freedesktop.DBus.Properties'

const ask = (member: string, purpose: string): BusCall => ({
  ...manager,
  member,
  purpose,
  polkitAction: null,
  timeoutMs: readMs,
})

export const listSessions = ask('ListSessions', 'list who is logged in')
export const listInhibitors = ask('ListInhibitors', 'list what holds a shutdown back')
export const canReboot = ask('CanReboot', 'ask whether a reboot is possible')

export const readScheduled: BusCall = {
  ...ask('Get', 'read what is planned'),
  iface: properties,
  signature: 'ss',
  body: [manager.iface, 'ScheduledShutdown'],
}

export const readSession = (path: string): BusCall => ({
  ...ask('GetAll', 'read a session'),
  path,
  iface: properties,
  signature: 's',
  body: ['org.freedesktop.login1.Session'],
})

const act = (member: string, purpose: string, action = 'reboot'): BusCall => ({
  ...manager,
  member,
  purpose,
  polkitAction: `org.freedesktop.login1.${action}`,
  timeoutMs: actionMs,
})

/** To everybody's terminal, when a reboot comes near and when it begins. */
export const setWallMessage = (message: string): BusCall => ({
  ...act('SetWallMessage', 'announce the reboot', 'set-wall-message'),
  signature: 'sb',
  body: [message, message !== ''],
})

/** `at`: wall clock, milliseconds. */
export const scheduleReboot = (at: number): BusCall => ({
  ...act('ScheduleShutdown', 'plan the reboot'),
  signature: 'st',
  body: ['reboot', BigInt(Math.round(at)) * 1000n],
})

export const cancelScheduled = act('CancelScheduledShutdown', 'call the reboot off')

/** SD_LOGIND_ROOT_CHECK_INHIBITORS: root, too, is held back (systemd 246). */
const rootChecksInhibitors = 1n
/** SD_LOGIND_SKIP_INHIBITORS (systemd 257). */
export const skipsInhibitors = 16n

export const rebootWithFlags = (skip: boolean): BusCall => ({
  ...act('RebootWithFlags', 'reboot', skip ? 'reboot-ignore-inhibit' : 'reboot'),
  signature: 't',
  body: [skip ? skipsInhibitors : rootChecksInhibitors],
})

/** Before systemd 246, and where its flags are too new: `interactive` lets polkit ask. */
export const rebootPlainly: BusCall = { ...act('Reboot', 'reboot'), signature: 'b', body: [true] }
