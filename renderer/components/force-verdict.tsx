/** Before force: why it does not stop, in one line, whether force helps at all, and what is still on offer. */
import type { JSX } from 'react'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { certaintyWord } from '../../shared/wording/diagnosis-words.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { pressable, verdictOf, whyForceFails } from '../model/diagnosis-words.ts'
import { useQuiesce } from '../store.ts'
import { Prose } from './name.tsx'
import { Note } from './note.tsx'

/** Milder ways that are still open, by the words of their buttons. */
const milder = (diagnosis: Diagnosis): string =>
  pressable(verdictOf(diagnosis)?.remedies ?? [])
    .map(({ label }) => printable(label))
    .join('; ')

export function ForceVerdict(props: { readonly run: string }): JSX.Element | null {
  const diagnosis = useQuiesce((s) => s.diagnoses.get(props.run) ?? null)
  const verdict = diagnosis === null ? null : verdictOf(diagnosis)
  if (diagnosis === null || verdict === null) return null
  const noHelp = whyForceFails(diagnosis)
  const offered = milder(diagnosis)
  return (
    <div className="force-verdict">
      {noHelp !== null && (
        <Note tone="amber">
          <b>
            <Prose text={noHelp} />
          </b>
        </Note>
      )}
      <p className="break">
        <b>
          <Prose text={verdict.sentence} />
        </b>{' '}
        <span className="s t3">{certaintyWord[verdict.certainty]}</span>
      </p>
      {offered !== '' && <p className="t2 break">Milder, and still on offer: {offered}.</p>}
    </div>
  )
}
