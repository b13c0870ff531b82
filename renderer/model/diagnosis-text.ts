/** A diagnosis as Markdown, for a ticket or a message. Pure. */
import type { Diagnosis, Finding } from '../../shared/diagnosis.ts'
import { certaintyWord, nothingFound } from '../../shared/wording/diagnosis-words.ts'
import { markdownBlock, markdownCode, markdownText } from '../../shared/wording/markdown.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { looksWords } from './diagnosis-words.ts'
import { waitLines, waitsSentence } from './wait-graph.ts'

const findingText = ({ sentence, certainty, evidence }: Finding): readonly string[] => [
  `**${markdownText(sentence)}** (${certaintyWord[certainty]})`,
  '',
  ...evidence.map(({ source, line }) => `- ${markdownCode(line)} (${markdownText(source)})`),
]

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, '', ...lines.map((line) => `- ${line}`)]

/** The whole: verdict with its evidence, the chain, what else was seen, and the daemon's own words. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { title, findings, ruledOut, notKnown, waits, log, at, looks } = diagnosis
  const [verdict, ...others] = findings
  const chain = waitLines(waits).length === 0 ? [] : ['', markdownText(waitsSentence(waits))]
  const words = markdownBlock(log.map(({ text }) => text))
  return [
    `## Why ${markdownText(title)} does not stop`,
    '',
    ...(verdict === undefined ? [nothingFound(diagnosis)] : findingText(verdict)),
    ...chain,
    ...list(
      'Also seen',
      others.map((one) => `${markdownText(one.sentence)} (${certaintyWord[one.certainty]})`),
    ),
    ...list(
      'Ruled out',
      ruledOut.map(({ what, source }) => `${markdownText(what)} (${markdownText(source)})`),
    ),
    ...list(
      'Not known',
      notKnown.map(({ what, why }) => `${markdownText(what)}: ${markdownText(why)}`),
    ),
    ...(log.length === 0 ? [] : ['', 'Its own last lines:', '', ...words]),
    '',
    `Looked at ${clock(at)}; ${looksWords(diagnosis)}, the last look took ${Math.round(looks.tookMs)} ms.`,
    '',
  ].join('\n')
}
