/** A run under way: the seconds left, members leaving one by one, and what a person can do now. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { PhaseKind } from '../../shared/run.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { ActionButton } from '../components/action-button.tsx'
import { OfferedNow } from '../components/asking-choices.tsx'
import { AlsoSeen, LastWords, RuledOut } from '../components/diagnosis-side.tsx'
import { DiagnosisVerdict } from '../components/diagnosis-verdict.tsx'
import { RestChart } from '../components/rest-chart.tsx'
import { Ring } from '../components/ring.tsx'
import { PermissionNote } from '../components/permission-note.tsx'
import { RunClocks } from '../components/run-clocks.tsx'
import { RunLog } from '../components/run-log.tsx'
import { stopStepWords } from '../model/unit-stop-words.ts'
import { RunHead, RunNotes } from '../components/run-head.tsx'
import { RunMembers } from '../components/run-members.tsx'
import { RunSteps } from '../components/run-steps.tsx'
import { UnusualNote } from '../components/unusual-note.tsx'
import { useRunDiagnosis } from '../components/use-diagnosis.ts'
import { useActionKeys } from '../components/use-keys.ts'
import {
  extendAction,
  forceAction,
  goOnAction,
  holdAction,
  leaveAction,
  liveRunActions,
} from '../run-actions.ts'

const titles: Partial<Record<PhaseKind, (title: string) => string>> = {
  planned: (title) => `${title} will be stopped`,
  held: (title) => `The stop of ${title} is held`,
  forcing: (title) => `Forcing ${title}`,
  verifying: (title) => `Looking whether ${title} stays down`,
}

function Controls(props: { readonly view: RunView }): JSX.Element {
  const { view } = props
  return (
    <div className="controls" role="group" aria-label="What you can do">
      <ActionButton action={extendAction} subject={view} size="lg" />
      <ActionButton action={holdAction} subject={view} size="lg" />
      <ActionButton action={goOnAction} subject={view} size="lg" />
      <span className="grow hint" />
      <ActionButton action={leaveAction} subject={view} size="lg" />
      <ActionButton action={forceAction} subject={view} size="lg" />
    </div>
  )
}

export function RunWaiting(props: { readonly view: RunView }): JSX.Element {
  const { view } = props
  const { run } = view
  const { diagnosis: known, busy, again } = useRunDiagnosis(view)
  // What held it up says nothing once SIGKILL is on its way, or nobody is left.
  const waits = run.phase.kind === 'waiting' || run.phase.kind === 'held'
  const diagnosis = waits && known !== null && known.findings.length > 0 ? known : null
  useActionKeys(liveRunActions, view)
  const title = titles[run.phase.kind]?.(run.title) ?? `Stopping ${run.title}`
  return (
    <div className={`run ${diagnosis === null ? '' : 'asking'}`} style={{ display: 'contents' }}>
      <RunHead
        view={view}
        title={title}
        aside={`since ${clock(run.startedAt.wall)}, by ${printable(run.by)}`}
      />
      <div className="body">
        <section className="panel hero" aria-label="How far it is">
          <Ring run={run} />
          <div className="chart">
            <header>
              <h2 className="s">Processes left</h2>
              <span className="s t3 cut">
                {run.unit === null
                  ? 'every exit is seen as it happens'
                  : `systemd: ${stopStepWords(run.unit)}`}
              </span>
            </header>
            <RestChart run={run} />
          </div>
        </section>
        <Controls view={view} />
        <RunClocks view={view} />
        <PermissionNote view={view} />
        <UnusualNote view={view} usual={diagnosis?.usual ?? view.usual} />
        <RunNotes view={view} />
        <div className="cols">
          {diagnosis === null ? (
            <RunSteps view={view} />
          ) : (
            <div className="col">
              <DiagnosisVerdict
                diagnosis={diagnosis}
                heading="Why it takes so long"
                onAgain={again}
                busy={busy}
              />
              <OfferedNow view={view} diagnosis={diagnosis} />
              <RunSteps view={view} />
            </div>
          )}
          {diagnosis === null ? (
            <RunMembers run={run} />
          ) : (
            <div className="col">
              <LastWords diagnosis={diagnosis} />
              <AlsoSeen diagnosis={diagnosis} view={view} />
              <RuledOut diagnosis={diagnosis} />
              <RunMembers run={run} />
            </div>
          )}
        </div>
        <RunLog run={run} />
      </div>
    </div>
  )
}
