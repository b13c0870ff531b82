/** A stop that takes longer than it ever did: how long it usually takes, and a wait that would do. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { proposeWait } from '../../shared/proposed-wait.ts'
import type { StopTimes } from '../../shared/stop-times.ts'
import { printSchedule } from '../../shared/schedule.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { unusualWords } from '../model/diagnosis-words.ts'
import { keepWait } from '../keep-wait.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

function Proposal(props: {
  readonly view: RunView
  readonly usual: StopTimes
}): JSX.Element | null {
  const app = useApp()
  const { run } = props.view
  const configured = useQuiesce((s) => s.services?.get(run.target)?.origin === 'configured')
  const proposed = proposeWait(printSchedule(run.schedule), props.usual)
  if (proposed === null) return null
  const time = duration(proposed.seconds * 1000)
  return (
    <>
      <span className="t2">A wait of {time} would have covered every clean stop.</span>
      {configured && (
        <Button
          size="sm"
          icon="save"
          onPress={() => {
            void keepWait(app, run.target, proposed)
          }}
        >
          Keep {time} for its next stops
        </Button>
      )}
    </>
  )
}

export function UnusualNote(props: {
  readonly view: RunView
  readonly usual: StopTimes | null
}): JSX.Element | null {
  const { view, usual } = props
  const tookMs = useQuiesce((s) => s.now - view.run.startedAt.wall)
  const words = unusualWords(usual, tookMs)
  if (usual === null || words === null) return null
  return (
    <div className="strip unusual" role="group" aria-label="How long it usually takes">
      <Icon name="clock" className="amber" />
      <b>{words}</b>
      <span className="t3 s">from {count(usual.count, 'clean stop')}</span>
      <Proposal view={view} usual={usual} />
    </div>
  )
}
