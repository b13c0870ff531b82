/** Every order of this Quiesce, from beginning to end. Orders that overlap are refused as busy. */
import { randomBytes } from 'node:crypto'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { OrderChoice, OrderDecision } from '../../../shared/order-input.ts'
import type { Order, OrderPlan } from '../../../shared/order.ts'
import type { Run } from '../../../shared/run.ts'
import { isFinal, statesOf } from '../decide/order/order-state.ts'
import { makeRunId } from '../runs/run-id.ts'
import { LiveOrder } from './live-order.ts'
import { beganSentence } from './order-words.ts'
import type { OrdersPorts } from './ports.ts'

/** Ended orders that are kept in memory. */
const keptEnded = 20

export interface OrderWanted {
  readonly of: OrderChoice
  /** Somebody can answer. */
  readonly person: boolean
}

export class Orders {
  readonly #ports: OrdersPorts
  readonly #orders = new Map<string, LiveOrder>()
  #closed: Promise<void> | null = null

  constructor(ports: OrdersPorts) {
    this.#ports = ports
  }

  /** What would be stopped, and in which order. Sends nothing. */
  plan(of: OrderChoice): Promise<Result<OrderPlan>> {
    return this.#ports.plan(of)
  }

  /**
   * Begins an order. Refused where it has no service, where another order is about one of them, and
   * where its begin cannot be recorded.
   */
  async begin({ of, person }: OrderWanted): Promise<Result<Order>> {
    await this.#closeLost()
    const plan = await this.#ports.plan(of)
    if (!plan.ok) return plan
    const { entries } = plan.value
    if (entries.length === 0) return fail(nothingToStop(plan.value))
    const order = this.#makeOrder(plan.value, person)
    // From here to the entry in the map nothing waits: two orders cannot both find nobody busy.
    const busy = this.#findBusy(entries.map(({ target }) => target))
    if (busy) return fail(busy)
    const live = new LiveOrder(this.#ports, order)
    this.#orders.set(order.id, live)
    const recorded = await this.#ports.record(null, null, {
      kind: 'order',
      order: order.id,
      what: 'began',
      sentence: beganSentence(plan.value),
      by: order.by,
      targets: entries.map(({ target }) => target),
    })
    if (!recorded.ok) {
      this.#orders.delete(order.id)
      return recorded
    }
    this.#ports.push(order)
    live.begin()
    void live.ended.then(() => {
      this.#forgetOldest()
    })
    return ok(live.order)
  }

  /** A person's word on an order. */
  async decide(id: string, turn: number, decision: OrderDecision): Promise<Result<Order>> {
    const live = this.#orders.get(id)
    return live ? live.decide(turn, decision) : fail(noSuchOrder(id))
  }

  /** Those of this session, oldest first. */
  async list(): Promise<readonly Order[]> {
    await this.#closeLost()
    return [...this.#orders.values()].map(({ order }) => order)
  }

  /** One of them. */
  get(id: string): Result<Order> {
    const live = this.#orders.get(id)
    return live ? ok(live.order) : fail(noSuchOrder(id))
  }

  /** A run of this Quiesce moved. */
  see(run: Run): void {
    for (const live of this.#orders.values()) if (!live.isAtRest) live.see(run)
  }

  /** Nobody can answer any more: what waits for a service that hangs is left running. */
  personLeft(): void {
    for (const live of this.#orders.values()) live.personLeft()
  }

  /** Ends all of them as interrupted and waits until that is on record. Their runs are not touched. */
  async interrupt(): Promise<void> {
    const live = [...this.#orders.values()].filter(({ isOver }) => !isOver)
    await Promise.all(live.map((one) => one.interrupt()))
  }

  #makeOrder(plan: OrderPlan, person: boolean): Order {
    const startedAt = this.#ports.clock.now()
    return {
      id: makeOrderId(startedAt.wall),
      by: this.#ports.by,
      person,
      startedAt,
      plan,
      states: plan.entries.map(({ after }) => ({
        kind: 'waiting',
        for: after.map(({ target }) => target),
      })),
      phase: { kind: 'stopping' },
      passed: [],
      turn: 0,
      revision: 0,
    }
  }

  #findBusy(targets: readonly string[]): QuiesceError | null {
    for (const { isAtRest, order } of this.#orders.values()) {
      if (isAtRest) continue
      const states = statesOf(order)
      const shared = targets.find((target) => {
        const state = states.get(target)
        return state !== undefined && !isFinal(state)
      })
      if (shared !== undefined) return busyInOrder(shared, order)
    }
    return null
  }

  /** Once: an order that a crash cut off is over, and the record says so. Its runs are found runs. */
  #closeLost(): Promise<void> {
    this.#closed ??= this.#ports.lost().then(async (lost) => {
      const { by } = this.#ports
      const sentence = 'The stop in order was interrupted: Quiesce went down'
      for (const order of lost) {
        await this.#ports.record(null, null, {
          ...{ kind: 'order', order, what: 'ended', how: 'interrupted' },
          ...{ sentence, by },
        })
      }
    })
    return this.#closed
  }

  #forgetOldest(): void {
    const ended = [...this.#orders].filter(([, live]) => live.isAtRest)
    for (const [id] of ended.slice(0, Math.max(0, ended.length - keptEnded))) {
      this.#orders.delete(id)
    }
  }
}

const makeOrderId = (wall: number): string =>
  `order-${makeRunId(wall)}${randomBytes(1).toString('hex')}`

const noSuchOrder = (id: string): QuiesceError => ({
  code: 'no-such-run',
  message: `There is no order ${id} here.`,
  next: 'An order lives as long as the Quiesce that began it; its runs are in the journal.',
})

const busyInOrder = (target: string, { id, by }: Order): QuiesceError => ({
  code: 'busy',
  message: `${target} is in another order already, of ${by} (${id}).`,
  next: 'Open that order and decide there, or leave it first.',
})

function nothingToStop({ leftOut }: OrderPlan): QuiesceError {
  const [first] = leftOut
  const why = first && leftOut.length === 1 ? ` ${first.title}: ${first.why}` : ''
  return {
    code: 'nothing-follows',
    message: `There is nothing to stop.${why}`,
    next: 'Look at the plan, which says what is left out and why.',
  }
}
