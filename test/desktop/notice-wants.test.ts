import { describe, expect, it } from 'vitest'
import type { NoticeChange } from '../../electron/desktop/notice.ts'
import {
  closeCeilingNotice,
  closeLookedAt,
  decideCeilingNotice,
  decideNotices,
  type Beholder,
} from '../../electron/desktop/notices.ts'
import type { Snapshot } from '../../electron/desktop/snapshot.ts'
import type { PushedEvent, RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import {
  endedAs,
  movedTo,
  outcomeNames,
  phaseNames,
  snapshotOf,
  systemdKills,
  viewIn,
} from './fake-snapshot.ts'
import {
  before,
  change,
  closed,
  moves,
  nobody,
  noon,
  shown,
  waiting,
  withNotify,
} from './notice-desk.ts'

describe('an order', () => {
  const order = makeOrder([service('web'), service('db')])
  const was = snapshotOf({ orders: [order] })
  const step = (phase: Order['phase'], from = was): readonly NoticeChange[] =>
    decideNotices(
      change(from, { name: 'order', payload: { ...order, revision: 1, phase } }),
      nobody,
    )
  const asking = {
    ...{ kind: 'asking', remaining: ['web'], blocked: ['db'], next: 'terminate', since: ms(1) },
  } as Order['phase']

  it('that is over is one notification', () => {
    expect(shown(step({ kind: 'ended', how: 'done', at: ms(1) }))).toMatchObject([
      { key: 'order:order-1', title: '0 of 2 services are down', urgency: 'normal' },
    ])
    expect(shown(step({ kind: 'ended', how: 'left', at: ms(1) }))).toEqual([])
  })

  it('that asks is told where no run of it asks by itself', () => {
    expect(shown(step(asking))).toMatchObject([
      { title: '1 service has not stopped', urgency: 'critical' },
    ])
    const hanging = snapshotOf({ orders: [order], runs: [viewIn('asking')] })
    expect(shown(step(asking, hanging))).toEqual([])
  })

  it('that merely goes on is no news', () => {
    expect(step({ kind: 'stopping' })).toEqual([])
    expect(step(asking, snapshotOf())).toEqual([])
  })
})

describe('what is noticed of services that nobody stops', () => {
  const alertOf = (kind: ServiceAlert['kind']): PushedEvent => ({
    name: 'alert',
    payload: { id: 1, target: 'web', title: 'web', kind, sentence: 'Port 80 is silent.', at: noon },
  })
  it.each([
    ['not-answering', 'web: not answering', 'critical'],
    ['answering-again', 'web: answers again', 'low'],
    ['over-run-time', 'web: over its run time', 'normal'],
    ['ended', 'web: ended', 'critical'],
    ['restarted', 'web: started again', 'normal'],
    ['gave-up', 'web: not started again', 'critical'],
  ] as const)('%s: %s, %s', (kind, title, urgency) => {
    expect(shown(decideNotices(change(before, alertOf(kind)), nobody))).toMatchObject([
      { key: 'alert:web', title, urgency, body: `Port 80 is silent. (${clock(noon)})` },
    ])
  })
})

describe('somebody else forces in ten seconds', () => {
  const near = viewIn('waiting', { ceilings: [systemdKills(ms(86_000))] })

  it('is told with who and when, and with what helps', () => {
    expect(shown(decideCeilingNotice(before, near, nobody))).toMatchObject([
      {
        key: 'ceiling:run-cron',
        title: 'cron will be killed soon',
        urgency: 'critical',
        actions: [{ label: 'Show why' }, { label: 'Hold' }, { label: 'Extend 2\u00a0min' }],
      },
    ])
  })

  it('is not told of another Quiesce’s run, nor where nobody wants to know', () => {
    expect(
      decideCeilingNotice(before, { ...near, owner: { ...near.owner, here: false } }, nobody),
    ).toEqual([])
    expect(decideCeilingNotice(withNotify({ ceiling: false }), near, nobody)).toEqual([])
  })

  it('is closed by its own key', () => {
    expect(closeCeilingNotice('run-cron')).toEqual({ kind: 'close', key: 'ceiling:run-cron' })
  })
})

describe('who wants to know', () => {
  const quiet = { from: '11:00', to: '13:00', urgent: true }
  const asks = movedTo('asking', waiting)
  const told = (was: Snapshot, view: RunView, beholder = nobody): boolean =>
    shown(moves(was, view, beholder)).length > 0

  it.each([
    ['hung', { hung: false }, asks],
    ['ended', { ended: false }, endedAs('killed')],
    ['came back', { back: false }, endedAs('came-back')],
  ])('nobody told of %s where it is switched off', (_what, notify, view) => {
    expect(told(before, view)).toBe(true)
    expect(told(withNotify(notify), view)).toBe(false)
  })

  it('coming back is not switched off with ending', () => {
    expect(told(withNotify({ ended: false }), endedAs('came-back'))).toBe(true)
  })

  it('nobody told of watched services where that is switched off', () => {
    const payload = {
      id: 1,
      target: 'web',
      title: 'web',
      kind: 'ended',
      sentence: '',
      at: 0,
    } as const
    const event: PushedEvent = { name: 'alert', payload }
    expect(decideNotices(change(withNotify({ watch: false }), event), nobody)).toEqual([])
  })

  it('in quiet hours only what is urgent, or nothing at all', () => {
    expect(told(withNotify({ quiet }), endedAs('killed'))).toBe(false)
    expect(told(withNotify({ quiet }), asks)).toBe(true)
    expect(told(withNotify({ quiet: { ...quiet, urgent: false } }), asks)).toBe(false)
  })

  it('nobody is told what stands before their eyes', () => {
    const at = (id: string): Beholder => ({ ...nobody, lookedAt: { view: 'run', id } })
    expect(told(before, asks, at('run-cron'))).toBe(false)
    expect(told(before, asks, at('run-other'))).toBe(true)
    expect(shown(decideCeilingNotice(before, waiting, at('run-cron')))).toEqual([])
  })

  it('what is looked at is taken off the screen', () => {
    expect(closed(closeLookedAt({ view: 'run', id: 'a' }))).toEqual(['run:a', 'ceiling:a'])
    expect(closed(closeLookedAt({ view: 'service', target: 'web' }))).toEqual(['alert:web'])
    expect(closed(closeLookedAt({ view: 'order', id: 'o' }))).toEqual(['order:o'])
    expect(closeLookedAt({ view: 'settings' })).toEqual([])
    expect(closeLookedAt({ view: 'order', id: null })).toEqual([])
    expect(closeLookedAt(null)).toEqual([])
  })

  it('no notification ever offers force', () => {
    const all = [
      ...phaseNames.flatMap((phase) => shown(moves(before, movedTo(phase, waiting)))),
      ...outcomeNames.flatMap((outcome) => shown(moves(before, endedAs(outcome)))),
      ...phaseNames.flatMap((phase) => shown(decideCeilingNotice(before, viewIn(phase), nobody))),
    ]
    expect(all.length).toBeGreaterThan(15)
    expect(JSON.stringify(all.map(({ actions }) => actions))).not.toMatch(/force|kill/i)
  })
})
