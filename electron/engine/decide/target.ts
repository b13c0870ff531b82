/**
 * What a person types to say which service is meant. Understood here as text only; whether there
 * is such a service is for the backends to find out.
 */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { UnitManager } from '../../../shared/unit.ts'
import { printable } from '../../../shared/wording/numbers.ts'

/** A target as typed, understood. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pidfile'; readonly path: string }
  /** `startTicks` where the target pins it: `pid:4242@8831`. */
  | { readonly kind: 'pid'; readonly pid: number; readonly startTicks: number | null }
  | { readonly kind: 'exe'; readonly path: string }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'unit'; readonly unit: string; readonly manager: UnitManager }
  | { readonly kind: 'init'; readonly name: string }

/** PID_MAX_LIMIT of 64-bit Linux (include/linux/threads.h): no pid is larger. */
export const largestPid = 4_194_304

const forms =
  'Write a configured name, `pid:N`, `exe:/PATH`, `port:N`, `pidfile:/PATH`, `UNIT.service`, `user:UNIT.service` or `init:NAME`.'

const refuse = (text: string, why: string, next: string): Result<never> =>
  fail({
    code: 'bad-usage',
    message: `The target "${printable(text)}" is refused: ${why}.`,
    next: printable(next),
  })

/** A whole number as people write it: no sign, no leading zero, nothing that loses digits. */
function parseWhole(text: string, smallest: number, largest: number): number | null {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return null
  const value = Number(text)
  return value >= smallest && value <= largest ? value : null
}

function parsePid(text: string, rest: string): Result<Target> {
  const [pidText = '', ticksText, more] = rest.split('@')
  const pid = parseWhole(pidText, 1, largestPid)
  const ticks = ticksText === undefined ? null : parseWhole(ticksText, 0, Number.MAX_SAFE_INTEGER)
  if (pid === null || more !== undefined || (ticksText !== undefined && ticks === null)) {
    const next = 'Write `pid:4242`, or `pid:4242@8831` with its start time in clock ticks.'
    return refuse(text, `a pid is a number from 1 to ${largestPid}`, next)
  }
  return ok({ kind: 'pid', pid, startTicks: ticks })
}

function parsePort(text: string, rest: string): Result<Target> {
  const port = parseWhole(rest, 1, 65_535)
  if (port === null) {
    return refuse(text, 'a port is a number from 1 to 65535', 'Write it like `port:5060`.')
  }
  return ok({ kind: 'port', port })
}

function parsePath(text: string, kind: 'exe' | 'pidfile', path: string): Result<Target> {
  if (!path.startsWith('/') || path.includes('\0') || path.endsWith('/')) {
    return refuse(text, 'it needs the absolute path of a file', `Write it like \`${kind}:/PATH\`.`)
  }
  return ok({ kind, path: path.replace(/\/{2,}/g, '/') })
}

function parseInit(text: string, name: string): Result<Target> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._@+-]*$/.test(name)) {
    return refuse(text, 'it needs the name of a script in /etc/init.d', 'Write it like `init:ssh`.')
  }
  return ok({ kind: 'init', name })
}

/** systemd.unit(5): every unit name ends in its type. Of these, only a service runs a daemon. */
const otherUnit = /\.(slice|target|mount|automount|device|scope|socket|timer|path|swap)$/

/** What systemd.unit(5) allows in the name of a unit. */
const serviceName = /^[A-Za-z0-9:_.@\\-]{1,247}\.service$/

/** A unit of the person's own manager. */
function parseUserUnit(text: string, unit: string): Result<Target> {
  if (serviceName.test(unit)) return ok({ kind: 'unit', unit, manager: 'user' })
  const next = 'Write it like `user:syncthing.service`.'
  return refuse(text, 'it needs the name of a service of your own manager', next)
}

function parsePlain(text: string): Result<Target> {
  if (serviceName.test(text)) return ok({ kind: 'unit', unit: text, manager: 'system' })
  const other = otherUnit.exec(text)?.[1]
  if (other !== undefined) {
    const next = 'Name the service itself, as `UNIT.service`.'
    const article = other === 'automount' ? 'an' : 'a'
    return refuse(text, `${article} ${other} is no service`, next)
  }
  if (/^\d+$/.test(text)) {
    return refuse(
      text,
      'a bare number could be a pid or a port',
      `Write \`pid:${text}\` or \`port:${text}\`.`,
    )
  }
  if (text.startsWith('/')) {
    return refuse(
      text,
      'a bare path could be a program or a pid file',
      `Write \`exe:${text}\` or \`pidfile:${text}\`.`,
    )
  }
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return ok({ kind: 'name', name: text })
  return refuse(text, 'it is none of the forms of a target', forms)
}

/**
 * Reads a target. `names` are the configured ones: such a name is that service, even where it looks
 * like a unit. Errors are `bad-usage` with what was expected. A name that nobody configured is
 * accepted here and refused as `unknown-target` where it is looked up.
 */
export function parseTarget(text: string, names: readonly string[] = []): Result<Target> {
  if (names.includes(text)) return ok({ kind: 'name', name: text })
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  switch (colon === -1 ? '' : text.slice(0, colon)) {
    case 'pid':
      return parsePid(text, rest)
    case 'exe':
      return parsePath(text, 'exe', rest)
    case 'pidfile':
      return parsePath(text, 'pidfile', rest)
    case 'port':
      return parsePort(text, rest)
    case 'init':
      return parseInit(text, rest)
    case 'user':
      return parseUserUnit(text, rest)
    default:
      return parsePlain(text)
  }
}

/** Prints a target so that parsing it gives the same target. */
export function printTarget(target: Target): string {
  switch (target.kind) {
    case 'name':
      return target.name
    case 'unit':
      return target.manager === 'user' ? `user:${target.unit}` : target.unit
    case 'init':
      return `init:${target.name}`
    case 'port':
      return `port:${target.port}`
    case 'exe':
    case 'pidfile':
      return `${target.kind}:${target.path}`
    case 'pid':
      return `pid:${target.pid}${target.startTicks === null ? '' : `@${target.startTicks}`}`
  }
}
