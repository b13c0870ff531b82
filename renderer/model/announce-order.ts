/** What a screen reader is told of several services that are stopped as one: phases, and who is down. */
import type { Order } from '../../shared/order.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { orderSentence } from '../../shared/wording/order-words.ts'
import type { Announcement } from './announce.ts'
import { downCount, titlesOf } from './order-progress.ts'

/** The sentence for what changed, or null where nothing did that is worth a word. */
export function announceOrder(before: Order | null, after: Order): Announcement | null {
  const { phase } = after
  if (before?.phase.kind !== phase.kind) {
    const text = printable(orderSentence(after))
    if (phase.kind !== 'asking') return { urgent: phase.kind === 'ended', text: `${text}.` }
    return { urgent: true, text: `${text}: ${printable(titlesOf(after, phase.remaining))}.` }
  }
  const down = downCount(after)
  if (down === downCount(before)) return null
  return { urgent: false, text: `${down} of ${after.states.length} services down.` }
}
