/** A run that asks: who is still there, what was sent, and the choices, mildest first. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { isAtRest, livingMembers, type Run } from '../../shared/run.ts'
import { clock, count, duration, printable } from '../../shared/wording/numbers.ts'
import { askWords } from '../../shared/wording/phases.ts'
import type { Action } from '../actions.ts'
import { ActionButton } from '../components/action-button.tsx'
import { ForeignClock } from '../components/foreign-clock.tsx'
import { Icon } from '../components/icon.tsx'
import { PermissionNote } from '../components/permission-note.tsx'
import { RunLog } from '../components/run-log.tsx'
import { RunHead, RunNotes } from '../components/run-head.tsx'
import { RunMembers } from '../components/run-members.tsx'
import { RunSteps } from '../components/run-steps.tsx'
import { useActionKeys } from '../components/use-keys.ts'
import { canMoveCeiling, fixedReason, leftBehind } from '../model/ceiling-words.ts'
import { curveOf } from '../model/run-curve.ts'
import { stopStepWords } from '../model/unit-stop-words.ts'
import { sentAtStep, shortList } from '../model/run-steps.ts'
import {
  extendAction,
  extendLongAction,
  forceAction,
  goOnAction,
  leaveAction,
  liveRunActions,
  resumeAction,
} from '../run-actions.ts'
import { useQuiesce } from '../store.ts'

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

function Verdict(props: { readonly view: RunView }): JSX.Element {
  const { run } = props.view
  const left = livingMembers(run)
  const names = left.map((m) => `${printable(m.name)} ${m.identity.pid}`)
  const found = run.phase.kind === 'asking' && run.phase.why === 'found'
  return (
    <section className="panel verdict" aria-labelledby="verdict-title">
      <h2 id="verdict-title" className="s t2">
        {found ? 'What was found' : 'What is so'}
      </h2>
      <p>
        {left.length === 0
          ? 'Nobody of it is left.'.concat(
              run.unit === null || isAtRest(run) ? '' : ' systemd is not done with it.',
            )
          : `${count(left.length, 'process is', 'processes are')} still there.`}
      </p>
      <table className="evidence">
        <tbody>
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

interface Choice {
  readonly action: Action<RunView>
  readonly says: string
}

/** Mildest first. What cannot be done now stands there with its reason, so that nothing seems forgotten. */
function choicesOf(view: RunView): Choice[] {
  const { run } = view
  const left = count(livingMembers(run).length, 'process stays', 'processes stay')
  const found = run.phase.kind === 'asking' && run.phase.why === 'found'
  const fixed = fixedReason(run)
  const theirs = canMoveCeiling(run)
    ? ' Moves systemd’s deadline too.'
    : fixed === null
      ? ''
      : ' systemd’s deadline stays as it is.'
  const wait: Choice[] = [
    { action: extendAction, says: `Sends nothing. Then it asks you again.${theirs}` },
    { action: extendLongAction, says: 'The same, for longer.' },
  ]
  const refusal = goOnAction.refuse(view)
  const goOn: Choice[] =
    found || refusal !== null
      ? []
      : [{ action: goOnAction, says: 'Takes the next step of the schedule.' }]
  const resume: Choice = {
    action: resumeAction,
    says: 'Goes on behind the last step that was called. Nothing is sent twice.',
  }
  const behind = run.unit === null ? '' : ` From then on: ${leftBehind(run)}`
  const leave: Choice = { action: leaveAction, says: `What was sent stays sent; ${left}.${behind}` }
  return [...(found ? [resume] : wait), ...goOn, leave]
}

function Choices(props: { readonly view: RunView }): JSX.Element {
  const { view } = props
  return (
    <section className="panel" aria-labelledby="choices-title">
      <header>
        <h2 id="choices-title">What you can do</h2>
        <span className="s t3 end aside">mildest first; nothing happens until you choose</span>
      </header>
      <ul className="choices">
        {choicesOf(view).map(({ action, says }, at) => (
          <li key={action.id}>
            <ActionButton action={action} subject={view} look={at === 0 ? 'go' : 'plain'} />
            <span>{says}</span>
          </li>
        ))}
        <li className="last">
          <ActionButton action={forceAction} subject={view} look="force" />
          <span>Last resort. Shows what it costs and what will die before anything is sent.</span>
        </li>
      </ul>
    </section>
  )
}

const Since = (props: { readonly run: Run }): JSX.Element => {
  const now = useQuiesce((s) => s.now)
  const { run } = props
  const curve = curveOf(run)
  return (
    <>
      {duration(Math.floor((now - run.startedAt.wall) / 1000) * 1000)} so far;{' '}
      {curve.total - curve.left} of {curve.total} gone
    </>
  )
}

export function RunAsking(props: { readonly view: RunView }): JSX.Element {
  const { view } = props
  const { run } = view
  useActionKeys(liveRunActions, view)
  if (run.phase.kind !== 'asking') return <></>
  return (
    <div className="run asking" style={{ display: 'contents' }}>
      <RunHead
        view={view}
        title={`${run.title} ${askWords(run, run.phase.why)}`}
        mark={<Icon name="asks" className="i-20 amber" />}
        aside=""
      />
      <div className="body">
        <div className="strip" style={{ flex: 'none' }}>
          <span className="t2">
            <Since run={run} />
          </span>
          <span className="t3">
            asks since {clock(run.phase.since.wall)}, begun by {printable(run.by)}
          </span>
        </div>
        <ForeignClock view={view} />
        <PermissionNote view={view} />
        <RunNotes view={view} />
        <div className="cols">
          <div className="col">
            <Verdict view={view} />
            <Choices view={view} />
          </div>
          <div className="col">
            <RunMembers run={run} />
            <RunSteps view={view} />
          </div>
        </div>
        <RunLog run={run} />
      </div>
    </div>
  )
}
