/** A longer wait for a service that needed longer than its schedule gives. Pure. */
import { parseSchedule, printSchedule, type ScheduleItem } from './schedule.ts'
import type { StopTimes } from './stop-times.ts'

/** What waiting longer would be: in seconds, and the schedule with it. */
export interface ProposedWait {
  readonly seconds: number
  readonly schedule: string
}

/** The wait before the first question is the one that a stop ran out of. */
function firstWait(items: readonly ScheduleItem[]): number {
  const asks = items.findIndex(({ kind }) => kind === 'ask')
  const wait = items.findIndex(({ kind }) => kind === 'wait')
  return wait !== -1 && (asks === -1 || wait < asks) ? wait : -1
}

/** Null where the schedule waits long enough already, or does not wait at all. */
export function proposeWait(schedule: string, usual: StopTimes | null): ProposedWait | null {
  const parsed = parseSchedule(schedule)
  if (!parsed.ok || usual === null) return null
  const at = firstWait(parsed.value)
  const item = parsed.value[at]
  const seconds = Math.ceil(usual.proposedMs / 1000)
  if (item?.kind !== 'wait' || item.seconds >= seconds) return null
  const items = parsed.value.map((one, index) =>
    index === at ? ({ kind: 'wait', seconds } as const) : one,
  )
  return { seconds, schedule: printSchedule(items) }
}
