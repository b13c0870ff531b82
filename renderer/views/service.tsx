/** One service: what it is, who belongs to it and why, what hangs on it, how it stopped before. */
import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Crumbs } from '../components/crumbs.tsx'
import { LogPanel } from '../components/log-panel.tsx'
import { ErrorNote } from '../components/note.tsx'
import { ServiceDiagnosis } from '../components/service-diagnosis.tsx'
import { ServiceFacts } from '../components/service-facts.tsx'
import { ServiceHead } from '../components/service-head.tsx'
import { ServiceNotes } from '../components/service-notes.tsx'
import { ServiceTabs } from '../components/service-tabs.tsx'
import { UnitDependencies } from '../components/unit-dependencies.tsx'
import { UnitProperties } from '../components/unit-properties.tsx'
import { useActionKeys } from '../components/use-keys.ts'
import { useAnswer } from '../components/use-answer.ts'
import { diagnoseAction } from '../diagnosis-actions.ts'
import { favouriteAction } from '../favourites.ts'
import type { ServiceTab } from '../route.ts'
import { restartAction, stopAction } from '../service-actions.ts'
import { useQuiesce } from '../store.ts'
import { ServiceOverview } from './service-overview.tsx'

interface DetailProps {
  readonly detail: ServiceDetail
  readonly tab: ServiceTab | undefined
  readonly revision: string
}

function Look(props: DetailProps): JSX.Element {
  const { detail, tab, revision } = props
  const { row, unit } = detail
  const { target } = row
  if (unit !== null && tab === 'log') return <LogPanel target={target} tall />
  if (unit !== null && tab === 'properties')
    return <UnitProperties target={target} revision={revision} />
  if (unit !== null && tab === 'dependencies')
    return <UnitDependencies target={target} unit={unit} revision={revision} />
  return <ServiceOverview detail={detail} />
}

function Detail(props: DetailProps): JSX.Element {
  const { detail, tab } = props
  const { row } = detail
  useActionKeys([stopAction, restartAction, diagnoseAction, favouriteAction], row)
  return (
    <>
      <ServiceHead detail={detail} />
      <ServiceFacts detail={detail} />
      {detail.unit !== null && <ServiceTabs target={row.target} tab={tab} />}
      <div className={`body page ${tab === 'log' ? 'filled' : ''}`}>
        <ServiceNotes detail={detail} />
        {tab === undefined && <ServiceDiagnosis row={row} />}
        <Look {...props} />
      </div>
    </>
  )
}

export function ServiceView(props: { readonly target: string }): JSX.Element {
  const { target } = props
  const tab = useQuiesce((s) => (s.route.view === 'service' ? s.route.tab : undefined))
  // The detail is read again when the table's row says that something of it changed.
  const revision = useQuiesce((s) => {
    const row = s.services?.get(target)
    if (row === undefined) return ''
    const sub = 'sub' in row.state ? row.state.sub : ''
    return `${row.state.kind} ${sub} ${row.memberCount} ${row.main?.pid ?? ''}`
  })
  const answer = useAnswer('services.inspect', { target }, revision)
  if (answer?.ok === true) return <Detail detail={answer.value} tab={tab} revision={revision} />
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs above={[['Services', { view: 'services' }]]} here={target} />
          <div className="title">
            <h1 className="break">{printable(target)}</h1>
          </div>
        </div>
      </div>
      <div className="body">
        {answer === null ? (
          <p className="t3">Reading the service…</p>
        ) : (
          <ErrorNote error={answer.error} />
        )}
      </div>
    </>
  )
}
