/** Prints what happens in a run, as lines for a person or as JSON. */
import type { RunView } from '../../shared/contract.ts'
import type { RunLine } from '../../shared/json-output.ts'
import { goneSentence, signalsSentence } from '../../shared/wording/cli.ts'
import { ceilingSentence, nearestCeiling } from '../../shared/wording/ceilings.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { processName, processNames } from '../../shared/wording/process-names.ts'
import type { World } from './command.ts'
import { toJsonLine } from './json-line.ts'
import { listRunChanges } from './run-changes.ts'

/** Signals of one kind in a row are one sentence with several processes. */
function groupLines(lines: readonly RunLine[]): RunLine[][] {
  const groups: RunLine[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const [first] = last ?? []
    const joins =
      line.type === 'signal' &&
      first?.type === 'signal' &&
      first.what === line.what &&
      first.outcome === line.outcome &&
      first.step === line.step
    if (joins) last?.push(line)
    else groups.push([line])
  }
  return groups
}

function beganSentence(line: Extract<RunLine, { type: 'began' }>): string {
  const members = count(line.members.length, 'process', 'processes')
  const who = line.members.length === 0 ? members : `${members}: ${processNames(line.members)}`
  return `${printable(line.title)}, ${line.schedule} (run ${line.run}); ${who}`
}

/** The ceiling that comes first; the plan lists them all. */
function ceilingsSentence({ ceilings, movedTo }: Extract<RunLine, { type: 'ceilings' }>) {
  const known = ceilings.map(({ earliest, ...rest }) =>
    earliest === null ? rest : { ...rest, earliest },
  )
  const next = nearestCeiling(known) ?? known[0]
  if (next) return ceilingSentence(next)
  return movedTo === 'never' ? 'systemd is held back: it does not force' : null
}

const ceilingsKey = ({ ceilings, movedTo }: Extract<RunLine, { type: 'ceilings' }>): string =>
  [movedTo === 'never', ...ceilings.map(({ what, at }) => `${what} ${at && clock(at)}`)].join(' ')

function groupSentence(group: readonly RunLine[]): string | null {
  const [line] = group
  switch (line?.type) {
    case undefined:
      return null
    case 'began':
      return beganSentence(line)
    case 'signal':
      // The forcing phase named them before; by now its victims' end may have been told already.
      if (line.what === 'KILL' && line.outcome === 'sent') return null
      return signalsSentence(group.filter((l) => l.type === 'signal'))
    case 'member-gone':
      return goneSentence(line)
    case 'member-appeared':
      return `${processName(line.process)} appeared`
    case 'notice':
      return printable(line.sentence)
    case 'unit':
      return line.sentence
    case 'ceilings':
      return ceilingsSentence(line)
    case 'diagnosis':
    case 'evidence':
    case 'watch':
    case 'reboot':
      // Told by whoever hears of it: it is no change of the run.
      return null
    case 'phase':
      // The call itself is told by its signals, the end by its outcome.
      return line.phase === 'stopping' || line.phase === 'ended' ? null : line.sentence
  }
}

/** The news as lines of text, each with its wall-clock time. */
export function runText(lines: readonly RunLine[]): string[] {
  return groupLines(lines).flatMap((group) => {
    const sentence = groupSentence(group)
    return sentence === null ? [] : [`${clock(group[0]?.at ?? 0)}  ${sentence}`]
  })
}

/** Prints the news each time the run is seen. */
export function createRunReporter(world: World, json: boolean): (view: RunView) => void {
  let before: RunView | null = null
  let told = ''
  /** Another reason for the same force at the same time is news for scripts alone. */
  const isNews = (line: RunLine): boolean => {
    if (line.type !== 'ceilings') return true
    const known = told
    told = ceilingsKey(line)
    return told !== known
  }
  return (view) => {
    const lines = listRunChanges(before, view, world.now())
    before = view
    const printed = json ? lines.map(toJsonLine) : runText(lines.filter(isNews))
    for (const line of printed) world.terminal.print(line)
  }
}
