/** Advice as lines of a terminal. */
import type { Advice, AdviceFinding } from '../../shared/advice.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { adviceWord } from '../../shared/wording/views.ts'

const mostEvidence = 8

function findingLines({ sentence, level, evidence, changesMind }: AdviceFinding): string[] {
  const more = evidence.length - mostEvidence
  return [
    '',
    `${printable(sentence)} (${adviceWord[level]})`,
    ...evidence
      .slice(0, mostEvidence)
      .map(({ source, line }) => `  ${printable(source)}: ${printable(line.replace(/\s+/g, ' '))}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  What would change this: ${printable(changesMind)}`,
  ]
}

/** The level, why, each rule with its evidence, and what was looked at. */
export function adviceLines(advice: Advice): readonly string[] {
  const { findings = [], checked = [], level, sentence, reasons, aboutReboot } = advice
  const told = new Set(findings.map((finding) => finding.sentence))
  return [
    `${printable(sentence)} (${adviceWord[level]})`,
    ...reasons.filter((reason) => !told.has(reason)).map((reason) => printable(reason)),
    ...findings.flatMap(findingLines),
    ...(findings.length > 0 ? [''] : []),
    printable(aboutReboot),
    ...(checked.length === 0 ? [] : ['', 'What would speak for a reboot:']),
    ...checked.map(({ what, answer }) => `  ${printable(what)}: ${printable(answer)}`),
  ]
}
