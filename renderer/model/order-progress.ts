/** How far an order is, and what a person can do about it. */
import type { RunView } from '../../shared/contract.ts'
import type { Order, OrderEntry, OrderEntryState } from '../../shared/order.ts'
import { livingMembers, type RunMember } from '../../shared/run.ts'
import { isDown } from '../../shared/wording/order-words.ts'

/** One service of an order, as planned and as it stands. */
export interface OrderRow {
  readonly entry: OrderEntry
  readonly state: OrderEntryState
  /** It may be passed over: it hangs, and others wait for it. */
  readonly canPass: boolean
  readonly passed: boolean
}

/** Its services with their states. */
export function orderRows(order: Order): readonly OrderRow[] {
  const { plan, states, phase, passed } = order
  const holdsUp = new Set(
    plan.entries.flatMap((entry, at) =>
      states[at]?.kind === 'waiting' ? entry.after.map((one) => one.target) : [],
    ),
  )
  return plan.entries.map((entry, at): OrderRow => {
    const state = states[at] ?? { kind: 'left' }
    const isPassed = passed.includes(entry.target)
    return {
      entry,
      state,
      passed: isPassed,
      canPass:
        phase.kind !== 'ended' && state.kind === 'asking' && !isPassed && holdsUp.has(entry.target),
    }
  })
}

/** True for an order that is not over. */
export const isLiveOrder = (order: Order): boolean => order.phase.kind !== 'ended'

/** How many of its services run no more. */
export const downCount = (order: Order): number => order.states.filter(isDown).length

/** The run of a service that was begun, or null. */
export const runIdOf = (state: OrderEntryState): string | null =>
  'runId' in state ? state.runId : null

/** The order that a run is part of, or null. */
export function orderOfRun(orders: Iterable<Order>, runId: string): Order | null {
  for (const order of orders) {
    if (order.states.some((state) => runIdOf(state) === runId)) return order
  }
  return null
}

/** Runs that are shown as part of a live order. */
export const runsOfOrders = (orders: Iterable<Order>): ReadonlySet<string> =>
  new Set(
    [...orders]
      .filter(isLiveOrder)
      .flatMap((order) => order.states.map(runIdOf).filter((id) => id !== null)),
  )

/** What of an order would die: the processes that are left, by service. */
export interface Doomed {
  readonly title: string
  readonly view: RunView | null
  readonly members: readonly RunMember[]
}

/** Services that hang, each with who is left of it. A run that is not known here says so by null. */
export function doomedOf(order: Order, runs: ReadonlyMap<string, RunView>): readonly Doomed[] {
  return orderRows(order)
    .filter(({ state }) => state.kind === 'asking')
    .map(({ entry, state }) => {
      const view = runs.get(runIdOf(state) ?? '') ?? null
      const living = view === null ? [] : livingMembers(view.run)
      const members = (view?.run.members ?? []).filter((one) => living.includes(one.member))
      return { title: entry.title, view, members }
    })
}

/** Titles for targets, as a list for a sentence; a target that is not part of it names itself. */
export function titlesOf(order: Pick<Order, 'plan'>, targets: readonly string[]): string {
  const title = (target: string): string =>
    order.plan.entries.find((entry) => entry.target === target)?.title ?? target
  return targets.map(title).join(', ')
}
