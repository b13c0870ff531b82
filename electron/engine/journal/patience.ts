import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'

/** How finely waiting is counted. */
const turns = 8

/**
 * Calls back when so many milliseconds have passed in which this process could have heard of the
 * disk. An event loop that is busy (a thousand members of a service are read at once) lets timers
 * fire before it hears that a write is done; of such a stretch one part in eight counts.
 */
export function afterPatience(clock: Clock, ms: number, callback: () => void): () => void {
  let left = turns
  let disarm = (): void => undefined
  const arm = (): void => {
    disarm = clock.at(later(clock.now(), ms / turns), () => {
      left -= 1
      if (left > 0) arm()
      else callback()
    })
  }
  arm()
  return () => {
    disarm()
  }
}
