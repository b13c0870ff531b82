/** What a person can do about a stop that hangs: remedies mildest first, waiting, and force last. */
import type { JSX, ReactNode } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { Diagnosis, Remedy } from '../../shared/diagnosis.ts'
import { livingMembers } from '../../shared/run.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import type { Action } from '../actions.ts'
import { canMoveCeiling, fixedReason, leftBehind } from '../model/ceiling-words.ts'
import {
  byHand,
  pressable,
  verdictOf,
  waitMayHelp,
  whyForceFails,
} from '../model/diagnosis-words.ts'
import { remedyAction } from '../remedy-actions.ts'
import {
  extendAction,
  extendLongAction,
  forceAction,
  goOnAction,
  leaveAction,
  resumeAction,
} from '../run-actions.ts'
import { ActionButton } from './action-button.tsx'
import { Prose } from './name.tsx'

interface Choice {
  readonly action: Action<RunView>
  readonly says: ReactNode
}

/** What the verdict offers. */
const offeredBy = (diagnosis: Diagnosis | null): readonly Remedy[] =>
  (diagnosis === null ? null : verdictOf(diagnosis))?.remedies ?? []

const remedyChoices = (diagnosis: Diagnosis | null): readonly Choice[] =>
  pressable(offeredBy(diagnosis)).map((remedy) => ({
    action: remedyAction(remedy),
    says: <Prose text={remedy.says} />,
  }))

/** Waiting and leaving. What cannot be done now stands there with its reason, so that nothing seems forgotten. */
function choicesOf(view: RunView, diagnosis: Diagnosis | null): readonly Choice[] {
  const { run } = view
  const left = count(livingMembers(run).length, 'process stays', 'processes stay')
  const found = run.phase.kind === 'asking' && run.phase.why === 'found'
  const fixed = fixedReason(run)
  const theirs = canMoveCeiling(run)
    ? ' Moves systemd’s deadline too.'
    : fixed === null
      ? ''
      : ' systemd’s deadline stays as it is.'
  const short = { action: extendAction, says: `Sends nothing. Then it asks you again.${theirs}` }
  const long = { action: extendLongAction, says: 'The same, for longer.' }
  // A wait with a reason says better how long.
  const wait = offeredBy(diagnosis).some(({ kind }) => kind === 'wait') ? [short] : [short, long]
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
  return found ? [resume, leave] : [...wait, ...goOn, leave]
}

function Row(props: {
  readonly choice: Choice
  readonly view: RunView
  readonly first: boolean
}): JSX.Element {
  const { action, says } = props.choice
  return (
    <li>
      <ActionButton action={action} subject={props.view} look={props.first ? 'go' : 'plain'} />
      <span className="break">{says}</span>
    </li>
  )
}

/** What the verdict offers while the run still waits; its controls stand above. */
export function OfferedNow(props: {
  readonly view: RunView
  readonly diagnosis: Diagnosis
}): JSX.Element | null {
  if (offeredBy(props.diagnosis).length === 0) return null
  return (
    <section className="panel" aria-labelledby="offered-title">
      <header>
        <h2 id="offered-title">What would help</h2>
        <span className="s t3 end aside">mildest first; never force</span>
      </header>
      <ul className="choices">
        <Remedies {...props} />
      </ul>
    </section>
  )
}

/** What the verdict offers as buttons, then what only a person can do. */
function Remedies(props: {
  readonly view: RunView
  readonly diagnosis: Diagnosis | null
}): JSX.Element {
  const { view, diagnosis } = props
  return (
    <>
      {remedyChoices(diagnosis).map((choice, at) => (
        <Row key={choice.action.id} choice={choice} view={view} first={at === 0} />
      ))}
      {byHand(offeredBy(diagnosis)).map(({ id, label, says }) => (
        <li key={id}>
          <b className="by-you break">{printable(label)}</b>
          <span className="break">
            <Prose text={says} />
          </span>
        </li>
      ))}
    </>
  )
}

export function AskingChoices(props: {
  readonly view: RunView
  readonly diagnosis: Diagnosis | null
}): JSX.Element {
  const { view, diagnosis } = props
  const { phase } = view.run
  // A run that was found sends nothing before it is resumed, a remedy neither.
  const offered = phase.kind === 'asking' && phase.why === 'found' ? null : diagnosis
  // Nothing is recommended against the verdict: who ignores the signal is not waited for.
  const isFirst = remedyChoices(offered).length === 0 && waitMayHelp(offered)
  const noHelp = whyForceFails(diagnosis)
  return (
    <section className="panel" aria-labelledby="choices-title">
      <header>
        <h2 id="choices-title">What you can do</h2>
        <span className="s t3 end aside">mildest first; nothing happens until you choose</span>
      </header>
      <ul className="choices">
        <Remedies view={view} diagnosis={offered} />
        {choicesOf(view, offered).map((choice, at) => (
          <Row key={choice.action.id} choice={choice} view={view} first={at === 0 && isFirst} />
        ))}
        <li className="last">
          <ActionButton action={forceAction} subject={view} look="force" />
          <span>
            {noHelp ??
              'Last resort. Shows what it costs and what will die before anything is sent.'}
          </span>
        </li>
      </ul>
    </section>
  )
}
