import { describe, expect, it } from 'vitest'
import type { TrayAction } from '../../electron/desktop/tray-item.ts'
import { trayMenu } from '../../electron/desktop/tray-menu.ts'
import { ms } from '../fakes/run.ts'
import { makeUnit } from '../fakes/unit.ts'
import {
  rowIn,
  snapshotOf,
  stateNames,
  systemdKills,
  viewIn,
  type PhaseName,
  type StateName,
} from './fake-snapshot.ts'
import { actionsOf, printMenu } from './menu-lines.ts'

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
    ['found', {}, 'show leave'],
    ['found', { here: false }, 'show leave'],
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
    expect(printMenu(trayMenu(snapshotOf({ runs, settings }))).join()).not.toContain('Force')
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
