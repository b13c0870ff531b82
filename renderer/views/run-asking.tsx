/** A run that asks: why it does not stop, who is still there, and the choices, mildest first. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { Run } from '../../shared/run.ts'
import type { StopTimes } from '../../shared/stop-times.ts'
import { clock, duration, printable } from '../../shared/wording/numbers.ts'
import { askWords } from '../../shared/wording/phases.ts'
import { AskingChoices } from '../components/asking-choices.tsx'
import { AskingFacts } from '../components/asking-facts.tsx'
import { AlsoSeen, LastWords, RuledOut } from '../components/diagnosis-side.tsx'
import { DiagnosisVerdict } from '../components/diagnosis-verdict.tsx'
import { ForeignClock } from '../components/foreign-clock.tsx'
import { Icon } from '../components/icon.tsx'
import { ErrorNote } from '../components/note.tsx'
import { PermissionNote } from '../components/permission-note.tsx'
import { Pips } from '../components/pips.tsx'
import { RunHead, RunNotes } from '../components/run-head.tsx'
import { RunLog } from '../components/run-log.tsx'
import { RunMembers } from '../components/run-members.tsx'
import { RunSteps } from '../components/run-steps.tsx'
import { TakeStacks } from '../components/take-stacks.tsx'
import { UnusualNote } from '../components/unusual-note.tsx'
import { useRunDiagnosis } from '../components/use-diagnosis.ts'
import { useActionKeys } from '../components/use-keys.ts'
import { curveOf } from '../model/run-curve.ts'
import { liveRunActions } from '../run-actions.ts'
import { useQuiesce } from '../store.ts'

const Since = (props: { readonly run: Run; readonly usual: StopTimes | null }): JSX.Element => {
  const now = useQuiesce((s) => s.now)
  const { run, usual } = props
  const curve = curveOf(run)
  return (
    <>
      {duration(Math.floor((now - run.startedAt.wall) / 1000) * 1000)} so far
      {usual !== null && usual.count > 0 && `, usually ${duration(usual.usualMs)}`};{' '}
      {curve.total - curve.left} of {curve.total} gone
    </>
  )
}

export function RunAsking(props: { readonly view: RunView }): JSX.Element {
  const { view } = props
  const { run } = view
  const { diagnosis, error, busy, again } = useRunDiagnosis(view)
  useActionKeys(liveRunActions, view)
  if (run.phase.kind !== 'asking') return <></>
  const usual = diagnosis?.usual ?? view.usual
  return (
    <div className="run asking" style={{ display: 'contents' }}>
      <RunHead
        view={view}
        title={`${run.title} ${askWords(run, run.phase.why)}`}
        mark={<Icon name="asks" className="i-20 amber" />}
        aside={<Since run={run} usual={usual} />}
        end={
          <div className="head-end">
            <Pips run={run} />
            <span className="xs t3">
              asks since {clock(run.phase.since.wall)}, begun by {printable(run.by)}
            </span>
          </div>
        }
      />
      <div className="body">
        <ForeignClock view={view} />
        <UnusualNote view={view} usual={usual} />
        <PermissionNote view={view} />
        <RunNotes view={view} />
        <div className="cols">
          <div className="col">
            {diagnosis === null ? (
              <AskingFacts view={view} busy={busy} />
            ) : (
              <DiagnosisVerdict
                diagnosis={diagnosis}
                heading="Why it does not stop"
                onAgain={again}
                busy={busy}
              />
            )}
            {error !== null && error.code !== 'not-available' && <ErrorNote error={error} />}
            <AskingChoices view={view} diagnosis={diagnosis} />
          </div>
          <div className="col">
            {diagnosis !== null && <LastWords diagnosis={diagnosis} />}
            {diagnosis !== null && <AlsoSeen diagnosis={diagnosis} view={view} />}
            {diagnosis !== null && <RuledOut diagnosis={diagnosis} />}
            <TakeStacks target={run.target} run={run.id} />
            <RunMembers run={run} />
            <RunSteps view={view} />
          </div>
        </div>
        <RunLog run={run} />
      </div>
    </div>
  )
}
