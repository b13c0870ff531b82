/** Services, plans and orders made up for tests, and a world of runs that answers an order. */
import type { OrderService } from '../../electron/engine/decide/order/order-service.ts'
import { advanceOrder } from '../../electron/engine/decide/order/advance-order.ts'
import {
  openOrder,
  type OrderEffect,
  type OrderEvent,
  type OrderState,
} from '../../electron/engine/decide/order/order-state.ts'
import { planOrder } from '../../electron/engine/decide/order/plan-order.ts'
import { parseUnit } from '../../electron/engine/parse/unit-properties.ts'
import type { LsbHeader } from '../../shared/init-script.ts'
import type { OrderDecision } from '../../shared/order-input.ts'
import type { Order, OrderEntryState } from '../../shared/order.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Outcome, Run } from '../../shared/run.ts'
import { makeRun, ms } from './run.ts'

export const orderText = 'stop/30/ask/TERM@all/5/ask/KILL/5'

export const planOf = (target: string, more: Partial<Plan> = {}): Plan => ({
  ...{ target, title: target, backend: 'process', schedule: orderText, steps: [], members: [] },
  ...{ scheduleSource: 'person', suspects: [], ceilings: [], impact: [], warnings: [] },
  ...{ unit: null, profile: null, refusal: null, madeAt: 0 },
  ...more,
})

export const header = (more: Partial<LsbHeader>): LsbHeader => ({
  ...{ provides: [], requiredStart: [], shouldStart: [], requiredStop: [], shouldStop: [] },
  ...{ startBefore: [], stopAfter: [], defaultStart: [], defaultStop: [], description: '' },
  ...more,
})

/** A service by its configured name; `needs` are names of others. */
export const service = (target: string, more: Partial<OrderService> = {}): OrderService => ({
  ...{ target, title: target, plan: planOf(target), names: [target], programs: [] },
  ...{ unit: null, header: null, chkconfig: null, needs: [] },
  ...more,
})

/** A service that is a unit, with relations as the manager gives them. */
export function unitService(
  name: string,
  relations: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<OrderService> = {},
): OrderService {
  const unit = parseUnit({ Id: name, ...relations }, 'system')
  const names = [name, name.replace('.service', '')]
  return service(name, { names, unit, ...more })
}

/** An order of these services, before its begin. */
export function makeOrder(services: readonly OrderService[], person = true): Order {
  const { entries, notes } = planOrder(services)
  const of = { kind: 'all' } as const
  return {
    ...{ id: 'order-1', by: 'ops', person, startedAt: ms(0), passed: [], turn: 0, revision: 0 },
    plan: { of, entries, leftOut: [], last: [], notes, madeAt: 0 },
    states: entries.map(({ after }) => ({ kind: 'waiting', for: after.map((a) => a.target) })),
    phase: { kind: 'stopping' },
  }
}

const outcomeOf = (kind: Outcome['kind']): Outcome =>
  ({ kind, by: 'ops', survivors: [], why: 'x', evidence: 'x', afterMs: 0 }) as unknown as Outcome

type Untimed = OrderEvent extends infer E ? (E extends OrderEvent ? Omit<E, 'at'> : never) : never

/** Plays an order by hand: each run is named after its target. */
export class OrderPlay {
  state: OrderState
  now = 0
  /** Targets in the order in which they were begun. */
  readonly begun: string[] = []
  /** Every decision that went to a run: `go-on a`. */
  readonly decided: string[] = []
  /** Decisions on the order that were refused. */
  readonly refused: string[] = []
  readonly runs = new Map<string, Run>()
  /** Looks at each effect before it counts. */
  onEffect: (effect: OrderEffect, play: OrderPlay) => void = () => undefined
  onDecide: (decision: OrderDecision) => void = () => undefined
  /** Leaves those that are begun without an answer, for `answer`. */
  slow = false

  constructor(services: readonly OrderService[], person = true) {
    this.state = openOrder(makeOrder(services, person))
  }

  get order(): Order {
    return this.state.order
  }

  feed(event: Untimed): readonly OrderEffect[] {
    this.now += 1
    const [state, effects] = advanceOrder(this.state, { ...event, at: ms(this.now) })
    this.state = state
    for (const effect of effects) {
      this.onEffect(effect, this)
      this.#take(effect)
    }
    return effects
  }

  #take(effect: OrderEffect): void {
    if (effect.kind === 'refuse-decision') this.refused.push(effect.error.code)
    if (effect.kind === 'decide-run') {
      this.decided.push(`${effect.decision.kind} ${effect.runId}@${effect.turn}`)
    }
    if (effect.kind !== 'begin-run') return
    this.begun.push(effect.target)
    if (!this.slow) this.answer(effect.target)
  }

  begin(): this {
    this.feed({ kind: 'begin' })
    return this
  }

  /** The run that was asked for is there. */
  answer(target: string, phase: Partial<Run> = {}): this {
    const { person } = this.order
    const deadline = ms(30_000)
    const waiting = { kind: 'waiting', step: 1, deadline } as const
    const run = makeRun(orderText, { id: target, target, person, phase: waiting, ...phase })
    this.runs.set(target, run)
    this.feed({ kind: 'begun', target, run })
    return this
  }

  /** A run moves: another phase is another turn, except for a hold. */
  run(target: string, phase: Run['phase'], turns = 1): this {
    const run = this.runs.get(target)
    if (!run) throw new Error(`${target} was not begun`)
    const moved = { ...run, phase, turn: run.turn + turns, revision: run.revision + 1 }
    this.runs.set(target, moved)
    this.feed({ kind: 'run', run: moved })
    return this
  }

  /** Its wait is over and it asks; `step` 2 asks before SIGTERM to all, 5 before SIGKILL. */
  hang(target: string, step = 2): this {
    return this.run(target, { kind: 'asking', step, why: 'schedule', since: ms(this.now) })
  }

  end(target: string, outcome: Outcome['kind'] = 'stopped'): this {
    return this.run(target, { kind: 'ended', outcome: outcomeOf(outcome), at: ms(this.now) })
  }

  decide(decision: OrderDecision, turn = this.order.turn): this {
    this.onDecide(decision)
    this.feed({ kind: 'decision', turn, decision })
    return this
  }

  stateOf(target: string): OrderEntryState {
    const at = this.order.plan.entries.findIndex((entry) => entry.target === target)
    const state = this.order.states[at]
    if (!state) throw new Error(`${target} is not in the order`)
    return state
  }

  /** `a stopping, b waiting`. */
  get states(): string {
    return this.order.plan.entries
      .map(({ target }) => `${target} ${this.stateOf(target).kind}`)
      .join(', ')
  }
}
