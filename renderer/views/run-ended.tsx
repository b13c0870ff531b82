/** After a run: what came of it in one sentence, how each left, what was sent, and what now. */
import type { JSX } from 'react'
import type { Advice } from '../../shared/advice.ts'
import type { RunView } from '../../shared/contract.ts'
import { mayHaveBeenKilled, type Outcome } from '../../shared/run.ts'
import { clock, duration, printable } from '../../shared/wording/numbers.ts'
import { outcomeSentence, outcomeWord } from '../../shared/wording/outcomes.ts'
import { ActionButton } from '../components/action-button.tsx'
import { AdvicePanel } from '../components/advice-panel.tsx'
import { AfterPanel } from '../components/after-panel.tsx'
import { AfterWatchLine } from '../components/after-watch.tsx'
import { SavedEvidence } from '../components/saved-evidence.tsx'
import { WhySeen } from '../components/why-seen.tsx'
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
import { afterWords, backWords, capital } from '../model/after-words.ts'
import { copyReportAction, saveReportAction } from '../report-actions.ts'
import { survived, tryRestartAction } from '../run-actions.ts'

/** Ends at which something may be left, or somebody may live. */
const leaves: ReadonlySet<Outcome['kind']> = new Set([
  'stopped',
  'already-stopped',
  'killed',
  'survived',
  'failed',
])

/** A restart is watched; beside survivors it asks first. Without a start command a person starts it. */
function TryRestart(props: {
  readonly view: RunView
  readonly advice: Advice
}): JSX.Element | null {
  const { view, advice } = props
  if (view.canStart) {
    return (
      <div className="row wrap">
        <ActionButton action={tryRestartAction} subject={view} />
        <span className="s t3">
          {survived(view) ? 'asks you first: somebody is left' : 'watched whether it stays up'}
        </span>
      </div>
    )
  }
  if (advice.level !== 'try-restart') return null
  return (
    <p className="s t2 by-you">
      Quiesce knows no command that starts it: start it as you usually do, and look whether it stays
      up.
    </p>
  )
}

/** Advice, but for one that came back meanwhile: of that nothing is true any more. */
function WhatNow(props: { readonly view: RunView; readonly outcome: Outcome }): JSX.Element {
  const { view, outcome } = props
  const { advice, watch } = view
  const back = watch?.cameBack ?? null
  if (back !== null) return <AfterPanel view={view} words={backWords(back.by)} />
  if (advice === null) return <AfterPanel view={view} words={afterWords(outcome)} />
  return (
    <AdvicePanel advice={advice}>
      <TryRestart view={view} advice={advice} />
    </AdvicePanel>
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
  const back = view.watch?.cameBack ?? null
  const ran = run.phase.kind === 'ended' ? run.phase.at.mono - run.startedAt.mono : 0
  return (
    <div className="run ended" style={{ display: 'contents' }}>
      <div className="head">
        <div className="grow">
          <RunCrumbs view={view} />
        </div>
        <ActionButton action={saveReportAction} subject={view} size="sm" />
        <ActionButton action={copyReportAction} subject={view} size="sm" />
      </div>
      <div className="body" tabIndex={0} role="region" aria-label="How it ended">
        <section className="panel outc" aria-live="polite">
          <div className="say">
            {back === null ? (
              <OutcomeIcon outcome={outcome} className="i-28" />
            ) : (
              <Icon name="out-came-back" className="i-28 amber" />
            )}
            <div className="grow">
              <h1>{said}</h1>
              {back !== null ? (
                <p>It was down, and was started again since.</p>
              ) : (
                more !== '' && <p>{more}</p>
              )}
              <p className="s t3">
                {outcomeWord[outcome.kind]}. Begun {clock(run.startedAt.wall)} by{' '}
                {printable(run.by)}, ran {duration(ran)}.
              </p>
            </div>
          </div>
          {run.members.length > 0 && <RestChart run={run} height={136} />}
          {view.watch !== undefined && <AfterWatchLine watch={view.watch} />}
          <WhySeen run={run.id} outcome={outcome} />
          <SavedEvidence run={run.id} />
        </section>
        <RunNotes view={view} />
        <div className="cols">
          <div className="col">
            {leaves.has(outcome.kind) && (
              <LeftoversPanel
                target={run.target}
                run={run.id}
                title={run.title}
                // Advice comes once more when the machine was looked at; so may what is left.
                revision={`${outcome.kind} ${advice?.level ?? ''} ${advice?.findings?.length ?? 0}`}
                forced={mayHaveBeenKilled(run)}
              />
            )}
            {run.members.length > 0 && <RunMembers run={run} />}
            {(advice !== null || run.members.length === 0) && <RunSteps view={view} />}
          </div>
          <div className="col">
            <WhatNow view={view} outcome={outcome} />
            <UnitEnd view={view} />
            {advice === null && run.members.length > 0 && <RunSteps view={view} />}
          </div>
        </div>
        <RunLog run={run} />
      </div>
    </div>
  )
}
