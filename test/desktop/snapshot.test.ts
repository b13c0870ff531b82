import { describe, expect, it } from 'vitest'
import type { Place } from '../../electron/desktop/place.ts'
import {
  isSamePlace,
  nothingKnown,
  takeEvent,
  takeLook,
  takeReading,
  type Snapshot,
} from '../../electron/desktop/snapshot.ts'
import type { PushedEvent, RunView } from '../../shared/contract.ts'
import { fillSettings } from '../../shared/settings.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import {
  endedAs,
  movedTo,
  outcomeNames,
  rowIn,
  snapshotOf,
  viewIn,
  type OutcomeName,
} from './fake-snapshot.ts'

const run = (payload: RunView): PushedEvent => ({ name: 'run', payload })
const play = (...events: PushedEvent[]): Snapshot => events.reduce(takeEvent, nothingKnown)
const alert = (kind: ServiceAlert['kind'], target = 'web'): PushedEvent => ({
  name: 'alert',
  payload: { id: 1, target, title: target, kind, sentence: 'Port 80 is silent.', at: 0 },
})
const words = ({ troubles }: Snapshot): string[] => troubles.map(({ word }) => word)
const waiting = viewIn('waiting')

describe('runs', () => {
  it('are there while they live, and gone after', () => {
    expect(play(run(waiting)).runs.get('run-cron')).toBe(waiting)
    expect(play(run(waiting), run(endedAs('stopped'))).runs.size).toBe(0)
  })

  it('an older view does not come after a newer one', () => {
    const newer = movedTo('asking', waiting)
    expect(play(run(newer), run(waiting)).runs.get('run-cron')).toBe(newer)
    expect(
      play(
        run(newer),
        run({ ...endedAs('failed'), run: { ...endedAs('failed').run, revision: 0 } }),
      ).runs.size,
    ).toBe(1)
  })

  const trouble: Partial<Record<OutcomeName, string>> = {
    survived: 'Survived SIGKILL',
    'came-back': 'Came back',
    hung: 'Still running',
    failed: 'Failed',
  }
  it.each(outcomeNames)('ended as %s: trouble, or not', (outcome) => {
    const after = play(run(waiting), run(endedAs(outcome)))
    expect(words(after)).toEqual(outcome in trouble ? [trouble[outcome]] : [])
  })

  it('one that ended before we came is no trouble of today', () => {
    expect(words(play(run(endedAs('failed'))))).toEqual([])
  })

  it('a stop anew is an answer to what went wrong before', () => {
    const again = viewIn('waiting', { id: 'run-2' })
    const failed = [run(waiting), run(endedAs('failed'))]
    expect(words(play(...failed, run(again)))).toEqual([])
    expect(words(play(...failed, run(viewIn('waiting', { title: 'other' }))))).toEqual(['Failed'])
  })
})

describe('alerts', () => {
  it.each([
    ['not-answering', 'Not answering'],
    ['over-run-time', 'Over its run time'],
    ['ended', 'Ended'],
    ['gave-up', 'Not started again'],
  ] as const)('%s is trouble', (kind, word) => {
    const [trouble] = play(alert(kind)).troubles
    expect(trouble).toMatchObject({ word, place: { view: 'service', target: 'web' } })
  })

  it.each(['answering-again', 'restarted'] as const)(
    '%s ends the trouble of its service',
    (kind) => {
      const after = play(alert('not-answering'), alert('ended', 'db'), alert(kind))
      expect(after.troubles.map(({ target }) => target)).toEqual(['db'])
    },
  )

  it('there is one for each service, the newest', () => {
    expect(words(play(alert('not-answering'), alert('ended')))).toEqual(['Ended'])
  })

  it('no more are kept than a menu has room for', () => {
    const many = Array.from({ length: 50 }, (_, index) => alert('ended', `web-${index}`))
    const after = play(...many)
    expect(after.troubles).toHaveLength(20)
    expect(after.troubles.at(-1)?.target).toBe('web-49')
  })
})

describe('the rest', () => {
  it('orders are there until they are over', () => {
    const order = makeOrder([service('web')])
    const over = {
      ...order,
      revision: 1,
      phase: { kind: 'ended', how: 'done', at: ms(1) } as const,
    }
    expect(play({ name: 'order', payload: order }).orders.size).toBe(1)
    expect(
      play({ name: 'order', payload: order }, { name: 'order', payload: over }).orders.size,
    ).toBe(0)
    const newer = { ...order, revision: 2 }
    const late = play({ name: 'order', payload: newer }, { name: 'order', payload: over })
    expect(late.orders.get('order-1')).toBe(newer)
  })

  it('rows change and leave', () => {
    const stopped = rowIn('stopped')
    const other = rowIn('running', { target: 'web' })
    const after = takeEvent(snapshotOf({ rows: [rowIn('running'), other] }), {
      name: 'services',
      payload: { changed: [stopped], removed: ['web'], at: 0 },
    })
    expect([...after.rows.values()]).toEqual([stopped])
  })

  it('settings are known from the first that come', () => {
    const settings = { ...fillSettings(), favourites: ['cron'] }
    const payload = { settings, own: {}, file: '/x', written: [], fixed: [], problems: [] }
    const after = play({ name: 'settings', payload } as unknown as PushedEvent)
    expect([after.settingsKnown, after.settings.favourites]).toEqual([true, ['cron']])
    expect(nothingKnown.settingsKnown).toBe(false)
  })

  it('a record of the journal changes nothing', () => {
    const event = { name: 'journal', payload: {} } as unknown as PushedEvent
    expect(takeEvent(nothingKnown, event)).toBe(nothingKnown)
  })
})

describe('a reading', () => {
  const nothing = { host: null, settings: null, runs: null, orders: null, rows: null }

  it('fills what could be read, and leaves the rest as it was', () => {
    const before = snapshotOf({ runs: [waiting], rows: [rowIn('running')] })
    expect(takeReading(before, nothing)).toEqual(before)
    const after = takeReading(before, { ...nothing, host: 'edge', rows: [] })
    expect([after.host, after.rows.size, after.runs.size]).toEqual(['edge', 0, 1])
  })

  it('leaves out runs that are over, and those that a push told anew meanwhile', () => {
    const newer = movedTo('asking', waiting)
    const runs = [waiting, endedAs('failed', viewIn('held', { title: 'old' }))]
    const after = takeReading(snapshotOf({ runs: [newer] }), { ...nothing, runs })
    expect([...after.runs.values()]).toEqual([newer])
    expect(after.troubles).toEqual([])
  })
})

describe('a look', () => {
  const place = (id: string): Place => ({ view: 'run', id })
  it('takes the trouble away that stands there, and no other', () => {
    const before = play(run(waiting), run(endedAs('failed')), alert('ended'))
    expect(takeLook(before, place('run-cron')).troubles.map(({ target }) => target)).toEqual([
      'web',
    ])
    expect(takeLook(before, { view: 'service', target: 'web' }).troubles).toHaveLength(1)
    expect(takeLook(before, place('other'))).toBe(before)
    expect(takeLook(before, null)).toBe(before)
  })

  it.each<[Place | null, Place, boolean]>([
    [place('a'), place('a'), true],
    [place('a'), place('b'), false],
    [place('a'), { view: 'run', id: 'a', force: true }, true],
    [{ view: 'service', target: 'a' }, { view: 'service', target: 'a', plan: 'stop' }, true],
    [{ view: 'service', target: 'a' }, place('a'), false],
    [{ view: 'order', id: 'a' }, { view: 'order', id: 'a' }, true],
    [{ view: 'order', id: 'a' }, { view: 'order', id: null }, false],
    [{ view: 'settings' }, { view: 'settings' }, true],
    [null, place('a'), false],
  ])('at %j one sees %j: %s', (at, what, expected) => {
    expect(isSamePlace(at, what)).toBe(expected)
  })
})
