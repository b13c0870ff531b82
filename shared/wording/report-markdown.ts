/** One run as Markdown, for a ticket: what was asked, sent and seen, why, what is left, what now. */
import type { Advice } from '../advice.ts'
import type { RunView } from '../contract.ts'
import type { Diagnosis, Finding } from '../diagnosis.ts'
import type { JournalEntry } from '../journal-entry.ts'
import type { LeftoverList } from '../leftovers.ts'
import { printSchedule } from '../schedule.ts'
import type { Run, RunMember } from '../run.ts'
import { certaintyWord, findingLabel, nothingFound } from './diagnosis-words.ts'
import { journalLine } from './journal-line.ts'
import { leftoverWord, tidySentence } from './leftover-words.ts'
import { markdownBlock, markdownCode, markdownText } from './markdown.ts'
import { clock, duration } from './numbers.ts'
import { outcomeSentence } from './outcomes.ts'
import { phaseWord } from './phases.ts'
import { failureWords } from './unit-words.ts'
import { adviceWord, memberReasons, sentWord, signalOutcomeWord } from './views.ts'

/** What a report is made of; what is not known is null or empty. */
export interface ReportFacts {
  readonly view: RunView
  readonly hostName: string | null
  /** The last one that was made of this run. */
  readonly diagnosis: Diagnosis | null
  readonly leftovers: LeftoverList | null
  /** The folder where evidence was saved before force. */
  readonly evidence: string | null
  /** Records of this run, oldest first. */
  readonly journal: readonly JournalEntry[]
}

const mostMembers = 200
const mostRecords = 300

/** "2026-01-31 03:12:34" on this machine's clock. */
function moment(wall: number): string {
  const date = new Date(wall)
  const pad = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${clock(wall)}`
}

/** A heading with its lines; nothing where there are none. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]

const bullet = (text: string): string => `- ${text}`

/** Of many, the first ones and how many more. */
function cut<T>(list: readonly T[], most: number, print: (one: T) => string): readonly string[] {
  const more = list.length - most
  return [...list.slice(0, most).map(print), ...(more > 0 ? [bullet(`and ${more} more`)] : [])]
}

function head({ view: { run, owner }, hostName }: ReportFacts): readonly string[] {
  const said =
    run.phase.kind === 'ended' ? outcomeSentence(run, run.phase.outcome) : phaseWord(run.phase)
  const on = hostName === null ? '' : ` on ${markdownCode(hostName)}`
  return [
    `# Stop of ${markdownText(run.title)}${on}`,
    '',
    `**${markdownText(said)}**`,
    '',
    bullet(
      `Run ${markdownCode(run.id)}, begun ${moment(run.startedAt.wall)} by ${markdownCode(run.by)}, ${markdownText(owner.door)}`,
    ),
    bullet(`Target ${markdownCode(run.target)}`),
    bullet(`Schedule ${markdownCode(printSchedule(run.schedule))}`),
    ...(run.phase.kind === 'ended' ? [bullet(`Ended ${moment(run.phase.at.wall)}`)] : []),
  ]
}

const sentLines = ({ sent }: Run): readonly string[] =>
  sent.length === 0
    ? ['Nothing was sent.']
    : cut(sent, mostMembers, (one) => {
        const whom = one.identity === null ? '' : ` to ${one.identity.pid}`
        return bullet(
          `${clock(one.at.wall)} ${sentWord(one)}${whom}, ${signalOutcomeWord[one.outcome]}`,
        )
      })

const goneWords: Record<NonNullable<RunMember['gone']>['how'], string> = {
  'by-itself': 'left',
  killed: 'killed',
  'taken-along': 'ended with its tracer',
  'identity-changed': 'left',
}

function memberLine({ startedAt }: Run, { member, gone }: RunMember): string {
  const how =
    gone === null
      ? member.kept === null
        ? 'still here'
        : `kept: ${member.kept}`
      : `${goneWords[gone.how]} after ${duration(gone.at.mono - startedAt.mono)}`
  const { pid } = member.identity
  return bullet(
    `${pid} ${markdownCode(member.name)} ${markdownText(how)} (${markdownText(memberReasons(member))})`,
  )
}

function unitLines({ unit, ceilings, forcedByOther }: Run): readonly string[] {
  if (unit === null) return []
  const { activeState, subState } = unit.state
  const failure = activeState === 'failed' ? `, ${failureWords(unit.state)}` : ''
  return [
    bullet(
      `${markdownCode(unit.name)} is ${markdownText(`${activeState} (${subState})${failure}`)}`,
    ),
    ...(forcedByOther === null
      ? []
      : [bullet(`forced by ${markdownText(forcedByOther)}, not by Quiesce`)]),
    ...ceilings.map(({ who, what, source, at }) =>
      bullet(
        `${markdownText(who)} ${what === '' ? 'forces' : `sends ${markdownText(what)}`} by itself ${at === null ? 'at a moment not known' : `at ${clock(at)}`} (${markdownText(source)})`,
      ),
    ),
  ]
}

const evidenceBlock = (
  evidence: readonly { readonly source: string; readonly line: string }[],
): readonly string[] =>
  evidence.length === 0
    ? []
    : ['', ...markdownBlock(evidence.map(({ source, line }) => `${source}: ${line}`)), '']

const findingLines = ({ code, certainty, sentence, evidence }: Finding): readonly string[] => [
  `**${markdownText(findingLabel[code])}** (${markdownText(certaintyWord[certainty])}): ${markdownText(sentence)}`,
  ...evidenceBlock(evidence),
]

function diagnosisLines(diagnosis: Diagnosis | null): readonly string[] {
  if (diagnosis === null) return []
  const { findings, ruledOut, notKnown, log } = diagnosis
  return [
    ...(findings.length === 0 ? [nothingFound(diagnosis)] : findings.flatMap(findingLines)),
    ...ruledOut.map(({ what, source }) =>
      bullet(`not the cause: ${markdownText(what)} (${markdownText(source)})`),
    ),
    ...notKnown.map(({ what, why }) =>
      bullet(`not known: ${markdownText(what)} (${markdownText(why)})`),
    ),
    ...(log.length === 0 ? [] : ['', 'Its own last lines:', '']),
    ...(log.length === 0 ? [] : markdownBlock(log.map(({ text }) => text))),
  ]
}

function leftoverLines(found: LeftoverList | null): readonly string[] {
  if (found === null) return []
  const { leftovers, tidy } = found
  const said = tidySentence(tidy)
  const lines = leftovers.flatMap(({ kind, label, proof, keep }) => [
    bullet(
      `${markdownCode(label)} (${markdownText(leftoverWord[kind])}): ${keep === null ? 'may be removed' : `stays: ${markdownText(keep)}`}`,
    ),
    ...proof.map((sentence) => `  - ${markdownText(sentence)}`),
  ])
  return [
    ...(lines.length === 0 ? ['Nothing is left of it.'] : lines),
    ...(said === null ? [] : ['', said]),
  ]
}

function adviceLines(advice: Advice | null): readonly string[] {
  if (advice === null) return []
  const { findings = [], checked = [] } = advice
  const told = new Set(findings.map(({ sentence }) => sentence))
  return [
    `**${markdownText(advice.sentence)}** (${adviceWord[advice.level]})`,
    '',
    ...advice.reasons.filter((one) => !told.has(one)).map((one) => bullet(markdownText(one))),
    ...findings.flatMap(({ sentence, evidence, changesMind }) => [
      '',
      `${markdownText(sentence)} What would change this: ${markdownText(changesMind)}`,
      ...evidenceBlock(evidence),
    ]),
    ...(advice.aboutReboot === '' ? [] : ['', markdownText(advice.aboutReboot), '']),
    ...checked.map(({ what, answer }) => bullet(`${markdownText(what)}: ${markdownText(answer)}`)),
  ]
}

function journalLines(entries: readonly JournalEntry[]): readonly string[] {
  if (entries.length === 0) return []
  const left = entries.length - mostRecords
  const lines = entries
    .slice(-mostRecords)
    .map((entry) => `${moment(entry.at.wall)}  ${journalLine(entry)}`)
  return markdownBlock([...(left > 0 ? [`${left} earlier records are left out`] : []), ...lines])
}

/** The whole report. Times are this machine's. Names in it cannot break it, whatever they hold. */
export function reportMarkdown(facts: ReportFacts): string {
  const { view, diagnosis, leftovers, evidence, journal } = facts
  const { run, advice } = view
  const lines = [
    ...head(facts),
    ...section('Sent', sentLines(run)),
    ...section(
      'Members',
      cut(run.members, mostMembers, (one) => memberLine(run, one)),
    ),
    ...section('Unit', unitLines(run)),
    ...section('Why it did not stop', diagnosisLines(diagnosis)),
    ...section(
      'Notes',
      run.notices.map((notice) => bullet(markdownText(notice))),
    ),
    ...section('Evidence', evidence === null ? [] : [`Saved in ${markdownCode(evidence)}.`]),
    ...section('Leftovers', leftoverLines(leftovers)),
    ...section('Advice', adviceLines(advice)),
    ...section('Record', journalLines(journal)),
  ]
  // Blank lines never stand twice.
  return `${lines.filter((line, at) => line !== '' || lines[at - 1] !== '').join('\n')}\n`
}
