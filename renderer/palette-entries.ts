/**
 * What the palette offers. A service's entries are the very actions of its row, so that nothing is
 * sent from here that the row's own button would not send: Stop… and Restart… open the plan.
 */
import type { RunView } from '../shared/contract.ts'
import type { Order } from '../shared/order.ts'
import type { ServiceRow } from '../shared/service.ts'
import { count, printable } from '../shared/wording/numbers.ts'
import { phaseWord } from '../shared/wording/phases.ts'
import { backendWord, stateWord } from '../shared/wording/views.ts'
import type { Action } from './actions.ts'
import type { IconName } from './components/icon.tsx'
import { stateMarks } from './components/state-mark.tsx'
import { diagnoseAction } from './diagnosis-actions.ts'
import { favouriteAction, favouritesOf } from './favourites.ts'
import type { Findable } from './model/fuzzy.ts'
import { isLiveOrder } from './model/order-progress.ts'
import { sortRows } from './model/service-order.ts'
import { sectionWords } from './model/setting-fields.ts'
import { settingsSections, type Route } from './route.ts'
import {
  keepAction,
  openAction,
  openRunAction,
  restartAction,
  startAction,
  stopAction,
} from './service-actions.ts'
import { liveRuns, type Group, type QuiesceState } from './state.ts'
import type { App } from './store.ts'

export interface PaletteEntry extends Findable {
  readonly key: string
  readonly icon: IconName
  readonly colour: string
  /** The verb of an action, before the name. */
  readonly verb: string
  readonly title: string
  readonly detail: string
  /** What kind of thing it is, in one word. */
  readonly kind: string
  /** The same by one key, where there is one. */
  readonly hint: string | null
  readonly choose: (app: App) => void
}

type Words = Pick<PaletteEntry, 'key' | 'icon' | 'title' | 'kind' | 'choose'> &
  Partial<PaletteEntry>

function entry(words: Words): PaletteEntry {
  const { verb = '', title, detail = '', also = '' } = words
  return {
    colour: 't3',
    verb,
    detail,
    hint: null,
    bonus: 0,
    ...words,
    name: `${verb} ${title}`.trim().toLowerCase(),
    also: `${detail} ${also}`.toLowerCase(),
  }
}

const goTo = (route: Route) => (app: App) => {
  app.go(route)
}

const rowActions: readonly Action<ServiceRow>[] = [
  openRunAction,
  stopAction,
  restartAction,
  startAction,
  diagnoseAction,
  favouriteAction,
  keepAction,
]

function ofService(row: ServiceRow, favourite: boolean): readonly PaletteEntry[] {
  const title = printable(row.title)
  const state = stateWord[row.state.kind]
  const mark = stateMarks[row.state.kind]
  const also = `${row.target} ${row.user} ${row.main?.pid ?? ''} ${backendWord[row.backend]}`
  const subtitle = row.subtitle === row.title ? '' : printable(row.subtitle)
  const self = entry({
    key: `service ${row.target}`,
    icon: mark.icon,
    colour: mark.colour,
    title,
    detail: subtitle,
    also: `${also} ${state}`,
    kind: state,
    bonus: favourite ? 12 : 4,
    choose: (app) => {
      openAction.run(app, row)
    },
  })
  const actions = rowActions
    .filter((action) => action.refuse(row) === null)
    .map((action) =>
      entry({
        key: `${action.id} ${row.target}`,
        icon: action.icon,
        verb: action === favouriteAction && favourite ? 'No longer favourite' : action.label(row),
        title,
        also,
        kind: 'Action',
        choose: (app) => {
          action.run(app, row)
        },
      }),
    )
  return [self, ...actions]
}

const ofRun = ({ run }: RunView): PaletteEntry =>
  entry({
    key: `run ${run.id}`,
    icon: run.phase.kind === 'asking' ? 'asks' : 'stopping',
    colour: run.phase.kind === 'asking' ? 'amber' : 'tide',
    title: printable(run.title),
    detail: phaseWord(run.phase),
    also: `${run.id} run`,
    kind: 'Run',
    bonus: 20,
    choose: goTo({ view: 'run', id: run.id }),
  })

const ofOrder = (order: Order): PaletteEntry =>
  entry({
    key: `order ${order.id}`,
    icon: order.phase.kind === 'asking' ? 'asks' : 'stopping',
    colour: order.phase.kind === 'asking' ? 'amber' : 'tide',
    title: `The stop of ${count(order.states.length, 'service')}`,
    also: `${order.id} order run`,
    kind: 'Run',
    bonus: 20,
    choose: goTo({ view: 'order-run', id: order.id }),
  })

const view = (title: string, icon: IconName, route: Route, hint?: string): PaletteEntry =>
  entry({
    key: `view ${title}`,
    icon,
    title,
    kind: 'View',
    bonus: 2,
    hint: hint ?? null,
    choose: goTo(route),
  })

/** A group is stopped by its plan, as all are. */
const ofGroup = ({ name, value }: Group): PaletteEntry => ({
  ...view(`Stop group ${printable(name)} in order…`, 'stop', {
    view: 'order',
    of: { kind: 'group', name },
  }),
  detail: printable(value.join(', ')),
})

const views: readonly PaletteEntry[] = [
  view('Services', 'list', { view: 'services' }, 'Alt 1'),
  view('Activity', 'activity', { view: 'activity', run: null }, 'Alt 2'),
  view('Practice', 'practice', { view: 'practice' }, 'Alt 3'),
  view('Stop several…', 'stop', { view: 'order', of: null }, 'Alt 4'),
  view('Stop all in order…', 'stop', { view: 'order', of: { kind: 'all' } }),
  view('Add a service…', 'plus', { view: 'add', target: null }),
  entry({
    key: 'keys',
    icon: 'info',
    title: 'Keys',
    also: 'keyboard shortcuts help',
    kind: 'View',
    hint: '?',
    choose: (app) => {
      app.store.setState({ keysOpen: true })
    },
  }),
  entry({
    key: 'reboot',
    icon: 'power',
    title: 'Reboot this machine…',
    also: 'restart shut down host advice',
    kind: 'Machine',
    choose: (app) => {
      app.store.setState({ rebootOpen: true })
    },
  }),
  ...settingsSections.map((section) =>
    entry({
      key: `settings ${section}`,
      icon: 'settings',
      title: `Settings: ${sectionWords[section].word}`,
      also: sectionWords[section].says,
      kind: 'Settings',
      choose: goTo({ view: 'settings', section }),
    }),
  ),
]

/**
 * Everything that can be found. What nobody has typed for yet begins with what is under way, then
 * the favourites, then where one can go; the other services follow.
 */
export function paletteEntries(
  state: Pick<QuiesceState, 'services' | 'groups' | 'runs' | 'orders' | 'settings'>,
): readonly PaletteEntry[] {
  const favourites = new Set(favouritesOf(state))
  const rows = sortRows([...(state.services?.values() ?? [])], { by: 'need', descending: false })
  const under = [
    ...[...state.orders.values()].filter(isLiveOrder).map(ofOrder),
    ...liveRuns(state.runs).map(ofRun),
  ]
  const ofRows = rows.map((row) => ofService(row, favourites.has(row.target)))
  const starred = ofRows.flatMap(([self], at) =>
    self !== undefined && favourites.has(rows[at]?.target ?? '') ? [self] : [],
  )
  const others = ofRows.flat().filter((one) => !starred.includes(one))
  const groups = (state.groups ?? []).map(ofGroup)
  return [...under, ...starred, ...views, ...groups, ...others]
}
