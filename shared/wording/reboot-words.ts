/** Words of a planned shutdown, and of the warning that it cuts stops off. */
import type { PlannedShutdown, RebootNews } from '../reboot.ts'
import { dayTime } from './day-time.ts'
import { clock, printable } from './numbers.ts'

const namedAtMost = 5

const verbs: Readonly<Record<string, string>> = {
  reboot: 'reboots',
  poweroff: 'powers off',
  halt: 'halts',
  kexec: 'reboots into another kernel',
  'soft-reboot': 'restarts all but its kernel',
}

/** "poweroff of ada for 2026-03-22 22:00". */
export const plannedWords = ({ type, by = null, at }: PlannedShutdown): string =>
  `${printable(type)}${by === null ? '' : ` of ${printable(by)}`} for ${dayTime(at)}`

/** "This machine powers off at 22:00:00, as ada planned: the stop of nginx is cut off then." */
export function rebootNearSentence({
  planned,
  stops,
}: Extract<RebootNews, { kind: 'near' }>): string {
  const { type, at, by = null, mine = false } = planned
  const verb = verbs[type] ?? `goes down (${printable(type)})`
  const whose = mine ? ', as you planned' : by === null ? '' : `, as ${printable(by)} planned`
  const named = stops.slice(0, namedAtMost).map(printable).join(', ')
  const more = stops.length - namedAtMost
  const cut =
    stops.length === 1
      ? `the stop of ${named} is cut off then`
      : `${stops.length} stops are cut off then (${named}${more > 0 ? ` and ${more} more` : ''})`
  return `This machine ${verb} at ${clock(at)}${whose}: ${cut}.`
}

/** The warning is over, and the stops go on. */
export const rebootFarSentence = 'The planned shutdown was called off, or put off.'
