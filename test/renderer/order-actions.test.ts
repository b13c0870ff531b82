import { describe, expect, it } from 'vitest'
import {
  beginOrder,
  decideOrder,
  forceOrderAction,
  leaveOrderAction,
  pauseAction,
  resumeOrderAction,
  terminateAction,
} from '../../renderer/order-actions.ts'
import { doAction } from '../../renderer/actions.ts'
import { makeOrder, type OrderScene } from '../fakes/scene-orders.ts'
import { scenes } from '../fakes/scenes.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const order = (kind: OrderScene) => makeOrder(scenes.known(0), kind).order
const all = [
  pauseAction,
  resumeOrderAction,
  leaveOrderAction,
  terminateAction,
  forceOrderAction,
] as const

/** An app whose engine knows this order. */
function appWith(kind: OrderScene): FakeApp {
  const app = createFakeApp()
  app.client.orders.set('order-7', order(kind))
  return app
}

describe('what a phase allows', () => {
  it.each<[OrderScene, string[]]>([
    ['stopping', ['pause', 'leave-order']],
    ['paused', ['resume-order', 'leave-order']],
    ['asking', ['pause', 'leave-order', 'terminate', 'force-order']],
    ['force', ['pause', 'leave-order', 'force-order']],
    ['done', []],
    ['left', []],
  ])('%s allows %j', (kind, ids) => {
    const can = all.filter((action) => action.refuse(order(kind)) === null)
    expect(can.map((action) => action.id)).toEqual(ids)
  })
  it('gives a key to what sends nothing, and to nothing else', () => {
    expect(all.map((action) => action.key)).toEqual(['H', undefined, 'L', undefined, undefined])
  })
})

describe('deciding', () => {
  it.each([
    [pauseAction, 'stopping', 'pause'],
    [resumeOrderAction, 'paused', 'resume'],
    [leaveOrderAction, 'asking', 'leave'],
    [terminateAction, 'asking', 'terminate'],
  ] as const)('%o of one that is %s', (action, kind, decision) => {
    const app = appWith(kind)
    doAction(action, app, order(kind))
    expect(app.client.asked).toEqual([
      { name: 'order.decide', input: { order: 'order-7', turn: 3, decision: { kind: decision } } },
    ])
  })
  it('shows what came of it', async () => {
    const app = appWith('stopping')
    await decideOrder(app, order('stopping'), { kind: 'pause' })
    expect(app.store.getState().orders.get('order-7')?.phase.kind).toBe('paused')
  })
  it('tells why it came too late, and reads the order again', async () => {
    const app = appWith('asking')
    await decideOrder(app, { ...order('asking'), turn: 2 }, { kind: 'terminate' })
    expect(app.store.getState().notices).toMatchObject([{ tone: 'amber' }])
    expect(app.client.asked.map((one) => one.name)).toEqual(['order.decide', 'order.get'])
    expect(app.store.getState().orders.get('order-7')?.turn).toBe(3)
  })
  it('opens the dialog of force and sends nothing', () => {
    const app = appWith('asking')
    doAction(forceOrderAction, app, order('asking'))
    expect(app.store.getState().forceOrder).toBe('order-7')
    expect(app.client.asked).toEqual([])
  })
})

describe('beginning', () => {
  const of = { kind: 'chosen', targets: ['kamailio', 'asterisk'] } as const
  const choice = { ...of, targets: [...of.targets] }
  it('goes to the order that was begun', async () => {
    const app = createFakeApp()
    await beginOrder(app, choice)
    expect(app.client.asked).toEqual([{ name: 'order.begin', input: { of: choice, person: true } }])
    expect(app.went).toEqual([{ view: 'order-run', id: 'order-new' }])
    expect(app.store.getState().orders.has('order-new')).toBe(true)
  })
  it('stays where it is when it is refused, and says why', async () => {
    const app = createFakeApp()
    app.client.failNext('order.begin', { code: 'busy', message: 'alice stops it.', next: 'Wait.' })
    await beginOrder(app, choice)
    expect(app.went).toEqual([])
    expect(app.store.getState().notices).toMatchObject([{ text: 'alice stops it.' }])
  })
})
