/** The window: frame, the view that the address names, and what can lie over it. */
import { MantineProvider } from '@mantine/core'
import { useEffect, useRef, type JSX, type Ref } from 'react'
import { printable } from '../shared/wording/numbers.ts'
import { phaseWord } from '../shared/wording/phases.ts'
import { Announcer } from './components/announcer.tsx'
import { AppliedSettings } from './components/applied-settings.tsx'
import { ConsentModal } from './components/consent-modal.tsx'
import { ControlModal } from './components/control-modal.tsx'
import { CopiesModal } from './components/copies-modal.tsx'
import { Foot } from './components/foot.tsx'
import { ForceModal } from './components/force-modal.tsx'
import { Icon, IconSheet } from './components/icon.tsx'
import { KeysModal } from './components/keys-modal.tsx'
import { Notices } from './components/notices.tsx'
import { OrderForceModal } from './components/order-force-modal.tsx'
import { Palette } from './components/palette.tsx'
import { PlanDrawer } from './components/plan-drawer.tsx'
import { RebootModal } from './components/reboot-modal.tsx'
import { RebootNear } from './components/reboot-near.tsx'
import { Side } from './components/side.tsx'
import { useKeys } from './components/use-keys.ts'
import { isKey } from './actions.ts'
import { leftMs, leftText } from './model/run-clock.ts'
import { above, printRoute } from './route.ts'
import { liveRuns, type QuiesceState } from './state.ts'
import { AppContext, useApp, useQuiesce, type App } from './store.ts'
import { cssVariables, theme } from './theme.ts'
import { ActivityView } from './views/activity.tsx'
import { AddView } from './views/add.tsx'
import { OrderRunView } from './views/order-run.tsx'
import { OrderView } from './views/order.tsx'
import { PracticeView } from './views/practice.tsx'
import { RunView } from './views/run.tsx'
import { ServiceView } from './views/service.tsx'
import { ServicesView } from './views/services.tsx'
import { SettingsView } from './views/settings.tsx'

/** The title bar: what is under way first, then the machine. */
export function titleOf(state: QuiesceState): string {
  const [first] = liveRuns(state.runs)
  const host = state.host === null ? '' : ` · ${printable(state.host.hostName)}`
  if (first === undefined) return `Quiesce${host}`
  const title = printable(first.run.title)
  if (first.run.phase.kind === 'asking') return `${title} asks you${host}`
  const left = leftMs(first.run, state.now)
  const word = phaseWord(first.run.phase)
  return `${word} ${title}${left === null ? '' : `, ${leftText(left)} left`}${host}`
}

function useTitle(): void {
  const title = useQuiesce(titleOf)
  useEffect(() => {
    document.title = title
  }, [title])
}

/** Keys that work everywhere: sections, back, and the list of keys. */
function useSectionKeys(): void {
  const app = useApp()
  useKeys((event) => {
    const { route } = app.store.getState()
    if (isKey(event, 'Alt 1')) app.go({ view: 'services' })
    else if (isKey(event, 'Alt 2')) app.go({ view: 'activity', run: null })
    else if (isKey(event, 'Alt 3')) app.go({ view: 'practice' })
    else if (isKey(event, 'Alt 4')) app.go({ view: 'order', of: null })
    else if (isKey(event, 'Alt 5')) app.go({ view: 'settings', section: 'window' })
    else if (event.key === 'Escape' && route.view !== 'services') app.go(above(route))
    else if (event.key === '?') app.store.setState({ keysOpen: true })
    else return
    event.preventDefault()
  })
}

/** Without the right token there is nothing to show, and only one thing to do. */
function Refused(): JSX.Element {
  return (
    <div className="void grow" role="alert">
      <Icon name="key" className="i-28" />
      <h1>This window may not look</h1>
      <p>Its token is missing or no longer right.</p>
      <p className="s t2">
        Open what <code>quiesce console</code> printed: it carries the token.
      </p>
    </div>
  )
}

function View(): JSX.Element {
  const route = useQuiesce((s) => s.route)
  const refused = useQuiesce((s) => s.connection === 'refused')
  if (refused) return <Refused />
  switch (route.view) {
    case 'services':
      return <ServicesView />
    case 'service':
      return <ServiceView key={route.target} target={route.target} />
    case 'run':
      return <RunView key={route.id} id={route.id} />
    case 'activity':
      return <ActivityView />
    case 'practice':
      return <PracticeView />
    case 'order':
      return <OrderView key={printRoute(route)} of={route.of} />
    case 'order-run':
      return <OrderRunView key={route.id} id={route.id} />
    case 'settings':
      return <SettingsView route={route} />
    case 'add':
      return <AddView key={route.target} target={route.target} />
  }
}

function LostBanner(): JSX.Element | null {
  const lost = useQuiesce((s) => s.connection === 'lost')
  if (!lost) return null
  return (
    <div className="banner top" role="alert">
      <Icon name="link" />
      <div>
        <b>Quiesce is not answering; what was sent stays sent.</b>
        <p className="s t2">What you see may be old. It is read again as soon as it answers.</p>
      </div>
    </div>
  )
}

/** A view that goes away takes the focus with it; the sheet takes it over, so that keys go on. */
function useFocusAfterLeaving(): Ref<HTMLElement> {
  const route = useQuiesce((s) => s.route)
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) sheet.current?.focus()
  }, [route])
  return sheet
}

function Frame(): JSX.Element {
  useTitle()
  useSectionKeys()
  const sheet = useFocusAfterLeaving()
  return (
    <div className="app">
      <IconSheet />
      <AppliedSettings />
      <Side />
      <main ref={sheet} className="sheet" tabIndex={-1}>
        <LostBanner />
        <RebootNear />
        <View />
      </main>
      <Foot />
      <PlanDrawer />
      <ForceModal />
      <OrderForceModal />
      <ConsentModal />
      <ControlModal />
      <CopiesModal />
      <RebootModal />
      <KeysModal />
      <Palette open={useQuiesce((s) => s.palette)} />
      <Notices />
      <Announcer />
    </div>
  )
}

export const Window = (props: { readonly app: App }): JSX.Element => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <AppContext value={props.app}>
      <Frame />
    </AppContext>
  </MantineProvider>
)
