/** What is under way about a service that somebody wants to rename or take out. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { Order } from '../../../../shared/order.ts'
import type { Run } from '../../../../shared/run.ts'

const busy = (message: string): QuiesceError => ({
  code: 'busy',
  message,
  next: 'Nothing was written. Wait until it is over, or leave it, then try again.',
})

/** Why it has to wait, or null: a run or an order that has not ended names the service. */
export function refuseUnderWay(
  name: string,
  runs: readonly Run[],
  orders: readonly Order[],
): QuiesceError | null {
  const run = runs.find((one) => one.target === name && one.phase.kind !== 'ended')
  if (run) return busy(`${name} is being stopped by ${run.by} (run ${run.id}).`)
  const order = orders.find(
    ({ phase, plan }) =>
      phase.kind !== 'ended' && plan.entries.some(({ target }) => target === name),
  )
  return order ? busy(`${name} belongs to an order that ${order.by} gave (${order.id}).`) : null
}
