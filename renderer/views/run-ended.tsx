/** After a run: what came of it in one sentence, how each left, what was sent, and what now. */
import type { JSX } from 'react'
import type { Advice, AdviceLevel } from '../../shared/advice.ts'
import type { RunView } from '../../shared/contract.ts'
import { livingMembers, type Outcome } from '../../shared/run.ts'
import { clock, duration, printable } from '../../shared/wording/numbers.ts'
import { outcomeSentence, outcomeWord } from '../../shared/wording/outcomes.ts'
import { adviceWord } from '../../shared/wording/views.ts'
import { ActionButton } from '../components/action-button.tsx'
import { AfterPanel } from '../components/after-panel.tsx'
import { Icon } from '../components/icon.tsx'
import { LeftoversPanel } from '../components/leftovers-panel.tsx'
import { RestChart } from '../components/rest-chart.tsx'
import { RunCrumbs, RunNotes } from '../components/run-head.tsx'
import { RunMembers } from '../components/run-members.tsx'
import { RunSteps } from '../components/run-steps.tsx'
import { RunLog } from '../components/run-log.tsx'
import { UnitEnd } from '../components/unit-end.tsx'
import { OutcomeIcon } from '../components/state-mark.tsx'
import { useActionKeys } from '../components/use-keys.ts'
import { capital } from '../model/after-words.ts'
import { copyReportAction, tryRestartAction } from '../run-actions.ts'

const levels: readonly AdviceLevel[] = [
  'none',
  'clean-up',
  'try-restart',
  'reboot-recommended',
  'reboot-required',
]

function Ladder(props: { readonly level: AdviceLevel }): JSX.Element {
  const at = levels.indexOf(props.level)
  return (
    <ol className="ladder" aria-label="Advice, mildest first">
      {levels.map((level, index) => (
        <li
          key={level}
          className={index < at ? 'past-step' : index === at ? `here ${at > 2 ? 'bad' : ''}` : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {adviceWord[level]}
        </li>
      ))}
    </ol>
  )
}

/** What the last paragraph argues. */
const rebootHeading: Record<AdviceLevel, string> = {
  none: 'Why not reboot',
  'clean-up': 'Why not reboot',
  'try-restart': 'When to reboot',
  'reboot-recommended': 'Why a reboot',
  'reboot-required': 'Why a reboot',
}

function WhatNow(props: { readonly view: RunView; readonly advice: Advice }): JSX.Element {
  const { view, advice } = props
  const reboot = advice.level === 'reboot-recommended' || advice.level === 'reboot-required'
  return (
    <section className="panel what-now" aria-labelledby="now-title">
      <header>
        <h2 id="now-title">What now</h2>
      </header>
      <Ladder level={advice.level} />
      <div className="advice">
        <h3>{printable(advice.sentence)}</h3>
        <ul>
          {advice.reasons.map((reason) => (
            <li key={reason}>
              <Icon name={reboot ? 'no-answer' : 'info'} className={reboot ? 'amber' : 't3'} />
              <span className="break">{printable(reason)}</span>
            </li>
          ))}
        </ul>
        {view.canStart && (
          <div className="row">
            <ActionButton action={tryRestartAction} subject={view} />
            <span className="s t3">watched whether it stays up</span>
          </div>
        )}
      </div>
      {advice.aboutReboot !== '' && (
        <div className="not">
          <h3>{rebootHeading[advice.level]}</h3>
          <p>{printable(advice.aboutReboot)}</p>
        </div>
      )}
    </section>
  )
}

/** The outcome's first sentence is the title; what it adds stands below. */
function splitSentence(text: string): [string, string] {
  const end = text.search(/[.:] (?=\S)/)
  if (end === -1) return [text.replace(/\.$/, ''), '']
  return [text.slice(0, end), capital(text.slice(end + 2))]
}

export function RunEnded(props: {
  readonly view: RunView
  readonly outcome: Outcome
}): JSX.Element {
  const { view, outcome } = props
  const { run, advice } = view
  useActionKeys([copyReportAction], view)
  const [said, more] = splitSentence(printable(outcomeSentence(run, outcome)))
  const ran = run.phase.kind === 'ended' ? run.phase.at.mono - run.startedAt.mono : 0
  return (
    <div className="run ended" style={{ display: 'contents' }}>
      <div className="head">
        <div className="grow">
          <RunCrumbs view={view} />
        </div>
        <ActionButton action={copyReportAction} subject={view} size="sm" />
      </div>
      <div className="body">
        <section className="panel outc" aria-live="polite">
          <div className="say">
            <OutcomeIcon outcome={outcome} className="i-28" />
            <div className="grow">
              <h1>{said}</h1>
              {more !== '' && <p>{more}</p>}
              <p className="s t3">
                {outcomeWord[outcome.kind]}. Begun {clock(run.startedAt.wall)} by{' '}
                {printable(run.by)}, ran {duration(ran)}.
              </p>
            </div>
          </div>
          {run.members.length > 0 && <RestChart run={run} height={136} />}
        </section>
        <RunNotes view={view} />
        <div className="cols">
          <div className="col">
            {run.members.length > 0 && <RunMembers run={run} />}
            {(advice !== null || run.members.length === 0) && <RunSteps view={view} />}
          </div>
          <div className="col">
            {advice === null ? (
              <AfterPanel view={view} outcome={outcome} />
            ) : (
              <WhatNow view={view} advice={advice} />
            )}
            {run.unit === null && livingMembers(run).length === 0 && (
              <LeftoversPanel target={run.target} title={run.title} revision={outcome.kind} />
            )}
            <UnitEnd view={view} />
            {advice === null && run.members.length > 0 && <RunSteps view={view} />}
          </div>
        </div>
        <RunLog run={run} />
      </div>
    </div>
  )
}
