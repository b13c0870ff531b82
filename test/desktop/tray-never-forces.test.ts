/** Whatever the machine does: nothing in the tray can kill. */
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../electron/desktop/snapshot.ts'
import type { TrayAction } from '../../electron/desktop/tray-item.ts'
import { trayMenu } from '../../electron/desktop/tray-menu.ts'
import type { RunView } from '../../shared/contract.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import { makeUnit } from '../fakes/unit.ts'
import { phaseNames, rowIn, snapshotOf, stateNames, systemdKills, viewIn } from './fake-snapshot.ts'
import { actionsOf, printMenu } from './menu-lines.ts'

/** Numbers that look like chance and are the same each time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function anySnapshot(seed: number): Snapshot {
  const next = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const some = <T>(most: number, make: (index: number) => T): T[] =>
    Array.from({ length: Math.floor(next() * (most + 1)) }, (_, index) => make(index))
  const titles = ['cron', 'nginx.service', 'a&b', 'x'.repeat(80), 'force', '\u202egnp.exe', '']
  const runs = some(5, (index) =>
    viewIn(pick(phaseNames), {
      title: `${pick(titles)}${index}`,
      turn: Math.floor(next() * 9),
      here: next() < 0.7,
      ceilings: some(2, () => systemdKills(ms(next() * 90_000), { fixed: pick([null, 'root']) })),
      unit: pick([null, makeUnit(), { ...makeUnit(), movedTo: 'never' as const }]),
    }),
  )
  const rows = some(6, (index) =>
    rowIn(pick(stateNames), { target: `${pick(titles)}-${index}`, canStart: next() < 0.5 }),
  )
  const orders = some(1, () => makeOrder([service('web'), service('db', { needs: ['web'] })]))
  const settings = { favourites: [...rows.map(({ target }) => target), 'gone'] }
  return snapshotOf({ runs, rows, orders, settings, updated: next() < 0.5 })
}

describe('whatever the snapshot', () => {
  const snapshots = Array.from({ length: 1000 }, (_, seed) => anySnapshot(seed))
  const menus = snapshots.map(trayMenu)
  const actions = menus.flatMap(actionsOf)
  const mild: ReadonlySet<string> = new Set(['extend', 'hold', 'release', 'leave'])

  it('no item sends force or a signal, and every kind of item is among them', () => {
    const harsh = actions.filter(
      ({ action }) =>
        (action.kind === 'decide' && !mild.has(action.decision.kind)) ||
        /"(force|kill|signal|go-on)"/.test(JSON.stringify({ ...action, place: null })),
    )
    expect(harsh).toEqual([])
    expect([...new Set(actions.map(({ action }) => action.kind))].toSorted()).toEqual(
      ['decide', 'open', 'quit', 'relaunch', 'restart', 'show', 'start', 'stop'].toSorted(),
    )
  })

  it('what says Force leads to the dialog of one run, and nothing else does', () => {
    const leads = (action: TrayAction): boolean =>
      action.kind === 'open' && action.place.view === 'run' && action.place.force === true
    expect(actions.filter(({ label, action }) => leads(action) !== (label === 'Force…'))).toEqual(
      [],
    )
    expect(actions.filter(({ action }) => leads(action)).length).toBeGreaterThan(100)
  })

  it('nobody else’s run can be decided', () => {
    // One that a crash left is nobody's any more, and may be left.
    const isOurs = (view: RunView | undefined): boolean =>
      view?.owner.here === true ||
      (view?.run.phase.kind === 'asking' && view.run.phase.why === 'found')
    const foreign = snapshots.flatMap(({ runs }, index) =>
      actionsOf(menus[index] ?? []).filter(
        ({ action }) => action.kind === 'decide' && !isOurs(runs.get(action.run)),
      ),
    )
    expect(foreign).toEqual([])
  })

  it('it begins with the host, ends with Quit, and has no rule without anything behind it', () => {
    const printed = menus.map((menu) => printMenu(menu).join('\n'))
    const odd = printed.filter(
      (text) => !/^\(sip-edge-03: [^]*\nQuit…?$/.test(text) || /--\n *--|> *\n--/.test(text),
    )
    expect(odd).toEqual([])
  })

  it('no line ticks: it tells moments, not what is left of a wait', () => {
    const ticking = /\d\s?s\b|\d left\b/
    expect(menus.flatMap((menu) => printMenu(menu)).filter((line) => ticking.test(line))).toEqual(
      [],
    )
  })
})
