import { describe, expect, it } from 'vitest'
import type { Snapshot, Trouble } from '../../electron/desktop/snapshot.ts'
import { runsByNeed, tallyOf, trayState, trayTooltip } from '../../electron/desktop/tray-state.ts'
import type { TrayState } from '../../electron/desktop/tray-state.ts'
import type { Order } from '../../shared/order.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import { phaseNames, rowIn, snapshotOf, systemdKills, viewIn } from './fake-snapshot.ts'

const trouble: Trouble = {
  ...{ key: 'run:1', target: 'nginx', title: 'nginx', word: 'Came back' },
  place: { view: 'run', id: '1' },
}
const order = makeOrder([service('web')])
const phase = {
  kind: 'asking',
  remaining: ['web'],
  blocked: [],
  next: 'force',
  since: ms(0),
} as const
const askingOrder: Order = { ...order, phase }
const favourites = { favourites: ['cron'] }

describe('how everything stands', () => {
  const cases: [string, Snapshot, TrayState][] = [
    ['nothing is under way', snapshotOf(), 'at-rest'],
    ['a run goes on', snapshotOf({ runs: [viewIn('waiting')] }), 'stopping'],
    ['an order goes on', snapshotOf({ orders: [order] }), 'stopping'],
    ['a run asks', snapshotOf({ runs: [viewIn('asking')] }), 'asks'],
    ['an order asks', snapshotOf({ orders: [askingOrder] }), 'asks'],
    [
      'one asks while another goes on',
      snapshotOf({ runs: [viewIn('waiting'), viewIn('asking', { title: 'nginx' })] }),
      'asks',
    ],
    ['something went wrong', snapshotOf({ troubles: [trouble] }), 'trouble'],
    [
      'something went wrong while a run asks: the worst wins',
      snapshotOf({ troubles: [trouble], runs: [viewIn('asking')] }),
      'trouble',
    ],
    [
      'a favourite has failed',
      snapshotOf({ settings: favourites, rows: [rowIn('failed')] }),
      'trouble',
    ],
    [
      'a service that is no favourite has failed',
      snapshotOf({ rows: [rowIn('failed')] }),
      'at-rest',
    ],
    [
      'a favourite is stopped',
      snapshotOf({ settings: favourites, rows: [rowIn('stopped')] }),
      'at-rest',
    ],
  ]
  it.each(cases)('%s', (_what, snapshot, expected) => {
    expect(trayState(snapshot)).toBe(expected)
  })

  it.each(phaseNames)('a run that is %s is under way or asks', (phase) => {
    const asks = phase === 'asking' || phase === 'found'
    expect(trayState(snapshotOf({ runs: [viewIn(phase)] }))).toBe(asks ? 'asks' : 'stopping')
  })

  it('counts a failed favourite once, also while its trouble stands', () => {
    const failed = { ...trouble, target: 'cron' }
    const snapshot = snapshotOf({
      settings: favourites,
      rows: [rowIn('failed')],
      troubles: [failed],
    })
    expect(tallyOf(snapshot).failed).toBe(1)
  })

  it('counts an order by its runs', () => {
    const runs = [viewIn('waiting'), viewIn('asking', { title: 'web' })]
    const tally = tallyOf(snapshotOf({ runs, orders: [askingOrder] }))
    expect(tally).toMatchObject({ asking: 1, stopping: 1 })
  })
})

describe('the order of runs', () => {
  it('who asks comes first, then who began first', () => {
    const late = viewIn('waiting', { title: 'late', startedAt: ms(9) })
    const early = viewIn('held', { title: 'early', startedAt: ms(1) })
    const asks = viewIn('asking', { title: 'asks', startedAt: ms(99) })
    const titles = runsByNeed(snapshotOf({ runs: [late, early, asks] })).map(({ run }) => run.title)
    expect(titles).toEqual(['asks', 'early', 'late'])
  })
})

describe('the tooltip', () => {
  it('says that nothing is under way, and on which machine', () => {
    expect(trayTooltip(snapshotOf())).toBe('Quiesce, sip-edge-03: nothing under way')
  })

  it('says the same as the icon in words, with the moment at which somebody else forces', () => {
    const at = ms(86_000)
    const runs = [viewIn('asking', { title: 'kamailio.service', ceilings: [systemdKills(at)] })]
    expect(trayTooltip(snapshotOf({ runs, troubles: [trouble] }))).toBe(
      [
        'Quiesce, sip-edge-03: 1 asks you, 1 failed',
        'nginx: came back',
        `kamailio.service asks you; systemd sends SIGKILL at ${clock(at.wall)}`,
      ].join('\n'),
    )
  })

  it('counts what it has no room for', () => {
    const runs = ['a', 'b', 'c', 'd'].map((title) => viewIn('held', { title }))
    expect(trayTooltip(snapshotOf({ runs })).split('\n').at(-1)).toBe('and 2 more')
  })
})
