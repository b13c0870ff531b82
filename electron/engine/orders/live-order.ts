/** One order under way: feeds the pure machine, and carries out what it asks for. */
import { toQuiesceError, type QuiesceError, type Result, fail, ok } from '../../../shared/errors.ts'
import type { OrderDecision } from '../../../shared/order-input.ts'
import type { Order } from '../../../shared/order.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import { advanceOrder } from '../decide/order/advance-order.ts'
import {
  isFinal,
  openOrder,
  type OrderEffect,
  type OrderEvent,
} from '../decide/order/order-state.ts'
import { decisionWords, endedSentence } from './order-words.ts'
import type { OrdersPorts } from './ports.ts'

/** A run may move between the look and the decision, but not for ever. */
const mostTries = 5

type DecideRun = Extract<OrderEffect, { kind: 'decide-run' }>
/** An event without its time. */
type Untimed = OrderEvent extends infer E ? (E extends OrderEvent ? Omit<E, 'at'> : never) : never

export class LiveOrder {
  readonly #ports: OrdersPorts
  readonly #ended = Promise.withResolvers<undefined>()
  #state
  #isEndRecorded = false

  constructor(ports: OrdersPorts, order: Order) {
    this.#ports = ports
    this.#state = openOrder(order)
  }

  get order(): Order {
    return this.#state.order
  }

  /** Its end is decided; runs of an order that was cut off may still be on their way out. */
  get isOver(): boolean {
    return this.order.phase.kind === 'ended'
  }

  /** Nothing of it moves any more. */
  get isAtRest(): boolean {
    return this.isOver && this.#state.beginning.length === 0 && this.order.states.every(isFinal)
  }

  /** Resolves when the order is over and that is on record. */
  get ended(): Promise<undefined> {
    return this.#ended.promise
  }

  begin(): void {
    this.#feed({ kind: 'begin' })
  }

  /** One of the runs of this Quiesce moved; one that is not of this order changes nothing. */
  see(run: Run): void {
    this.#feed({ kind: 'run', run })
  }

  personLeft(): void {
    this.#feed({ kind: 'person-left' })
  }

  /** Ends it where it stands, and waits for the record. */
  async interrupt(): Promise<void> {
    this.#feed({ kind: 'interrupted' })
    await this.ended
  }

  /**
   * A person's word. Refused as stale where the order has moved on; where it went to runs, it is
   * refused if not one of them took it.
   */
  async decide(turn: number, decision: OrderDecision): Promise<Result<Order>> {
    const effects = this.#move({ kind: 'decision', turn, decision })
    const refused = effects.find((effect) => effect.kind === 'refuse-decision')
    if (refused) return fail(refused.error)
    const { by } = this.#ports
    const sentence = `${by} decided: ${decisionWords(decision)}`
    await this.#record({ what: 'decided', sentence })
    const toRuns = effects.filter((effect) => effect.kind === 'decide-run')
    const results = await Promise.all(this.#perform(effects))
    const failures = results.flatMap((error) => error ?? [])
    const [first] = failures
    if (first && toRuns.length > 0 && failures.length >= toRuns.length) return fail(first)
    return ok(this.order)
  }

  #feed(event: Untimed): void {
    void Promise.all(this.#perform(this.#move(event)))
  }

  #move(event: Untimed): readonly OrderEffect[] {
    const before = this.order
    const at = this.#ports.clock.now()
    const [state, effects] = advanceOrder(this.#state, { ...event, at })
    this.#state = state
    if (this.order !== before) this.#ports.push(this.order)
    if (this.isOver && !this.#isEndRecorded) {
      this.#isEndRecorded = true
      void this.#recordEnd()
    }
    return effects
  }

  async #recordEnd(): Promise<void> {
    const { phase } = this.order
    const how = phase.kind === 'ended' ? phase.how : 'interrupted'
    await this.#record({ what: 'ended', sentence: endedSentence(this.order), how })
    this.#ended.resolve(undefined)
  }

  async #record(body: {
    readonly what: 'decided' | 'ended'
    readonly sentence: string
    readonly how?: 'done' | 'left' | 'interrupted'
  }): Promise<void> {
    const { by } = this.#ports
    await this.#ports.record(null, null, { kind: 'order', order: this.order.id, by, ...body })
  }

  /** Each gives the reason why it could not be done, or null. */
  #perform(effects: readonly OrderEffect[]): Promise<QuiesceError | null>[] {
    return effects.map((effect) => {
      switch (effect.kind) {
        case 'begin-run':
          return this.#begin(effect.target)
        case 'decide-run':
          return this.#decideRun(effect)
        case 'refuse-decision':
          return Promise.resolve(effect.error)
      }
    })
  }

  async #begin(target: string): Promise<null> {
    const { runs } = this.#ports
    const { person, plan } = this.order
    const schedule = plan.entries.find((entry) => entry.target === target)?.plan.schedule
    const begun = await runs
      .begin({ target, schedule, suspects: [], triggers: [], person, kill: null })
      // What is thrown below is a bug of its own; the others are stopped all the same.
      .catch((thrown: unknown) => fail(toQuiesceError(thrown)))
    if (!begun.ok) {
      this.#feed({ kind: 'not-begun', target, error: begun.error })
      return null
    }
    const { run } = begun.value
    this.#feed({ kind: 'begun', target, run })
    // What happened between its begin and this moment was heard by nobody.
    const now = await runs.get(run.id)
    if (now.ok) this.see(now.value.run)
    return null
  }

  /**
   * What is safe at any step is decided at whichever step the run has come to; a word to go on or to
   * force answers one question and no other.
   */
  async #decideRun({ runId, turn, decision }: DecideRun): Promise<QuiesceError | null> {
    const isSafe = ['hold', 'release', 'leave'].includes(decision.kind)
    let current = { turn, decision }
    for (let attempt = 1; ; attempt += 1) {
      const decided = await this.#ports.runs.decide(runId, current.turn, current.decision)
      if (decided.ok) return null
      const { code } = decided.error
      const again = isSafe && attempt < mostTries ? await this.#again(runId, current, code) : null
      if (again === null) {
        await this.#note(runId, decision, decided.error)
        return decided.error
      }
      current = again
    }
  }

  async #again(
    runId: string,
    { turn, decision }: { readonly turn: number; readonly decision: Decision },
    code: QuiesceError['code'],
  ): Promise<{ turn: number; decision: Decision } | null> {
    // A pause holds our own clock; systemd's is moved where that touches nobody else.
    if (code === 'needs-consent' && decision.kind === 'hold' && decision.reload === undefined) {
      return { turn, decision: { kind: 'hold', reload: false } }
    }
    if (code !== 'stale-decision') return null
    const now = await this.#ports.runs.get(runId)
    return now.ok ? { turn: now.value.run.turn, decision } : null
  }

  async #note(runId: string, decision: Decision, error: QuiesceError): Promise<void> {
    const sentence = `The order's word to ${decision.kind} was not taken: ${error.message}`
    await this.#ports.record(runId, null, { kind: 'notice', sentence })
  }
}
