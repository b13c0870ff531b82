/** What the record says of an order. */
import type { Order, OrderPlan } from '../../../shared/order.ts'
import type { OrderDecision } from '../../../shared/order-input.ts'
import { count } from '../../../shared/wording/numbers.ts'
import { isDown } from '../decide/order/order-state.ts'

const services = (number: number): string => count(number, 'service', 'services')

/** "Stop of all that may be: 12 services, in 3 waves". */
export function beganSentence({ of, entries }: OrderPlan): string {
  const whom =
    of.kind === 'all' ? 'all services' : of.kind === 'group' ? `the group ${of.name}` : 'several'
  const waves = new Set(entries.map(({ wave }) => wave)).size
  const ordered = waves > 1 ? `, in ${waves} waves` : ''
  return `Stop of ${whom} in order began: ${services(entries.length)}${ordered}`
}

/** What was decided, as the record names it. */
export const decisionWords = (decision: OrderDecision): string =>
  decision.kind === 'pass' ? `pass over ${decision.target}` : decision.kind

/** How it ended, in numbers. */
export function endedSentence({ phase, states }: Order): string {
  const down = states.filter(isDown).length
  const left = states.filter(({ kind }) => kind === 'left').length
  const other = states.length - down - left
  const parts = [
    `${services(down)} down`,
    ...(other > 0 ? [`${other} not`] : []),
    ...(left > 0 ? [`${left} not asked to stop`] : []),
  ]
  const how = phase.kind === 'ended' ? phase.how : phase.kind
  const words = how === 'done' ? 'is over' : how === 'left' ? 'was left' : 'was interrupted'
  return `The stop in order ${words}: ${parts.join(', ')}`
}
