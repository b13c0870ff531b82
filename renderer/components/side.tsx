/** The side: which machine this is, where one can go, and what is under way. */
import { useMemo, type JSX } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import { age, count, printable } from '../../shared/wording/numbers.ts'
import { phaseWord } from '../../shared/wording/phases.ts'
import { downCount, isLiveOrder, runsOfOrders } from '../model/order-progress.ts'
import { leftMs, leftShare, leftText } from '../model/run-clock.ts'
import { printRoute, type Route } from '../route.ts'
import { liveRuns } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Icon, SmallRing, type IconName } from './icon.tsx'
import { Name } from './name.tsx'
import { PlannedReboot } from './planned-reboot.tsx'
import { SchemeChoice } from './scheme-choice.tsx'

const sections: readonly {
  readonly route: Route
  readonly word: string
  readonly icon: IconName
}[] = [
  { route: { view: 'services' }, word: 'Services', icon: 'list' },
  { route: { view: 'activity', run: null }, word: 'Activity', icon: 'activity' },
  { route: { view: 'practice' }, word: 'Practice', icon: 'practice' },
  { route: { view: 'order', of: null }, word: 'Stop several…', icon: 'stop' },
  { route: { view: 'settings', section: 'window' }, word: 'Settings', icon: 'settings' },
]

/** "Debian 12" for "Debian GNU/Linux 12 (bookworm)": the side is narrow, the tooltip has it all. */
const shortSystem = (system: string): string =>
  printable(system.replace(' GNU/Linux', '').replace(/ \(.*\)$/, ''))

function Host(): JSX.Element {
  const host = useQuiesce((s) => s.host)
  const up = useQuiesce((s) => (s.host === null ? '' : age(s.now - s.host.bootedAt)))
  if (host === null) return <div className="host">…</div>
  return (
    <div className="host">
      <b className="cut" title={printable(host.hostName)}>
        {printable(host.hostName)}
      </b>
      <span
        className="xs t3 cut"
        style={{ display: 'block' }}
        title={`${host.system}, ${host.kernel}`}
      >
        {host.user} · {shortSystem(host.system)} · up {up}
      </span>
    </div>
  )
}

/** The side is narrow, and nearly every unit here is a service. */
const sideName = (title: string): string => title.replace(/\.service$/, '')

function LiveRun(props: { readonly view: RunView }): JSX.Element {
  const { run } = props.view
  const now = useQuiesce((s) => s.now)
  const here = useQuiesce((s) => s.route.view === 'run' && s.route.id === run.id)
  const left = leftMs(run, now)
  const asks = run.phase.kind === 'asking'
  return (
    <a href={printRoute({ view: 'run', id: run.id })} aria-current={here ? 'page' : undefined}>
      {asks ? (
        <Icon name="asks" className="amber" />
      ) : left === null ? (
        <Icon name={run.phase.kind === 'held' ? 'hold' : 'stopping'} className="tide" />
      ) : (
        <SmallRing share={leftShare(run, now) ?? 0} />
      )}
      <Name text={sideName(run.title)} />
      <span className={`left ${asks ? 'amber' : ''}`}>
        {asks ? 'asks you' : left === null ? phaseWord(run.phase).toLowerCase() : leftText(left)}
      </span>
    </a>
  )
}

/** Several services that are stopped as one: their own runs stand in its view. */
function LiveOrder(props: { readonly order: Order }): JSX.Element {
  const { order } = props
  const here = useQuiesce((s) => s.route.view === 'order-run' && s.route.id === order.id)
  const asks = order.phase.kind === 'asking'
  const left = order.states.length - downCount(order)
  return (
    <a
      href={printRoute({ view: 'order-run', id: order.id })}
      aria-current={here ? 'page' : undefined}
    >
      <Icon
        name={asks ? 'asks' : order.phase.kind === 'paused' ? 'hold' : 'stopping'}
        className={asks ? 'amber' : 'tide'}
      />
      <Name text={count(order.states.length, 'service')} />
      <span className={`left ${asks ? 'amber' : ''}`}>{asks ? 'asks you' : `${left} left`}</span>
    </a>
  )
}

/** The section that a view belongs to. */
const sectionOf: Record<Route['view'], Route['view']> = {
  services: 'services',
  service: 'services',
  run: 'services',
  add: 'services',
  activity: 'activity',
  practice: 'practice',
  order: 'order',
  'order-run': 'order',
  settings: 'settings',
}

/** The palette, for those who do not know its key. */
function Find(): JSX.Element {
  const { store } = useApp()
  return (
    <button
      type="button"
      className="find"
      aria-keyshortcuts="Control+K"
      aria-haspopup="dialog"
      onClick={() => {
        store.setState({ palette: true })
      }}
    >
      <Icon name="search" className="i-14" />
      <span className="word">Find or do</span>
      <kbd aria-hidden="true">Ctrl K</kbd>
    </button>
  )
}

export function Side(): JSX.Element {
  const view = useQuiesce((s) => s.route.view)
  const services = useQuiesce((s) => s.services?.size ?? null)
  const orders = useQuiesce(useShallow((s) => [...s.orders.values()].filter(isLiveOrder)))
  const all = useQuiesce(useShallow((s) => liveRuns(s.runs)))
  const within = useMemo(() => runsOfOrders(orders), [orders])
  const live = all.filter((one) => !within.has(one.run.id))
  const section = sectionOf[view]
  const underWay = live.length + orders.length > 0
  return (
    <aside className="side" aria-label="Machine and sections">
      <div className="brand">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <rect x="3.75" y="5.5" width="8.5" height="5" rx="1.25" fill="currentColor" />
          <rect x="1.5" y="12" width="13" height="1.75" rx=".875" fill="var(--tide)" />
        </svg>
        Quiesce
      </div>
      <Host />
      <PlannedReboot />
      <nav className="nav" aria-label="Main">
        {sections.map(({ route, word, icon }, at) => (
          <a
            key={word}
            href={printRoute(route)}
            aria-keyshortcuts={`Alt+${at + 1}`}
            aria-current={route.view === section ? 'page' : undefined}
          >
            <Icon name={icon} />
            <span className="word">{word}</span>
            {route.view === 'services' && services !== null && (
              <span className="n">{services.toLocaleString('en')}</span>
            )}
          </a>
        ))}
      </nav>
      {underWay && <h2 id="under-way">Under way</h2>}
      {underWay && (
        <div className="live" role="group" aria-labelledby="under-way">
          {orders.map((order) => (
            <LiveOrder key={order.id} order={order} />
          ))}
          {live.map((one) => (
            <LiveRun key={one.run.id} view={one} />
          ))}
        </div>
      )}
      <Find />
      <SchemeChoice />
    </aside>
  )
}
