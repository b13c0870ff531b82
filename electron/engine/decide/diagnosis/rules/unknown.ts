/** When no rule has an answer: that is said, with what could not be looked at. */
import { duration } from '../../../../../shared/wording/numbers.ts'
import { isTooEarly, type Case } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { waitLonger } from '../remedies.ts'

/** Signs that say little: they stand beside "not known", and do not take its place. */
const isWeak = ({ certainty }: Claim): boolean => certainty === 'possible'

/** "Too early to say" or "not known", where the stop was asked and nobody else has an answer. */
export function unknownCause(c: Case, others: readonly Claim[]): readonly Claim[] {
  if (c.asked === null || c.living.length === 0 || others.some((one) => !isWeak(one))) return []
  const early = isTooEarly(c)
  if (!early && others.length > 0) return []
  const head = c.main ?? c.living.toSorted((a, b) => a.pid - b.pid)[0]
  return [
    {
      code: 'unknown',
      certainty: 'possible',
      sentence: early
        ? `Too early to say: it was asked ${c.asked.agoMs < 100 ? 'just now' : `${duration(c.asked.agoMs)} ago`}.`
        : 'What holds it up is not known: nothing that can be read here says so.',
      subject: head === undefined ? null : subjectOf(head),
      evidence: early ? [evidence('run', `SIG${c.signal}, ${duration(c.asked.agoMs)} ago`)] : [],
      offers: [
        waitLonger(
          early
            ? 'A healthy daemon often takes a moment.'
            : 'Another look, over a longer time, may see more.',
        ),
      ],
    },
  ]
}
