import { describe, expect, it } from 'vitest'
import type { Notice } from '../../electron/desktop/notice.ts'
import type { Order } from '../../shared/order.ts'
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
import { before, closed, moves, shown, waiting } from './notice-desk.ts'

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
