/** A diagnosis as lines of text. */
import type { Diagnosis, Finding, Remedy } from '../../shared/diagnosis.ts'
import { certaintyWord, findingLabel, nothingFound } from '../../shared/wording/diagnosis-words.ts'
import { clock, count, duration, printable } from '../../shared/wording/numbers.ts'
import { small } from '../../shared/wording/small.ts'
import { proposalSentence, usualSentence } from '../../shared/wording/stop-times-words.ts'

/** So much evidence stands beside a verdict that is told in mid-run; `diagnose` tells all of it. */
const mostEvidence = 3

/** Remedies that a person can choose by their number, in its order: each once. */
export function choosable({ findings }: Diagnosis): readonly Remedy[] {
  const all = findings.flatMap(({ remedies }) => remedies).filter((r) => r.kind !== 'by-hand')
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at).slice(0, 9)
}

const byHand = ({ findings }: Diagnosis): readonly Remedy[] =>
  findings.flatMap(({ remedies }) => remedies).filter(({ kind }) => kind === 'by-hand')

const evidenceLines = ({ evidence }: Finding, most = Number.POSITIVE_INFINITY): string[] =>
  evidence
    .slice(0, most)
    .map(
      ({ source, line }) =>
        `  ${printable(source)}: ${printable(line.replaceAll('\t', ' ')).trim()}`,
    )

const remedyText = ({ label, says }: Remedy): string => `${printable(label)} - ${printable(says)}`

/** "nginx 4711 waits for worker 4712 (its child, for 12 s)". */
function waitLines({ waits: { nodes, edges } }: Diagnosis): string[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, printable(label)]))
  return edges.map(({ from, to, why, ms }) => {
    const since = ms === null ? '' : `, for ${duration(ms)}`
    return `  ${labels.get(from) ?? from} waits for ${labels.get(to) ?? to} (${printable(why)}${since})`
  })
}

/** How a verdict is told. */
export interface Telling {
  /** Whose it is, where several services are stopped. */
  readonly title?: string
  /** The number that chooses a remedy; absent, or null, where nobody can. */
  numberOf?(remedy: Remedy): number | null
}

/** The numbers of a run's own remedies. */
export const numberedBy = (diagnosis: Diagnosis): Telling => ({
  numberOf: ({ id }) => choosable(diagnosis).findIndex((one) => one.id === id) + 1,
})

/** The verdict and its remedies, as they are told in mid-run. */
export function verdictLines(diagnosis: Diagnosis, telling: Telling = {}): string[] {
  const [verdict, ...others] = diagnosis.findings
  if (verdict === undefined) return []
  const { title } = telling
  const whose = title === undefined ? '' : `${printable(title)}: `
  const remedies = choosable(diagnosis).map((remedy) => {
    const number = telling.numberOf?.(remedy) ?? null
    return `  ${number ?? 'Remedy'}: ${remedyText(remedy)}`
  })
  return [
    `${clock(diagnosis.at)}  ${whose}Why: ${printable(verdict.sentence)} (${certaintyWord[verdict.certainty]})`,
    ...evidenceLines(verdict, mostEvidence),
    ...waitLines(diagnosis),
    ...others.map(
      ({ sentence, certainty }) => `  Also: ${printable(sentence)} (${certaintyWord[certainty]})`,
    ),
    ...remedies,
    ...byHand(diagnosis).map((remedy) => `  By hand: ${remedyText(remedy)}`),
  ]
}

/** The verdict and its remedies alone, for a report of several services. */
export function verdictSummary({ findings: [verdict] }: Diagnosis): string[] {
  if (verdict === undefined) return []
  return [
    `Why: ${printable(verdict.sentence)} (${certaintyWord[verdict.certainty]})`,
    ...verdict.remedies.map((remedy) => `  Remedy: ${remedyText(remedy)}`),
  ]
}

function findingLines(finding: Finding, at: number): string[] {
  const { code, certainty, sentence, remedies } = finding
  return [
    `${at + 1}. ${printable(sentence)} [${findingLabel[code]}, ${certaintyWord[certainty]}]`,
    ...evidenceLines(finding).map((line) => ` ${line}`),
    ...remedies.map((remedy) => `   Remedy: ${remedyText(remedy)}`),
  ]
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines]

function logLines({ log, logNote }: Diagnosis): string[] {
  if (log.length === 0) return logNote === null ? [] : [`Its own lines: ${printable(logNote)}.`]
  const lines = log.map(({ at, text }) => {
    const time = at === null ? '' : `${clock(at)}  `
    return `  ${time}${printable(text)}`
  })
  return ['Its own last lines:', ...lines]
}

/** All of it, as `diagnose` prints it. */
export function diagnosisLines(diagnosis: Diagnosis): string[] {
  const { title, run, findings, ruledOut, notKnown, usual, looks } = diagnosis
  const about = run === null ? printable(title) : `${printable(title)} (run ${run})`
  return [
    findings.length === 0 ? `${about}: ${small(nothingFound(diagnosis))}` : about,
    ...findings.flatMap(findingLines),
    ...section('Who waits for whom:', waitLines(diagnosis)),
    ...section(
      'Ruled out:',
      ruledOut.map(({ what, source }) => `  ${printable(what)} (${printable(source)})`),
    ),
    ...section(
      'Not known:',
      notKnown.map(({ what, why }) => `  ${printable(what)}: ${printable(why)}`),
    ),
    ...logLines(diagnosis),
    ...(usual === null ? [] : [usualSentence(usual), proposalSentence(usual)]),
    `Looked ${count(looks.count, 'time', 'times')} in ${duration(looks.spanMs)}; the last look took ${Math.ceil(looks.tookMs)} ms.`,
  ]
}
