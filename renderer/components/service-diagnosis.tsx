/** Of a service that nobody stops here: what would hold up a stop, or holds up somebody else's. */
import type { JSX } from 'react'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { pressable, verdictOf } from '../model/diagnosis-words.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { AlsoSeen, LastWords, RuledOut } from './diagnosis-side.tsx'
import { DiagnosisVerdict } from './diagnosis-verdict.tsx'
import { Prose } from './name.tsx'
import { ErrorNote } from './note.tsx'
import { TakeStacks } from './take-stacks.tsx'
import { useServiceDiagnosis } from './use-diagnosis.ts'

/** Without a run nothing can be decided: what it would offer is told. */
function WouldHelp(props: { readonly diagnosis: Diagnosis }): JSX.Element | null {
  const remedies = verdictOf(props.diagnosis)?.remedies ?? []
  if (remedies.length === 0) return null
  const buttons = pressable(remedies).length
  return (
    <section className="panel" aria-labelledby="help-title">
      <header>
        <h2 id="help-title">What would help</h2>
        <span className="s t3 end aside">
          {buttons === 0 ? 'for you to do' : `a stop offers ${count(buttons, 'button')}`}
        </span>
      </header>
      <ul className="choices">
        {remedies.map(({ id, label, says }) => (
          <li key={id}>
            <b className="by-you break">{printable(label)}</b>
            <span className="break">
              <Prose text={says} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Looked(props: { readonly row: ServiceRow }): JSX.Element {
  const { store } = useApp()
  const { row } = props
  const { diagnosis, error, busy, again } = useServiceDiagnosis(row.target)
  const close = (
    <Button
      look="quiet"
      size="sm"
      icon="x"
      name="Close the diagnosis"
      onPress={() => {
        store.setState({ diagnosing: null })
      }}
    />
  )
  if (diagnosis === null) {
    return (
      <section className="panel pad diagnosing" aria-label="Diagnosis">
        <div className="row">
          <p className="t2 grow" aria-live="polite">
            {error === null
              ? 'Looking at every process of it, twice…'
              : 'It was looked at in vain.'}
          </p>
          {close}
        </div>
        {error !== null && <ErrorNote error={error} />}
      </section>
    )
  }
  return (
    <div className="two diagnosing">
      <div className="col">
        <DiagnosisVerdict
          diagnosis={diagnosis}
          heading={row.state.kind === 'deactivating' ? 'Why it does not stop' : 'Would it stop?'}
          onAgain={again}
          busy={busy}
          close={close}
        />
        {error !== null && <ErrorNote error={error} />}
        <WouldHelp diagnosis={diagnosis} />
        <LastWords diagnosis={diagnosis} />
      </div>
      <div className="col">
        <AlsoSeen diagnosis={diagnosis} view={null} />
        <RuledOut diagnosis={diagnosis} />
        <TakeStacks target={row.target} run={null} />
      </div>
    </div>
  )
}

/** Above the overview, once it was asked for. */
export function ServiceDiagnosis(props: { readonly row: ServiceRow }): JSX.Element | null {
  const open = useQuiesce((s) => s.diagnosing === props.row.target)
  return open ? <Looked row={props.row} /> : null
}
