/** What each signal means to this daemon and does to its main process, and sending one. */
import type { JSX } from 'react'
import type { ServiceDetail, SignalFact } from '../../shared/service.ts'
import { parseSignal, type SignalName } from '../../shared/signals.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { hereWord } from '../../shared/wording/views.ts'
import { groupSignals, shortSignal, type KnownSignal } from '../model/signal-groups.ts'
import { Basis } from './basis.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { SendButton } from './send-signal.tsx'

/** SIGKILL and SIGSTOP cannot be caught; they belong to a plan, not to a button in a list. */
const neverHere: readonly SignalName[] = ['KILL', 'STOP']

function Send(props: {
  readonly detail: ServiceDetail
  readonly fact: SignalFact
}): JSX.Element | null {
  const { row } = props.detail
  const signal = parseSignal(props.fact.signal)
  const sendable = row.main !== null && row.refusal === null
  if (!sendable || signal === null || neverHere.includes(signal)) return null
  return <SendButton {...props} signal={signal} />
}

function KnownLine(props: {
  readonly detail: ServiceDetail
  readonly known: KnownSignal
}): JSX.Element {
  const { fact, meaning } = props.known
  return (
    <li>
      <div className="grow">
        <p>
          <b>{printable(meaning.action)}</b>{' '}
          <code title={`${hereWord[fact.here]} by the main process`}>
            {printable(shortSignal(fact.signal))}
          </code>{' '}
          <Basis basis={meaning.basis} />
        </p>
        <p className="s t2 break">
          <Prose text={meaning.does} />
          {meaning.to === 'all' && '; to every member'}
        </p>
        {meaning.price !== null && (
          <p className="s amber break">
            <span className="sr">What it costs: </span>
            <Prose text={meaning.price} />
          </p>
        )}
        {meaning.doubt !== null && (
          <p className="s amber doubt break">
            <Icon name="no-answer" className="i-14" />
            <span>
              <Prose text={meaning.doubt} />
            </span>
          </p>
        )}
      </div>
      <Send detail={props.detail} fact={fact} />
    </li>
  )
}

function Group(props: {
  readonly title: string
  readonly detail: ServiceDetail
  readonly signals: readonly KnownSignal[]
}): JSX.Element | null {
  const { title, detail, signals } = props
  if (signals.length === 0) return null
  return (
    <div className="known">
      <h3>{title}</h3>
      <ul>
        {signals.map((known) => (
          <KnownLine key={known.fact.number} detail={detail} known={known} />
        ))}
      </ul>
    </div>
  )
}

/** What does nothing or kills: there to be read, not to be sent by mistake. */
function NotToSend(props: {
  readonly detail: ServiceDetail
  readonly signals: readonly KnownSignal[]
}): JSX.Element | null {
  const { detail, signals } = props
  if (signals.length === 0) return null
  return (
    <details className="fold known">
      <summary>
        <b>Not to send</b>
        <span className="s t3">{count(signals.length, 'signal')} that harm or do nothing</span>
      </summary>
      <ul>
        {signals.map((known) => (
          <KnownLine key={known.fact.number} detail={detail} known={known} />
        ))}
      </ul>
    </details>
  )
}

const Unknown = (props: {
  readonly detail: ServiceDetail
  readonly facts: readonly SignalFact[]
}): JSX.Element => (
  <table className="tbl sig">
    <colgroup>
      <col style={{ width: 98 }} />
      <col />
      <col style={{ width: 64 }} />
      <col style={{ width: 68 }} />
    </colgroup>
    <thead>
      <tr>
        <th scope="col">Signal</th>
        <th scope="col">By default</th>
        <th scope="col">Here</th>
        <th scope="col">
          <span className="sr">Send</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {props.facts.map((fact) => (
        <tr key={fact.number}>
          <td className="mono">SIG{printable(shortSignal(fact.signal))}</td>
          <td className="t2" title={printable(fact.effect)}>
            {printable(fact.effect)}
          </td>
          <td className="s t2">{hereWord[fact.here]}</td>
          <td>
            <Send detail={props.detail} fact={fact} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

export function SignalsPanel(props: { readonly detail: ServiceDetail }): JSX.Element | null {
  const { detail } = props
  if (detail.signals.length === 0) return null
  const { stopping, housekeeping, notToSend, unknown } = groupSignals(detail.signals)
  const title = detail.profile?.profile.title
  const allUnknown = unknown.length === detail.signals.length
  return (
    <section className="panel" aria-labelledby="signals-title">
      <header>
        <h2 id="signals-title">Signals</h2>
        <span className="s t3 end cut">
          {title === undefined || allUnknown
            ? 'as the main process has set them'
            : `what they mean to ${printable(title)}`}
        </span>
      </header>
      <Group title="Stopping" detail={detail} signals={stopping} />
      <Group title="Housekeeping" detail={detail} signals={housekeeping} />
      <NotToSend detail={detail} signals={notToSend} />
      {allUnknown && <Unknown detail={detail} facts={unknown} />}
      {!allUnknown && unknown.length > 0 && (
        <details className="fold">
          <summary>
            <b>Others</b>
            <span className="s t3">
              {count(unknown.length, 'signal')} of which only the default is known
            </span>
          </summary>
          <Unknown detail={detail} facts={unknown} />
        </details>
      )}
    </section>
  )
}
