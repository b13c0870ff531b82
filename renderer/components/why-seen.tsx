/** Below the outcome: why it did not stop by itself, as it was seen last. */
import type { JSX } from 'react'
import type { Outcome } from '../../shared/run.ts'
import { certaintyWord } from '../../shared/wording/diagnosis-words.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { verdictOf } from '../model/diagnosis-words.ts'
import { useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

/** Ends of a stop that something held up. */
const heldUp: ReadonlySet<Outcome['kind']> = new Set([
  'killed',
  'survived',
  'came-back',
  'abandoned',
  'hung',
])

/** Nothing where nobody looked, or nothing was found. */
export function WhySeen(props: {
  readonly run: string
  readonly outcome: Outcome
}): JSX.Element | null {
  const diagnosis = useQuiesce((s) => s.diagnoses.get(props.run) ?? null)
  const verdict = diagnosis === null ? null : verdictOf(diagnosis)
  if (diagnosis === null || verdict === null || !heldUp.has(props.outcome.kind)) return null
  return (
    <div className="outc-row">
      <Icon name="search" className="t2" />
      <p className="break grow">
        <b>Why it did not stop by itself:</b> <Prose text={verdict.sentence} />{' '}
        <span className="s t3">
          {certaintyWord[verdict.certainty]}, seen {clock(diagnosis.at)}
        </span>
      </p>
    </div>
  )
}
