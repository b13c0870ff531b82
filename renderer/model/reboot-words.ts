/** What a reboot costs here, as lines, and what is missing before one can be asked for. Pure. */
import type { PlannedShutdown, RebootPlan } from '../../shared/reboot.ts'
import { dayTime } from '../../shared/wording/day-time.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'

/** "8 running services stop", "2 people are logged in". */
export function costLines(plan: RebootPlan): readonly string[] {
  const { services, people, runs, isAsked = true } = plan
  const sessions =
    people.length === 0
      ? 'Nobody is logged in.'
      : `${count(people.length, 'session of a person ends', 'sessions of people end')}, any of your own among them.`
  return [
    services.length === 0
      ? 'No service is known to run.'
      : `${count(services.length, 'running service stops', 'running services stop')}.`,
    isAsked ? sessions : 'Who is logged in is not known.',
    ...(runs.length === 0
      ? []
      : [`${count(runs.length, 'stop')} under way here would be cut off.`]),
  ]
}

/** Names that are read before a decision; the rest is a number. */
const namedAtMost = 12

/** "asterisk (96 calls), mariadb and 4 more". */
export function serviceNames({ services }: RebootPlan): string {
  const names = services
    .slice(0, namedAtMost)
    .map(({ title, note }) => `${printable(title)}${note === '' ? '' : ` (${printable(note)})`}`)
  const more = services.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

/** Who holds it back for good: without a person's word it is not asked for. */
export const blockers = ({ inhibitors }: RebootPlan): RebootPlan['inhibitors'] =>
  inhibitors.filter(({ mode }) => mode === 'block')

export interface RebootChoice {
  /** "HH:MM"; '' for now. */
  readonly time: string
  readonly message: string
  readonly typed: string
  /** The moment that `time` meant when it was typed; null for now. Wall clock, milliseconds. */
  readonly at: number | null
  /** Over those who hold it back. */
  readonly override: boolean
  /** Instead of what is planned. */
  readonly replace: boolean
}

/** The next time that the host's clock shows this; null where it is no time. Wall clock, milliseconds. */
export function nextAt(time: string, now: number): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined) return null
  const date = new Date(now)
  date.setHours(Number(hours), Number(minutes), 0, 0)
  if (date.getTime() <= now) date.setDate(date.getDate() + 1)
  return Number.isNaN(date.getTime()) ? null : date.getTime()
}

/** "The poweroff of ops for 2026-03-22 22:00". */
export const describePlanned = ({ type, by = null, at }: PlannedShutdown): string =>
  `The ${type}${by === null ? '' : ` of ${by}`} for ${dayTime(at)}`

/** "Reboot at 03:30:00", with its day where that is not today. */
export function whenWords(at: number, now: number): string {
  const day = dayTime(at).slice(0, 10)
  return day === dayTime(now).slice(0, 10) ? clock(at) : `${clock(at)} on ${day}`
}

/** Why it cannot be asked for yet; null where it can. */
export function refuseReboot(plan: RebootPlan, choice: RebootChoice): string | null {
  if (plan.refusal !== null) return plan.refusal
  const [first] = blockers(plan)
  if (first !== undefined && !choice.override) {
    return `${printable(first.who)} holds it back: ${printable(first.why)}.`
  }
  if (plan.scheduled !== null && !choice.replace) {
    return `${printable(describePlanned(plan.scheduled))} would be replaced.`
  }
  return choice.typed.trim() === plan.hostName
    ? null
    : `Type ${printable(plan.hostName)}, the name of this machine.`
}
