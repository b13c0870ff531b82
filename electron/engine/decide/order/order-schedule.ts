import { parseSchedule } from '../../../../shared/schedule.ts'

/** The wait of a service whose own schedule has none that ends. Seconds. */
const usualWaitSeconds = 30

/**
 * The schedule of one service in an order: its official stop with its own wait, and then what a
 * person has to say. `wait` without an end would hold up the others for ever, and becomes 30 s.
 */
export function orderSchedule(own: string): string {
  const parsed = parseSchedule(own)
  const wait = parsed.ok ? parsed.value.find((item) => item.kind === 'wait') : undefined
  return `stop/${wait?.seconds ?? usualWaitSeconds}/ask/TERM@all/5/ask/KILL/5`
}
