import { describe, expect, it } from 'vitest'
import { hasOwnWork, trayMenu } from '../../electron/desktop/tray-menu.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import { rowIn, snapshotOf, viewIn } from './fake-snapshot.ts'
import { actionsOf, printMenu } from './menu-lines.ts'

const always = [
  '--',
  'Stop all in order…',
  'Practice…',
  '--',
  'Open Quiesce',
  'Settings…',
  '--',
] as const
const favourites = { favourites: ['cron', 'gone'] }
const at = ms(30_000).wall

describe('the menu', () => {
  it('on a quiet machine', () => {
    expect(printMenu(trayMenu(snapshotOf()))).toEqual([
      '(sip-edge-03: nothing under way)',
      ...always,
      'Quit',
    ])
  })

  it('with a run: the moment of its next step, and nothing that kills', () => {
    const runs = [viewIn('waiting', { title: 'mariadb.service' })]
    expect(printMenu(trayMenu(snapshotOf({ runs })))).toEqual([
      '(sip-edge-03: 1 stopping)',
      '--',
      `mariadb.service is stopping until ${clock(at)}, then it asks you >`,
      '  Show the run',
      '  --',
      '  Hold',
      '  Extend by 2\u00a0min',
      '  Leave it running',
      '  --',
      '  Force…',
      ...always,
      'Quit…',
    ])
  })

  it('with favourites, each with its state, one of them in no list any more', () => {
    const rows = [rowIn('running')]
    expect(printMenu(trayMenu(snapshotOf({ settings: favourites, rows }))).slice(2, 14)).toEqual([
      '(Favourites)',
      'cron, running >',
      '  Show it',
      '  --',
      '  Stop…',
      '  Restart…',
      '  (Start)',
      'gone, not found >',
      '  Show it',
      '  --',
      '  (Stop…)',
      '  (Restart…)',
    ])
  })

  it('with what went wrong first, and where one sees it', () => {
    const place = { view: 'run', id: 'r1' } as const
    const trouble = {
      key: 'run:r1',
      target: 'cron',
      title: 'cron',
      word: 'Survived SIGKILL',
      place,
    }
    const [first] = actionsOf(trayMenu(snapshotOf({ troubles: [trouble] })))
    expect(first).toEqual({ label: 'cron: survived SIGKILL', action: { kind: 'open', place } })
  })

  it('with an order, which leads to its view', () => {
    const orders = [makeOrder([service('web'), service('db')])]
    const [first] = actionsOf(trayMenu(snapshotOf({ orders })))
    const place = { view: 'order', id: 'order-1' }
    expect(first).toEqual({ label: 'Stopping 2 services', action: { kind: 'open', place } })
  })

  it('offers the restart only after our files were replaced', () => {
    expect(printMenu(trayMenu(snapshotOf({ updated: true })))).toContain(
      'Restart to finish the update…',
    )
    expect(printMenu(trayMenu(snapshotOf())).join()).not.toContain('update')
  })

  it('says "Quit…" only where quitting asks', () => {
    expect(hasOwnWork(snapshotOf({ runs: [viewIn('waiting', { here: false })] }))).toBe(false)
    expect(hasOwnWork(snapshotOf({ runs: [viewIn('waiting')] }))).toBe(true)
    expect(hasOwnWork(snapshotOf({ orders: [makeOrder([service('web')])] }))).toBe(true)
  })

  it('lists no more than fits on a screen', () => {
    const runs = Array.from({ length: 40 }, (_, index) =>
      viewIn('held', { title: `daemon-${index}` }),
    )
    expect(trayMenu(snapshotOf({ runs })).filter(({ kind }) => kind === 'submenu')).toHaveLength(12)
  })

  it('loses the middle of a long name, never its end', () => {
    const title = 'rtpengine-recording-of-the-whole-of-central-1.service'
    const text = printMenu(trayMenu(snapshotOf({ runs: [viewIn('held', { title })] }))).join('\n')
    expect(text).toContain('rtpengine-recordi…-central-1.service is held')
  })
})
