/** How a unit stands after its run, as systemd says it, who forced it, and what its mark means. */
import { useState, type JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { Run } from '../../shared/run.ts'
import type { UnitState } from '../../shared/unit.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { leavingSentences } from '../../shared/wording/leaving.ts'
import { failureWords, mainExitWords, subStateWords } from '../../shared/wording/unit-words.ts'
import { activeWords } from '../model/unit-stop-words.ts'
import { useApp, useQuiesce } from '../store.ts'
import { controlUnit } from '../unit-actions.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { UnitLink } from './unit-link.tsx'

/** Who used force in this run; null where nobody did. */
export function forcedWords(run: Run): string | null {
  const ours = run.forced === 'person' ? printable(run.by) : 'the schedule'
  const others = run.forcedByOther === null ? null : `${printable(run.forcedByOther)}, not Quiesce`
  if (run.forced === null) return others
  return others === null ? ours : `${ours}; before that ${others}`
}

/** "failed: a signal ended it (SIGKILL)"; for any other state, what it does. */
function stateSentence(state: UnitState): string {
  if (state.activeState === 'failed') return `failed: ${failureWords(state)}`
  return `${activeWords(state)}: it ${subStateWords(state.subState)}`
}

/** The mark of a failed unit: it is about the last run, and it can be cleared. */
function FailedMark(props: { readonly run: Run; readonly onReset: () => void }): JSX.Element {
  const app = useApp()
  const { run } = props
  return (
    <div className="row wrap failed-mark">
      <Icon name="failed" className="ember" />
      <span className="grow">
        It stays marked as failed until it is started or the mark is reset. Resetting changes
        nothing else.
      </span>
      <Button
        icon="check"
        onPress={() => {
          const { target, title, unit } = run
          void controlUnit(app, { target, title, unit }, 'reset-failed').then((done) => {
            if (done) props.onReset()
          })
        }}
      >
        Reset failed
      </Button>
    </div>
  )
}

export function UnitEnd(props: { readonly view: RunView }): JSX.Element | null {
  const { run } = props.view
  const [reset, setReset] = useState(false)
  // The row is newer than the run: the mark may have been reset since. A unit that is down and not
  // marked may have no row at all.
  const kind = useQuiesce((s) => s.services?.get(run.target)?.state.kind ?? null)
  const { unit } = run
  if (unit === null) return null
  const { state } = unit
  const forced = forcedWords(run)
  const exit = mainExitWords(state)
  const failed = kind === null ? state.activeState === 'failed' : kind === 'failed'
  const left = run.phase.kind === 'ended' && run.phase.outcome.kind === 'abandoned'
  return (
    <section className="panel" aria-labelledby="unit-end-title">
      <header>
        <h2 id="unit-end-title">What systemd says</h2>
        <span className="s end">
          <UnitLink name={unit.name} manager={unit.manager} />
        </span>
      </header>
      <dl className="kv s unit-facts">
        <dt>State</dt>
        <dd>{stateSentence(state)}</dd>
        {exit !== '' && <dt>Main process</dt>}
        {exit !== '' && <dd>ended: {exit}</dd>}
        <dt>Force</dt>
        <dd>{forced === null ? 'nobody used it' : `used by ${forced}`}</dd>
        {left && <dt>From now on</dt>}
        {left && <dd className="break">{leavingSentences(run).slice(1).join(' ')}</dd>}
      </dl>
      {failed && !reset && (
        <FailedMark
          run={run}
          onReset={() => {
            setReset(true)
          }}
        />
      )}
    </section>
  )
}
