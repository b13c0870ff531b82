/** Words of a run's events and of the line with the seconds left. */
import type { RunLine } from '../json-output.ts'
import type { Ceiling } from '../plan.ts'
import { identityKey } from '../process.ts'
import { livingMembers, type Phase, type Run, type SignalOutcome } from '../run.ts'
import { clock, count, duration, printable } from './numbers.ts'
import { outcomeSentence } from './outcomes.ts'
import { askSentence, phaseWord, whatFollows } from './phases.ts'

/** "nginx (4242)", or the bare pid where no name is known. */
export const processName = (process: { readonly pid: number; readonly name: string }): string =>
  process.name === '' ? String(process.pid) : `${printable(process.name)} (${process.pid})`

const listedAtMost = 5

/** "a (1), b (2)", or the first few and how many more. */
export function processNames(
  list: readonly { readonly pid: number; readonly name: string }[],
): string {
  const shown = list.slice(0, listedAtMost).map(processName).join(', ')
  const more = list.length - listedAtMost
  return more > 0 ? `${shown} and ${more} more` : shown
}

const left = (run: Run): string => count(livingMembers(run).length, 'process', 'processes')

/** Whom a call was made to. */
function calledNames(run: Run, call: number): string {
  const called = new Set(
    run.sent.flatMap((s) => (s.call === call && s.identity ? [identityKey(s.identity)] : [])),
  )
  const members = run.members.filter((m) => called.has(identityKey(m.member.identity)))
  return processNames(members.map(({ member }) => ({ ...member.identity, name: member.name })))
}

/** Where a run stands, as one sentence with the service as its subject. No countdown in it. */
export function phaseSentence(run: Run): string {
  const { phase } = run
  const title = printable(run.title)
  switch (phase.kind) {
    case 'planned':
      return `${title}: planned, nothing is sent yet`
    case 'stopping':
      return `${title} is being stopped`
    case 'waiting':
      return phase.deadline === null
        ? `waiting for ${left(run)}, without a deadline`
        : `waiting for ${left(run)} until ${clock(phase.deadline.wall)}, ${whatFollows(run)}`
    case 'held':
      return phase.leftMs === null ? 'held' : `held with ${duration(phase.leftMs)} left`
    case 'asking':
      return `${title} ${askSentence[phase.why]}; ${left(run)} still there`
    case 'forcing': {
      const by = phase.by === 'person' ? 'a person' : 'the schedule'
      return `forcing, decided by ${by}: SIGKILL to ${calledNames(run, phase.call)}`
    }
    case 'verifying':
      return `nobody is left; looking until ${clock(phase.until.wall)} whether it stays so`
    case 'ended':
      return printable(outcomeSentence(run, phase.outcome))
  }
}

const signalSentence: Record<SignalOutcome, (what: string, whom: string) => string> = {
  sent: (what, whom) => `${what} sent to ${whom}`,
  gone: (what, whom) => `${what} not needed: ${whom} had left`,
  'no-permission': (what, whom) => `${what} refused by the kernel for ${whom}: no permission`,
  failed: (what, whom) => `${what} failed for ${whom}`,
  maybe: (what, whom) => `${what} may have been sent to ${whom}`,
}

type SignalLine = Extract<RunLine, { type: 'signal' }>

/** One signal to one or more processes, with what came of it. All lines are of one kind. */
export function signalsSentence(lines: readonly SignalLine[]): string {
  const [first] = lines
  if (first === undefined) return ''
  const processes = lines.flatMap((line) => line.process ?? [])
  if (first.what === 'stop-command') {
    return first.outcome === 'sent' ? 'stop command ended' : `stop command: ${first.outcome}`
  }
  return signalSentence[first.outcome](`SIG${first.what}`, processNames(processes))
}

const goneWord = {
  'by-itself': 'has left',
  killed: 'ended by SIGKILL',
  'identity-changed': 'has left; its pid belongs to another process now',
} as const

/** A member that left: "worker (4243) has left, 2 left". */
export function goneSentence(line: Extract<RunLine, { type: 'member-gone' }>): string {
  const rest = line.left === 0 ? 'nobody left' : `${line.left} left`
  return `${processName(line.process)} ${goneWord[line.how]}, ${rest}`
}

/** Who will force and when: "systemd sends SIGKILL at 03:14:04 (TimeoutStopSec)". */
export const ceilingSentence = (ceiling: Ceiling): string =>
  `${printable(ceiling.who)} may force ${
    ceiling.at === null ? 'at a moment not known' : `at ${clock(ceiling.at)}`
  } (${printable(ceiling.source)})`

/** What stays behind when a person leaves a run: what was sent, and which ceiling still runs. */
export function leavingSentences(run: Run): string[] {
  const sent = run.sent.filter((s) => s.outcome === 'sent' || s.outcome === 'maybe')
  const words = sent.map((s) => {
    const whom = s.identity ? ` to ${s.identity.pid}` : ''
    const what = s.what === 'stop-command' ? 'the stop command' : `SIG${s.what}`
    return `${what}${whom} at ${clock(s.at.wall)}${s.outcome === 'maybe' ? ' (maybe)' : ''}`
  })
  const shown = words.slice(0, listedAtMost).join(', ')
  const more = words.length > listedAtMost ? ` and ${words.length - listedAtMost} more` : ''
  return [
    words.length === 0
      ? 'Nothing was sent.'
      : `Sent so far: ${shown}${more}. What was sent stays sent.`,
    ...(run.ceilings.length === 0
      ? ['No ceiling is known: nobody else is going to force it.']
      : run.ceilings.map((ceiling) => `Still running: ${ceilingSentence(ceiling)}.`)),
  ]
}

/** Milliseconds until the run goes on by itself, or null. `now` is the wall clock. */
function leftMs(phase: Phase, now: number): number | null {
  if (phase.kind === 'held') return phase.leftMs
  if (phase.kind === 'verifying') return phase.until.wall - now
  return 'deadline' in phase && phase.deadline ? phase.deadline.wall - now : null
}

/** The live line: "Stopping · 3 processes left · 26 s, then it asks you". */
export function countdownLine(run: Run, now: number): string {
  const ms = leftMs(run.phase, now)
  const follows = whatFollows(run)
  const time = ms === null ? '' : duration(ms)
  const until = [time, follows].filter((part) => part !== '').join(', ')
  const ceiling = run.ceilings
    .filter((c) => c.at !== null && run.phase.kind !== 'verifying')
    .map((c) => `${printable(c.who)} forces in ${duration((c.at ?? 0) - now)}`)
  return [phaseWord(run.phase), `${left(run)} left`, until, ...ceiling]
    .filter((part) => part !== '')
    .join(' · ')
}

/** The keys that mean something in this phase. */
export function keysLine(phase: Phase): string {
  switch (phase.kind) {
    case 'waiting':
    case 'stopping':
      return '[e] +30 s  [h] hold  [g] go on  [f] force…  [l] leave it'
    case 'held':
      return '[h] release  [e] +30 s  [g] go on  [f] force…  [l] leave it'
    case 'asking':
      return '[e] wait 30 s more  [g] go on  [f] force…  [l] leave it'
    case 'planned':
    case 'forcing':
    case 'verifying':
    case 'ended':
      return ''
  }
}
