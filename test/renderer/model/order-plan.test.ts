import { describe, expect, it } from 'vitest'
import {
  askedWords,
  choiceWords,
  choosable,
  warningsOfEntry,
  wavesOf,
  weighOrder,
} from '../../../renderer/model/order-plan.ts'
import type { OrderEntry, OrderPlan } from '../../../shared/order.ts'
import type { ServiceState } from '../../../shared/service.ts'
import { sceneOrderPlan } from '../../fakes/scene-orders.ts'
import { sceneRow } from '../../fakes/scene-rows.ts'
import { scenes } from '../../fakes/scenes.ts'

const planOf = (of: OrderPlan['of']): OrderPlan => {
  const plan = sceneOrderPlan(scenes.known(0), of)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}
const voice = planOf({ kind: 'group', name: 'voice' })
const withWarning = (severity: 'stop' | 'note'): OrderPlan => ({
  ...voice,
  entries: voice.entries.map((entry): OrderEntry => ({
    ...entry,
    plan: { ...entry.plan, warnings: [{ severity, sentence: 'Read this.' }] },
  })),
})

describe('the waves of an order', () => {
  it('come in their order, each with its services', () => {
    const waves = wavesOf(voice).map(({ wave, entries }) => [wave, entries.map((e) => e.target)])
    expect(waves).toEqual([
      [0, ['kamailio']],
      [1, ['asterisk']],
      [2, ['redis-server']],
    ])
  })
  it('are in order whatever the entries are', () => {
    const entries = [...voice.entries].reverse()
    expect(wavesOf({ entries }).map(({ wave }) => wave)).toEqual([0, 1, 2])
  })
  it('are none of nothing', () => {
    expect(wavesOf({ entries: [] })).toEqual([])
  })
})

describe('one service of an order', () => {
  const [first] = voice.entries
  if (first === undefined) throw new Error('the scene has lost its group')
  it('says what it is asked and how long that may take', () => {
    expect(askedWords(first)).toEqual({
      asks: 'SIGTERM to the main process',
      waits: '30\u00a0s at most',
    })
  })
  it('says only the first clause: the rest is in its own plan', () => {
    const steps = first.plan.steps.map((step) => ({ ...step, sentence: 'sends A to b, and c' }))
    expect(askedWords({ ...first, plan: { ...first.plan, steps } }).asks).toBe('sends A to b')
  })
  it.each([
    ['2.5', '2.5\u00a0s at most'],
    ['90', '1:30 at most'],
    ['wait', 'waits without an end'],
  ])('of the wait %s says %s', (item, waits) => {
    const steps = first.plan.steps.map((step) =>
      step.index === 1 ? { ...step, item, sentence: 'waits without an end' } : step,
    )
    expect(askedWords({ ...first, plan: { ...first.plan, steps } }).waits).toBe(waits)
  })
  it('says nothing where its plan has no step', () => {
    const empty = { ...first, plan: { ...first.plan, steps: [] } }
    expect(askedWords(empty)).toEqual({ asks: '', waits: '' })
  })
  it('tells what should stop a person before the rest', () => {
    const plan = {
      ...first.plan,
      warnings: [
        { severity: 'note', sentence: 'a note' },
        { severity: 'stop', sentence: 'stop here' },
      ] as const,
    }
    expect(warningsOfEntry({ ...first, plan }).map((one) => one.sentence)).toEqual([
      'stop here',
      'a note',
    ])
  })
})

describe('what Enter may start', () => {
  it.each([
    ['a group without warnings', withWarning('note'), 'light'],
    ['a group with something to read first', withWarning('stop'), 'heavy'],
    ['everything', planOf({ kind: 'all' }), 'heavy'],
  ])('%s', (_name, plan, weight) => {
    expect(weighOrder(plan)).toBe(weight)
  })
})

describe('which services can be chosen', () => {
  const row = (title: string, state: ServiceState, more = {}) =>
    sceneRow(title, 0, { more: { state, ...more } })
  it('are those that run and may be stopped, the configured ones first', () => {
    const rows = [
      row('found', { kind: 'running' }, { origin: 'discovered' }),
      row('named', { kind: 'running' }),
      row('dead', { kind: 'stopped' }),
      row('asking', { kind: 'asking', runId: 'r', since: 0 }),
      row('unread', { kind: 'unknown', why: 'denied' }),
      row(
        'guarded',
        { kind: 'running' },
        { refusal: { code: 'protected', message: '', next: '' } },
      ),
    ]
    expect(choosable(rows).map((one) => one.title)).toEqual(['named', 'unread', 'found'])
  })
})

it.each<[OrderPlan['of'], string]>([
  [{ kind: 'all' }, 'all services that may be stopped'],
  [{ kind: 'group', name: 'voice' }, 'the group voice'],
  [{ kind: 'chosen', targets: ['a'] }, 'the service that you chose'],
  [{ kind: 'chosen', targets: ['a', 'b'] }, 'the services that you chose'],
])('calls %j %s', (of, words) => {
  expect(choiceWords(of)).toBe(words)
})
