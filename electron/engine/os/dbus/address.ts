/** Where the buses are: D-Bus specification, "Server Addresses" and "Well-known Message Bus Instances". */
import { lstatSync } from 'node:fs'
import { isAbsolute, normalize } from 'node:path'

/** The environment's variables that name a bus. */
export type BusEnvironment = Readonly<Record<string, string | undefined>>

const systemSocket = '/run/dbus/system_bus_socket'

/** The socket of the machine's bus: DBUS_SYSTEM_BUS_ADDRESS, else the usual one. */
export function systemBusSocket(environment: BusEnvironment): string {
  return parseUnixAddress(environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? '') ?? systemSocket
}

/**
 * The folder of the user's own run-time files (XDG_RUNTIME_DIR, else /run/user/UID), or null where
 * there is none or it belongs to somebody else: `sudo -E` keeps the variable of another user, whose
 * manager is not ours to steer.
 */
export function userRuntimeFolder(environment: BusEnvironment, uid: number): string | null {
  const named = environment['XDG_RUNTIME_DIR'] ?? ''
  const folder = isAbsolute(named) ? normalize(named) : `/run/user/${uid}`
  const entry = lstatSync(folder, { throwIfNoEntry: false })
  return entry?.isDirectory() === true && entry.uid === uid ? folder.replace(/\/$/, '') : null
}

/**
 * The socket of the user's bus: DBUS_SESSION_BUS_ADDRESS where that lies in the user's own folder
 * (a bus of `dbus-run-session` has no manager behind it), else the one that systemd makes there.
 */
export function userBusSocket(environment: BusEnvironment, runtimeFolder: string): string {
  const named = parseUnixAddress(environment['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const usual = `${runtimeFolder}/bus`
  return named?.startsWith(`${runtimeFolder}/`) === true ? named : usual
}

/**
 * The first `unix:path=` of a list of addresses, or null. Other transports have no use here: an
 * abstract socket or a TCP port may belong to anybody, and `unixexec:` runs a program.
 */
export function parseUnixAddress(addresses: string): string | null {
  for (const address of addresses.split(';')) {
    const path = /^unix:(?:[^,]*,)*?path=([^,]+)/.exec(address)?.[1]
    const plain = path === undefined ? null : unescapeValue(path)
    if (plain !== null && isAbsolute(plain)) return normalize(plain)
  }
  return null
}

function unescapeValue(value: string): string | null {
  try {
    const plain = decodeURIComponent(value)
    return plain.includes('\0') ? null : plain
  } catch {
    // Half an escape: the specification calls such an address malformed, so it is passed over.
    return null
  }
}
