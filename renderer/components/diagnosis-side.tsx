/** What else was seen, what is not the cause, and what could not be looked at. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { Diagnosis, Finding, FindingCode, Remedy } from '../../shared/diagnosis.ts'
import { certaintyWord } from '../../shared/wording/diagnosis-words.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { byHand, othersOf, pressable } from '../model/diagnosis-words.ts'
import { remedyAction } from '../remedy-actions.ts'
import { ActionButton } from './action-button.tsx'
import { EvidenceList } from './diagnosis-verdict.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'

const icons: Partial<Record<FindingCode, IconName>> = {
  'waits-for-clients': 'users',
  'waits-for-remote': 'server',
  'waits-for-lock': 'locked',
  restarted: 'out-came-back',
  'starting-again': 'out-came-back',
  frozen: 'frozen',
  'makes-progress': 'activity',
  'out-of-memory': 'memory',
  'no-permission': 'key',
  unknown: 'unknown',
}

/** Lines of the daemon's own that stand beside a verdict; all of them are in its log. */
const linesAtMost = 6

/** Some refuse for a good reason, and say so. */
export function LastWords(props: { readonly diagnosis: Diagnosis }): JSX.Element {
  const { log, logNote } = props.diagnosis
  const lines = log.slice(-linesAtMost)
  const isTimed = lines.some(({ at }) => at !== null)
  return (
    <section className="panel" aria-labelledby="words-title">
      <header>
        <h2 id="words-title">Its own last lines</h2>
      </header>
      {lines.length === 0 ? (
        <p className="s t2 break pad">{printable(logNote ?? 'No lines of it were found.')}</p>
      ) : (
        <ol className={`last-words ${isTimed ? '' : 'untimed'}`}>
          {lines.map(({ at, text }, index) => (
            <li key={index}>
              {isTimed && <span className="t3">{at === null ? '' : clock(at)}</span>}
              <code className="break">{printable(text)}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** What only a person can do, as words: there is no button for it. */
function ByHand(props: { readonly remedies: readonly Remedy[] }): JSX.Element | null {
  const remedies = byHand(props.remedies)
  if (remedies.length === 0) return null
  return (
    <ul className="by-hand">
      {remedies.map(({ id, label, says }) => (
        <li key={id}>
          {printable(label)}
          {says !== '' && (
            <span className="t2">
              {': '}
              <Prose text={says} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Also(props: { readonly finding: Finding; readonly view: RunView | null }): JSX.Element {
  const { finding, view } = props
  const { sentence, evidence, remedies, code, certainty } = finding
  return (
    <li>
      <Icon
        name={icons[code] ?? 'no-answer'}
        className={certainty === 'possible' ? 't3' : 'amber'}
      />
      <div>
        <p className="break">
          <b>
            <Prose text={sentence} />
          </b>{' '}
          <span className="s t3">{certaintyWord[certainty]}</span>
        </p>
        {evidence.length > 0 && (
          <details>
            <summary className="s t2">{count(evidence.length, 'line')} of evidence</summary>
            <EvidenceList evidence={evidence} />
          </details>
        )}
        {view !== null && (
          <div className="row wrap">
            {pressable(remedies).map((remedy) => (
              <ActionButton
                key={remedy.id}
                action={remedyAction(remedy)}
                subject={view}
                size="sm"
                bare
              />
            ))}
          </div>
        )}
        <ByHand remedies={remedies} />
      </div>
    </li>
  )
}

/** Shown at once; the rest opens. */
const seenAtMost = 6

const Findings = (props: {
  readonly findings: readonly Finding[]
  readonly view: RunView | null
}): JSX.Element => (
  <ul className="also">
    {props.findings.map((finding, at) => (
      <Also key={`${finding.code} ${at}`} finding={finding} view={props.view} />
    ))}
  </ul>
)

export function AlsoSeen(props: {
  readonly diagnosis: Diagnosis
  readonly view: RunView | null
}): JSX.Element | null {
  const others = othersOf(props.diagnosis)
  if (others.length === 0) return null
  return (
    <section className="panel" aria-labelledby="also-title">
      <header>
        <h2 id="also-title">Also seen</h2>
        <span className="s t3 end">{others.length}</span>
      </header>
      <Findings findings={others.slice(0, seenAtMost)} view={props.view} />
      {others.length > seenAtMost && (
        <details className="more-seen">
          <summary className="s">{count(others.length - seenAtMost, 'more', 'more')}</summary>
          <Findings findings={others.slice(seenAtMost)} view={props.view} />
        </details>
      )}
    </section>
  )
}

export function RuledOut(props: { readonly diagnosis: Diagnosis }): JSX.Element | null {
  const { ruledOut, notKnown } = props.diagnosis
  if (ruledOut.length + notKnown.length === 0) return null
  return (
    <section className="panel" aria-labelledby="ruled-title">
      <header>
        <h2 id="ruled-title">Ruled out</h2>
        <span className="s t3 end">looked at, not the cause</span>
      </header>
      <ul className="ruled s">
        {ruledOut.map(({ what, source }) => (
          <li key={what}>
            <Icon name="check" className="i-14 moss" />
            <span className="break">{printable(what)}</span>
            <code>{printable(source)}</code>
          </li>
        ))}
        {notKnown.map(({ what, why }) => (
          <li key={what}>
            <Icon name="unknown" className="i-14 t3" />
            <span className="break">{printable(what)}: not known</span>
            <span className="t3 why-not">{printable(why)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
