/** Conducts an order from a terminal or a script: shows it, lets a person decide, minds signals. */
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { OrderChoice, OrderDecision } from '../../shared/order-input.ts'
import type { Order } from '../../shared/order.ts'
import type { Run } from '../../shared/run.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { orderSentence } from '../../shared/wording/order-words.ts'
import type { CommandCall, DoorEngine } from './command.ts'
import { hasPerson } from './conduct-run.ts'
import { diagnosisToLine } from './diagnosis-json.ts'
import { toJsonLine } from './json-line.ts'
import { diagnosesLeft, OrderDiagnoses, type Offered } from './order-diagnoses.ts'
import { listOrderChanges } from './order-json.ts'
import {
  orderKeys,
  orderQuestion,
  pressOrderKey,
  type OrderAttention,
  type OrderKeyAction,
} from './order-keys.ts'
import { orderAskingLines, orderChangeText, orderCountdown } from './order-lines.ts'
import { printError } from './print-error.ts'
import { tellReboot } from './tell-reboot.ts'
import { paint, type Key } from './terminal.ts'

const tickMs = 200
/** The order may move between the look and the decision, but not for ever. */
const mostTries = 5

/** An order at its end, with why its services are still there, by their runs. */
export interface OrderEnd {
  readonly order: Order
  readonly diagnoses: ReadonlyMap<string, Diagnosis>
}

class OrderConduct {
  readonly #call: CommandCall
  readonly #engine: DoorEngine
  readonly #end = Promise.withResolvers<Order>()
  readonly #runs = new Map<string, Run>()
  readonly #diagnoses = new OrderDiagnoses()
  #order: Order | null = null
  #attention: OrderAttention = { kind: 'watching' }
  #attending: readonly (() => void)[] | null = null
  #isLeaving = false

  constructor(call: CommandCall, engine: DoorEngine) {
    this.#call = call
    this.#engine = engine
  }

  async run(of: OrderChoice): Promise<Result<OrderEnd>> {
    const { world } = this.#call
    const person = hasPerson(this.#call)
    const stopFollowing = this.#follow()
    const stopHearing = world.onSignal((signal) => {
      if (signal === 'SIGINT') void this.#leave()
      else if (signal === 'SIGHUP') this.#losePerson()
      else void this.#engine.interrupt(signal)
    })
    if (person) this.#attend()
    try {
      const begun = await this.#engine.request('order.begin', { of, person })
      if (!begun.ok) return begun
      if (this.#order === null) this.#see(begun.value)
      if (this.#isLeaving) await this.#leave()
      const order = await this.#end.promise
      return ok({ order, diagnoses: diagnosesLeft(order, this.#diagnoses.newest) })
    } finally {
      stopFollowing()
      stopHearing()
      this.#endAttending()
    }
  }

  /** Subscribed before it begins: of a command line there is one order, and it is ours. */
  #follow(): () => void {
    return this.#engine.subscribe((event) => {
      if (event.name === 'run') this.#runs.set(event.payload.run.id, event.payload.run)
      if (event.name === 'order') this.#see(event.payload)
      if (event.name === 'diagnosis') this.#diagnose(event.payload)
      if (event.name === 'reboot') tellReboot(this.#call, event.payload)
    })
  }

  #see(order: Order): void {
    const before = this.#order
    if (before && before.revision >= order.revision) return
    this.#order = order
    const { world, json } = this.#call
    const lines = listOrderChanges(before, order, world.now())
    for (const line of json ? lines.map(toJsonLine) : orderChangeText(lines)) {
      world.terminal.print(line)
    }
    if (this.#attending !== null) this.#ask(before, order)
    this.#redraw()
    const isUnderWay = order.states.some(({ kind }) => kind === 'stopping' || kind === 'asking')
    if (order.phase.kind === 'ended' && !isUnderWay) this.#end.resolve(order)
  }

  /** Why one of them takes so long, when it is first known and when something else is found. */
  #diagnose(diagnosis: Diagnosis): void {
    const order = this.#order
    const run = order === null ? null : this.#diagnoses.take(order, diagnosis)
    if (order === null || run === null) return
    const { world, json } = this.#call
    const lines = json
      ? [toJsonLine(diagnosisToLine(diagnosis, run))]
      : this.#diagnoses.lines(order, run, this.#attending !== null)
    for (const line of lines) world.terminal.print(line)
    this.#redraw()
  }

  get #offered(): readonly (Offered | null)[] {
    return this.#order === null ? [] : this.#diagnoses.offered(this.#order)
  }

  #ask(before: Order | null, order: Order): void {
    const { terminal } = this.#call.world
    if (this.#attention.kind === 'typing' && this.#attention.turn !== order.turn) {
      this.#attention = { kind: 'watching' }
      terminal.print('The order has moved on; nothing was decided.')
    }
    if (order.phase.kind !== 'asking' || before?.turn === order.turn) return
    for (const line of orderAskingLines(order)) terminal.print(line)
  }

  #attend(): void {
    const { world } = this.#call
    const hear = (key: Key): void => {
      this.#hear(key)
    }
    const lost = (): void => {
      this.#losePerson()
    }
    const redraw = (): void => {
      this.#redraw()
    }
    this.#attending = [world.every(tickMs, redraw), world.terminal.listen(hear, lost)]
  }

  #endAttending(): void {
    const ending = this.#attending
    this.#attending = null
    if (ending === null) return
    for (const stop of ending) stop()
    this.#call.world.terminal.showLive('')
  }

  #losePerson(): void {
    this.#endAttending()
    this.#engine.personLeft()
  }

  #redraw(): void {
    const order = this.#order
    if (this.#attending === null || order === null) return
    const { world } = this.#call
    const question = orderQuestion(this.#attention)
    const countdown = orderCountdown(order, this.#runs, world.now())
    const keys = orderKeys(order, this.#offered)
    const text = [orderSentence(order), countdown, keys].filter((part) => part !== '').join('  ')
    world.terminal.showLive(printable(question === '' ? (keys === '' ? '' : text) : question))
  }

  #hear(key: Key): void {
    if (this.#order === null) {
      if (key.ctrl && key.name === 'c') this.#isLeaving = true
      return
    }
    const [attention, action] = pressOrderKey(this.#order, this.#attention, key, this.#offered)
    this.#attention = attention
    this.#act(action)
    this.#redraw()
  }

  #act(action: OrderKeyAction): void {
    if (action.kind === 'leave') void this.#leave()
    if (action.kind === 'say') this.#call.world.terminal.print(printable(action.sentence))
    if (action.kind === 'decide') void this.#decide(action.decision, action.turn)
    if (action.kind === 'remedy') void this.#remedy(action.chosen)
  }

  /** A remedy is a decision of that service's own run, at whichever turn it is. */
  async #remedy({ run, remedy }: Offered): Promise<void> {
    const turn = this.#runs.get(run)?.turn ?? 0
    const decision = { kind: 'remedy', remedy: remedy.id } as const
    this.#sayRefused(await this.#engine.request('run.decide', { run, turn, decision }))
  }

  #sayRefused(decided: Result<unknown>): void {
    if (decided.ok) return
    const { terminal } = this.#call.world
    const { message, next } = decided.error
    terminal.print(paint(terminal, 'yellow', printable(`${message} ${next}`)))
  }

  async #decide(decision: OrderDecision, turn: number): Promise<void> {
    const order = this.#order?.id ?? ''
    this.#sayRefused(await this.#engine.request('order.decide', { order, turn, decision }))
  }

  /** Leaves it, at whichever turn it has come to. */
  async #leave(): Promise<void> {
    this.#isLeaving = true
    for (let attempt = 1; this.#order !== null; attempt += 1) {
      const { id, turn } = this.#order
      const decision = { kind: 'leave' } as const
      const left = await this.#engine.request('order.decide', { order: id, turn, decision })
      if (left.ok || left.error.code === 'not-now') return
      if (left.error.code === 'stale-decision' && attempt < mostTries) continue
      printError(this.#call.world.terminal, left.error)
      return
    }
  }
}

/** Runs an order to its end and returns it, or why there was none. Everything is shown meanwhile. */
export const conductOrder = (
  call: CommandCall,
  engine: DoorEngine,
  of: OrderChoice,
): Promise<Result<OrderEnd>> => new OrderConduct(call, engine).run(of)
