import { describe, expect, it } from 'vitest'
import type { Change } from '../../electron/desktop/follower.ts'
import type { Notice, NoticeChange } from '../../electron/desktop/notice.ts'
import {
  closeCeilingNotice,
  closeLookedAt,
  decideCeilingNotice,
  decideNotices,
  type Beholder,
} from '../../electron/desktop/notices.ts'
import { takeEvent, type Snapshot } from '../../electron/desktop/snapshot.ts'
import type { PushedEvent, RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import { makeUnit } from '../fakes/unit.ts'
import {
  endedAs,
  movedTo,
  outcomeNames,
  phaseNames,
  snapshotOf,
  systemdKills,
  viewIn,
  type OutcomeName,
} from './fake-snapshot.ts'

/** Noon on this machine's clock. */
const noon = new Date(2026, 2, 1, 12).getTime()
const nobody: Beholder = { lookedAt: null, wall: noon }
const waiting = viewIn('waiting')
const before = snapshotOf({ runs: [waiting] })

const change = (was: Snapshot, event: PushedEvent): Change => ({
  before: was,
  now: takeEvent(was, event),
  event,
})
const moves = (was: Snapshot, payload: RunView, beholder = nobody): readonly NoticeChange[] =>
  decideNotices(change(was, { name: 'run', payload }), beholder)
const shown = (changes: readonly NoticeChange[]): Notice[] =>
  changes.flatMap((one) => (one.kind === 'show' ? [one.notice] : []))
const closed = (changes: readonly NoticeChange[]): string[] =>
  changes.flatMap((one) => (one.kind === 'close' ? [one.key] : []))
const withNotify = (notify: Partial<Settings['notify']>, was = before): Snapshot => ({
  ...was,
  settings: { ...was.settings, notify: { ...fillSettings().notify, ...notify } },
})

describe('a run that asks', () => {
  const asks = movedTo('asking', waiting, { ceilings: [systemdKills(ms(86_000))] })

  it('is told urgently, with what is so and who else forces when', () => {
    expect(shown(moves(before, asks))).toMatchObject([
      {
        key: 'run:run-cron',
        title: 'cron has not stopped',
        body: `Since ${clock(ms(30_000).wall)}. 3 processes are still here: daemon-100 (100), daemon-101 (101), daemon-102 (102). systemd sends SIGKILL at ${clock(ms(86_000).wall)}.`,
        urgency: 'critical',
        place: { view: 'run', id: 'run-cron' },
      },
    ])
  })

  it('offers to show why, to hold, to extend; never force', () => {
    const unit = makeUnit()
    const [notice] = shown(moves(before, movedTo('asking', waiting, { ...asks.run, unit })))
    const [why, ...decisions] = notice?.actions ?? []
    expect(why).toEqual({
      label: 'Show why',
      action: { kind: 'open', place: { view: 'run', id: 'run-cron' } },
    })
    expect(decisions.map(({ label }) => label)).toEqual(['Hold', 'Extend 2\u00a0min'])
  })

  it('is told once for each question', () => {
    const was = snapshotOf({ runs: [asks] })
    const same = { ...asks, run: { ...asks.run, revision: asks.run.revision + 1 } }
    expect(moves(was, same)).toEqual([])
    const other = movedTo('asking', asks, {
      phase: { kind: 'asking', step: 2, why: 'appeared', since: ms(1) },
    })
    expect(shown(moves(was, other))).toHaveLength(1)
  })

  it('is closed when it asks no more', () => {
    const was = snapshotOf({ runs: [asks] })
    expect(closed(moves(was, movedTo('waiting', asks)))).toEqual(['run:run-cron'])
    expect(moves(before, movedTo('held', waiting))).toEqual([])
  })

  it('of another Quiesce is that one’s business', () => {
    const theirs = viewIn('waiting', { here: false })
    expect(moves(snapshotOf({ runs: [theirs] }), movedTo('asking', theirs))).toEqual([])
  })

  it.each(phaseNames.filter((name) => name !== 'asking' && name !== 'found'))(
    '%s is no news',
    (phase) => {
      expect(moves(before, movedTo(phase, waiting))).toEqual([])
    },
  )

  it('an older view of it is nothing', () => {
    expect(
      moves(
        snapshotOf({ runs: [asks] }),
        endedAs('failed', { ...waiting, run: { ...waiting.run, revision: -5 } }),
      ),
    ).toEqual([])
  })
})

describe('a run that ended', () => {
  const expected: Record<OutcomeName, Notice['urgency'] | null> = {
    stopped: 'low',
    'already-stopped': 'low',
    killed: 'normal',
    survived: 'critical',
    'came-back': 'critical',
    failed: 'critical',
    hung: 'critical',
    abandoned: null,
    interrupted: null,
    refused: null,
  }
  it.each(outcomeNames)('%s', (outcome) => {
    const [notice] = shown(moves(before, endedAs(outcome)))
    expect(notice?.urgency ?? null).toBe(expected[outcome])
  })

  it('says how in one sentence, and leads to it', () => {
    expect(shown(moves(before, endedAs('came-back')))).toMatchObject([
      {
        key: 'run:run-cron',
        title: 'cron: came back',
        body: 'cron came back after 4\u00a0s: same pid file.',
        actions: [{ label: 'Show', action: { kind: 'open' } }],
      },
    ])
  })

  it('takes its question and its warning off the screen', () => {
    const left = moves(
      snapshotOf({ runs: [movedTo('asking', waiting)] }),
      endedAs('abandoned', movedTo('asking', waiting)),
    )
    expect(closed(left)).toEqual(['ceiling:run-cron', 'run:run-cron'])
  })

  it('before we came is no news', () => {
    expect(moves(snapshotOf(), endedAs('failed'))).toEqual([])
  })

  it('well, within an order, is told by the order', () => {
    const order: Order = {
      ...makeOrder([service('cron')]),
      states: [{ kind: 'stopping', runId: 'run-cron' }],
    }
    const was = snapshotOf({ runs: [waiting], orders: [order] })
    expect(shown(moves(was, endedAs('stopped')))).toEqual([])
    expect(shown(moves(was, endedAs('survived')))).toHaveLength(1)
  })
})

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
