/** An engine with one order, which is played by the real machine. */
import type { OrderDecision } from '../../shared/order-input.ts'
import type { OrderPlan } from '../../shared/order.ts'
import { fail, ok } from '../../shared/errors.ts'
import { makeOrder, OrderPlay, planOf, service } from '../fakes/order.ts'
import { FakeEngine, refusal } from './fake-engine.ts'

const steps = [
  { index: 0, item: 'stop', sentence: 'SIGTERM to the main process' },
  { index: 1, item: '30', sentence: 'waits at most 30 s' },
].map((step) => ({ ...step, targets: [], force: false, condition: 'always' as const }))

const chain = () =>
  [service('web', { needs: ['app'] }), service('app', { needs: ['db'] }), service('db')].map(
    (one) => ({ ...one, plan: planOf(one.target, { steps }) }),
  )

const plan: OrderPlan = {
  ...makeOrder(chain()).plan,
  leftOut: [{ target: 'ssh.service', title: 'ssh.service', why: 'Your own connection.' }],
  last: ['Whoever is still there then is asked about.'],
  notes: ['A loop: a before b before a.'],
}

/** An engine with one order; what a person decides goes to the real machine. */
export class OrderEngine extends FakeEngine {
  order = new OrderPlay(chain())
  readonly decisions: OrderDecision[] = []

  constructor() {
    super()
    this.answers['order.plan'] = () => ok(plan)
    this.answers['order.begin'] = ({ person }) => {
      this.order = new OrderPlay(chain(), person)
      this.order.begin()
      this.tell()
      return ok(this.order.order)
    }
    this.answers['order.decide'] = ({ turn, decision }) => {
      const refused = this.order.refused.length
      this.order.decide(decision, turn)
      if (this.order.refused.length > refused) return fail(refusal('stale-decision'))
      this.decisions.push(decision)
      this.tell()
      return ok(this.order.order)
    }
  }

  tell(): void {
    this.push({ name: 'order', payload: this.order.order })
  }

  /** Something happens to the order, and every door is told. */
  moves(change: (order: OrderPlay) => unknown): void {
    change(this.order)
    this.tell()
  }
}
