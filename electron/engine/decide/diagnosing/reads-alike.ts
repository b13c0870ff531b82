import type { Diagnosis, Finding } from '../../../../shared/diagnosis.ts'

/** Spans grow from look to look and say nothing new: `for 12 s`, `2 min 3 s`, `0.4 s`. */
const withoutSpans = (text: string): string =>
  text.replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|min|h|d)\b/g, '')

const findingWords = ({ code, certainty, sentence, subject, remedies }: Finding): unknown => [
  code,
  certainty,
  withoutSpans(sentence),
  subject,
  remedies.map(({ id, kind, label, says }) => [id, kind, label, withoutSpans(says)]),
]

/** What a person reads; counters in the evidence and spans alone are no news. */
const wordsOf = (diagnosis: Diagnosis): string =>
  JSON.stringify([
    diagnosis.findings.map(findingWords),
    diagnosis.ruledOut.map(({ what }) => withoutSpans(what)),
    diagnosis.notKnown.map(({ what, why }) => [what, why]),
    diagnosis.waits.nodes.map(({ id, label, detail, role }) => [
      id,
      label,
      withoutSpans(detail),
      role,
    ]),
    diagnosis.waits.edges.map(({ from, to, why }) => [from, to, why]),
    diagnosis.log.map(({ text }) => text),
    diagnosis.logNote,
  ])

/** True where a person who has read one learns nothing from the other but how time passes. */
export const readsAlike = (one: Diagnosis, other: Diagnosis): boolean =>
  wordsOf(one) === wordsOf(other)
