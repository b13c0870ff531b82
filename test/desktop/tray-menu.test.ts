import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../electron/desktop/snapshot.ts'
import type { TrayAction, TrayItem } from '../../electron/desktop/tray-item.ts'
import { hasOwnWork, trayMenu } from '../../electron/desktop/tray-menu.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { ms } from '../fakes/run.ts'
import { makeUnit } from '../fakes/unit.ts'
import {
  phaseNames,
  rowIn,
  snapshotOf,
  stateNames,
  systemdKills,
  viewIn,
  type PhaseName,
  type StateName,
} from './fake-snapshot.ts'

/** The menu as one reads it: `--` a rule, `>` what unfolds, `(…)` what cannot be chosen. */
function print(items: readonly TrayItem[], indent = ''): string[] {
  return items.flatMap((one) => {
    if (one.kind === 'separator') return [`${indent}--`]
    if (one.kind === 'text') return [`${indent}(${one.label})`]
    if (one.kind === 'submenu')
      return [`${indent}${one.label} >`, ...print(one.items, `${indent}  `)]
    return [`${indent}${one.enabled ? one.label : `(${one.label})`}`]
  })
}

const actionsOf = (items: readonly TrayItem[]): { label: string; action: TrayAction }[] =>
  items.flatMap((one) => {
    if (one.kind === 'submenu') return actionsOf(one.items)
    return one.kind === 'action' && one.enabled ? [{ label: one.label, action: one.action }] : []
  })

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
    expect(print(trayMenu(snapshotOf()))).toEqual([
      '(sip-edge-03: nothing under way)',
      ...always,
      'Quit',
    ])
  })

  it('with a run: the moment of its next step, and nothing that kills', () => {
    const runs = [viewIn('waiting', { title: 'mariadb.service' })]
    expect(print(trayMenu(snapshotOf({ runs })))).toEqual([
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
    expect(print(trayMenu(snapshotOf({ settings: favourites, rows }))).slice(2, 14)).toEqual([
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
    expect(print(trayMenu(snapshotOf({ updated: true })))).toContain(
      'Restart to finish the update…',
    )
    expect(print(trayMenu(snapshotOf())).join()).not.toContain('update')
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
    const text = print(trayMenu(snapshotOf({ runs: [viewIn('held', { title })] }))).join('\n')
    expect(text).toContain('rtpengine-recordi…-central-1.service is held')
  })
})

describe('what a run offers', () => {
  const unit = makeUnit()
  const ceilings = [systemdKills(ms(90_000))]
  const fixed = [systemdKills(ms(90_000), { fixed: 'it needs root' })]
  const cases: [PhaseName, Parameters<typeof viewIn>[1], string][] = [
    ['planned', {}, 'show'],
    ['stopping', {}, 'show hold extend leave force'],
    ['waiting', {}, 'show hold extend leave force'],
    ['endless', {}, 'show hold leave force'],
    ['endless', { unit, ceilings }, 'show hold extend leave force'],
    ['held', {}, 'show release extend leave force'],
    ['heldEndless', {}, 'show release leave force'],
    ['asking', {}, 'why extend leave force'],
    ['asking', { unit, ceilings }, 'why hold extend leave force'],
    ['asking', { unit, ceilings: fixed }, 'why extend leave force'],
    ['asking', { unit: { ...unit, movedTo: 'never' }, ceilings }, 'why extend leave force'],
    ['asking', { members: [] }, 'why extend leave'],
    ['found', {}, 'show'],
    ['forcing', {}, 'show'],
    ['verifying', {}, 'show'],
    ['waiting', { here: false }, 'show'],
    ['asking', { here: false }, 'why'],
  ]
  it.each(cases)('%s %j: %s', (phase, more, expected) => {
    const [item] = trayMenu(snapshotOf({ runs: [viewIn(phase, more)] })).slice(2)
    const words = actionsOf(item?.kind === 'submenu' ? item.items : []).map(wordOf)
    expect(words.join(' ')).toBe(expected)
  })

  it('no Force… where the machine’s limits rule it out', () => {
    const settings = { limits: { never: [], force: 'never' } } as const
    const runs = [viewIn('asking')]
    expect(print(trayMenu(snapshotOf({ runs, settings }))).join()).not.toContain('Force')
  })

  function wordOf({ label, action }: { label: string; action: TrayAction }): string {
    if (action.kind === 'decide') return action.decision.kind
    if (action.kind !== 'open' || action.place.view !== 'run') return '?'
    if (action.place.force === true) return 'force'
    return label === 'Show the run' ? 'show' : 'why'
  }

  it('a decision names the run and the turn that the menu told of', () => {
    const runs = [viewIn('waiting', { turn: 7 })]
    const decisions = actionsOf(trayMenu(snapshotOf({ runs }))).flatMap(({ action }) =>
      action.kind === 'decide' ? [action] : [],
    )
    expect(decisions).toHaveLength(3)
    for (const { run, turn } of decisions) expect([run, turn]).toEqual(['run-cron', 7])
  })
})

describe('what a favourite offers', () => {
  const cases: [StateName, string][] = [
    ['running', 'stop restart'],
    ['stopping', ''],
    ['asking', ''],
    ['stopped', 'start'],
    ['starting', 'stop restart'],
    ['deactivating', 'stop restart'],
    ['failed', 'start'],
    ['exited', 'stop restart'],
    ['frozen', 'stop restart'],
    ['dead-pid-file', 'start'],
    ['dead-lock-file', 'start'],
    ['unknown', 'stop restart'],
  ]
  const offers = (more: Partial<ReturnType<typeof rowIn>>, state: StateName): string => {
    const rows = [rowIn(state, more)]
    const menu = trayMenu(snapshotOf({ settings: { favourites: ['cron'] }, rows }))
    return actionsOf(menu)
      .flatMap(({ action }) => ('target' in action ? [action.kind] : []))
      .join(' ')
  }
  it.each(cases)('%s: %s', (state, expected) => {
    expect(offers({}, state)).toBe(expected)
  })

  it('a failed one with processes left can be stopped, and not started', () => {
    expect(offers({ memberCount: 2 }, 'failed')).toBe('stop restart')
  })

  it.each(stateNames)('%s, without a start command: nothing that starts it', (state) => {
    expect(offers({ canStart: false }, state)).not.toMatch(/start/)
  })
})

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
    const foreign = snapshots.flatMap(({ runs }, index) =>
      actionsOf(menus[index] ?? []).filter(
        ({ action }) => action.kind === 'decide' && runs.get(action.run)?.owner.here !== true,
      ),
    )
    expect(foreign).toEqual([])
  })

  it('it begins with the host, ends with Quit, and has no rule without anything behind it', () => {
    const printed = menus.map((menu) => print(menu).join('\n'))
    const odd = printed.filter(
      (text) => !/^\(sip-edge-03: [^]*\nQuit…?$/.test(text) || /--\n *--|> *\n--/.test(text),
    )
    expect(odd).toEqual([])
  })

  it('no line ticks: it tells moments, not what is left of a wait', () => {
    const ticking = /\d\s?s\b|\d left\b/
    expect(menus.flatMap((menu) => print(menu)).filter((line) => ticking.test(line))).toEqual([])
  })
})
