import { describe, expect, it } from 'vitest'
import {
  doomedOf,
  downCount,
  isLiveOrder,
  orderOfRun,
  orderRows,
  runIdOf,
  runsOfOrders,
  titlesOf,
} from '../../../renderer/model/order-progress.ts'
import type { Order } from '../../../shared/order.ts'
import { makeOrder, type OrderScene } from '../../fakes/scene-orders.ts'
import { scenes } from '../../fakes/scenes.ts'

const make = (kind: OrderScene, more: Partial<Order> = {}) => makeOrder(scenes.known(0), kind, more)
const order = (kind: OrderScene, more: Partial<Order> = {}): Order => make(kind, more).order
const rowOf = (one: Order, target: string) =>
  orderRows(one).find(({ entry }) => entry.target === target)

describe('passing over one that hangs', () => {
  it('is offered where others wait for it', () => {
    expect(rowOf(order('asking'), 'kamailio')?.canPass).toBe(true)
  })
  it('is not offered for one that nobody waits for', () => {
    const asking = order('asking')
    const alone = {
      ...asking,
      states: asking.states.map((s) => (s.kind === 'waiting' ? { kind: 'left' as const } : s)),
    }
    expect(rowOf(alone, 'kamailio')?.canPass).toBe(false)
  })
  it.each(['stopping', 'paused', 'done', 'left'] as const)('is not offered while %s', (kind) => {
    expect(orderRows(order(kind)).filter((row) => row.canPass)).toEqual([])
  })
  it('is said, and not offered twice', () => {
    expect(rowOf(order('asking', { passed: ['kamailio'] }), 'kamailio')).toMatchObject({
      canPass: false,
      passed: true,
    })
  })
})

describe('how far an order is', () => {
  it('counts those that are down', () => {
    expect(downCount(order('stopping'))).toBe(3)
    expect(downCount(order('done'))).toBe(order('done').states.length)
  })
  it('is live until it has ended', () => {
    expect(isLiveOrder(order('paused'))).toBe(true)
    expect(isLiveOrder(order('left'))).toBe(false)
  })
  it('has the runs of its services while it is live', () => {
    expect(runsOfOrders([order('asking')]).has('run-kamailio')).toBe(true)
    expect(runsOfOrders([order('done')]).size).toBe(0)
  })
  it('is found by any run of it, over or not', () => {
    const orders = [order('done', { id: 'a' }), order('left', { id: 'b', states: [] })]
    expect(orderOfRun(orders, 'run-kamailio')?.id).toBe('a')
    expect(orderOfRun(orders, 'run-stranger')).toBeNull()
  })
  it('has no run of who waits or was refused', () => {
    const error = { code: 'busy', message: '', next: '' } as const
    expect(runIdOf({ kind: 'waiting', for: [] })).toBeNull()
    expect(runIdOf({ kind: 'refused', error })).toBeNull()
    expect(runIdOf({ kind: 'stopping', runId: 'r1' })).toBe('r1')
  })
})

describe('what force would kill', () => {
  const { order: asking, runs } = make('asking')
  it('is who is left of those that hang, and nobody else', () => {
    const doomed = doomedOf(asking, new Map(runs.map((view) => [view.run.id, view])))
    expect(doomed.map(({ title, members }) => [title, members.length])).toEqual([['kamailio', 4]])
  })
  it('is not known without the run', () => {
    expect(doomedOf(asking, new Map())).toMatchObject([{ title: 'kamailio', view: null }])
  })
})

it('names services by title, and a stranger by its target', () => {
  expect(titlesOf(order('asking'), ['kamailio', 'stranger'])).toBe('kamailio, stranger')
})
