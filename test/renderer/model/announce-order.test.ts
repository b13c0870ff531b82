import { describe, expect, it } from 'vitest'
import { announceOrder } from '../../../renderer/model/announce-order.ts'
import { makeOrder, type OrderScene } from '../../fakes/scene-orders.ts'
import { scenes } from '../../fakes/scenes.ts'

const order = (kind: OrderScene) => makeOrder(scenes.known(0), kind).order

describe('what is said of an order', () => {
  it('is urgent where it asks, and names who hangs', () => {
    expect(announceOrder(order('stopping'), order('asking'))).toEqual({
      urgent: true,
      text: '1 service has not stopped: kamailio.',
    })
  })
  it('is urgent where it is over', () => {
    expect(announceOrder(order('stopping'), order('done'))).toEqual({
      urgent: true,
      text: '8 services are down.',
    })
  })
  it('is calm where it begins or is paused', () => {
    expect(announceOrder(null, order('stopping'))?.urgent).toBe(false)
    expect(announceOrder(order('stopping'), order('paused'))).toEqual({
      urgent: false,
      text: 'The stop of 8 services is paused.',
    })
  })
  it('counts those that are down, and only when that changes', () => {
    const before = order('stopping')
    const [first] = before.states
    expect(first?.kind).toBe('stopping')
    const states = before.states.map((state, at) =>
      at === 0 ? { kind: 'ended' as const, runId: 'r', outcome: 'stopped' as const } : state,
    )
    expect(announceOrder(before, { ...before, states })).toEqual({
      urgent: false,
      text: '4 of 8 services down.',
    })
    expect(announceOrder(before, { ...before, revision: 9 })).toBeNull()
  })
})
