/** A run that asks, while nobody knows yet why: who is still there, and what was sent. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { isAtRest, livingMembers, type Run } from '../../shared/run.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { sentAtStep, shortList } from '../model/run-steps.ts'
import { stopStepWords } from '../model/unit-stop-words.ts'

/** What each step sent, as rows: "03:12:04", "SIGTERM to 4698". */
function sentRows(run: Run): { key: number; at: string; what: string }[] {
  const steps = [...new Set(run.sent.map((sent) => sent.step))]
  return steps.map((step) => {
    const first = run.sent.find((sent) => sent.step === step)
    return {
      key: step,
      at: first === undefined ? '' : clock(first.at.wall),
      what: sentAtStep(run.sent, step),
    }
  })
}

export function AskingFacts(props: {
  readonly view: RunView
  /** Somebody is looking why. */
  readonly busy: boolean
}): JSX.Element {
  const { run } = props.view
  const left = livingMembers(run)
  const names = left.map((m) => `${printable(m.name)} ${m.identity.pid}`)
  const found = run.phase.kind === 'asking' && run.phase.why === 'found'
  return (
    <section className="panel verdict" aria-labelledby="verdict-title">
      <h2 id="verdict-title" className="s t2">
        {found ? 'What was found' : 'What is so'}
      </h2>
      <p className="says">
        {left.length === 0
          ? 'Nobody of it is left.'.concat(
              run.unit === null || isAtRest(run) ? '' : ' systemd is not done with it.',
            )
          : `${count(left.length, 'process is', 'processes are')} still there.`}
      </p>
      <table className="evidence">
        <tbody>
          {props.busy && (
            <tr>
              <th scope="row">Why</th>
              <td aria-live="polite">is being looked at…</td>
            </tr>
          )}
          <tr>
            <th scope="row">Still there</th>
            <td>{names.length === 0 ? 'nobody' : shortList(names)}</td>
          </tr>
          {sentRows(run).map((row) => (
            <tr key={row.key}>
              <th scope="row">Sent {row.at}</th>
              <td>{row.what}</td>
            </tr>
          ))}
          {run.sent.length === 0 && (
            <tr>
              <th scope="row">Sent</th>
              <td>nothing yet</td>
            </tr>
          )}
          {run.unit !== null && (
            <tr>
              <th scope="row">systemd</th>
              <td>{stopStepWords(run.unit)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">From now on</th>
            <td>
              Quiesce sends nothing by itself, however long it takes
              {run.ceilings.length > 0 && '; systemd does'}
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
