/** Words of a run's events and of the line with the seconds left. */
import type { RunLine } from '../json-output.ts'
import { identityKey } from '../process.ts'
import {
  isAtRest,
  livingMembers,
  type Phase,
  type Run,
  type SentSignal,
  type SignalOutcome,
} from '../run.ts'
import { ceilingCountdown } from './ceilings.ts'
import { clock, count, duration, printable } from './numbers.ts'
import { keptMembers, outcomeSentence } from './outcomes.ts'
import { askWords, phaseWord, whatFollows } from './phases.ts'
import { processName, processNames } from './process-names.ts'
import { subStateWords } from './unit-words.ts'

const left = (run: Run): string => count(livingMembers(run).length, 'process', 'processes')

/** No process is left, and systemd is not done with the unit all the same. */
const isEmptyUnit = (run: Run): boolean => livingMembers(run).length === 0 && !isAtRest(run)

/** Where the unit of a run stands, with its name: "nginx.service is stopping: …"; null for no unit. */
export const unitSentence = ({ unit }: Pick<Run, 'unit'>): string | null =>
  unit === null
    ? null
    : `${printable(unit.name)} ${subStateWords(unit.state.subState)}${unit.state.frozen ? ', frozen' : ''}`

/** Whom a call was made to. */
function calledNames(run: Run, call: number): string {
  const called = new Set(
    run.sent.flatMap((s) => (s.call === call && s.identity ? [identityKey(s.identity)] : [])),
  )
  const members = run.members.filter((m) => called.has(identityKey(m.member.identity)))
  return processNames(members.map(({ member }) => ({ ...member.identity, name: member.name })))
}

function waitingSentence(run: Run, deadline: { readonly wall: number } | null): string {
  const whom = isEmptyUnit(run) ? 'systemd to finish' : left(run)
  return deadline === null
    ? `waiting for ${whom}, without a deadline`
    : `waiting for ${whom} until ${clock(deadline.wall)}, ${whatFollows(run)}`
}

function askingSentence(run: Run, phase: Extract<Phase, { kind: 'asking' }>): string {
  const asks = `${printable(run.title)} ${askWords(run, phase.why)}`
  if (!isEmptyUnit(run)) return `${asks}; ${left(run)} still there`
  return `${asks}; no process is left, but ${unitSentence(run) ?? ''}`
}

function verifyingSentence(run: Run, until: number): string {
  const kept = keptMembers(run).length
  const but = kept === 0 ? '' : ` but ${kept} kept on purpose`
  return `nobody is left${but}; looking until ${clock(until)} whether it stays so`
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
      return waitingSentence(run, phase.deadline)
    case 'held':
      return phase.leftMs === null ? 'held' : `held with ${duration(phase.leftMs)} left`
    case 'asking':
      return askingSentence(run, phase)
    case 'forcing': {
      const by = phase.by === 'person' ? 'a person' : 'the schedule'
      const names = calledNames(run, phase.call)
      return `forcing, decided by ${by}: SIGKILL to ${names === '' ? 'all that is left' : names}`
    }
    case 'verifying':
      return verifyingSentence(run, phase.until.wall)
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

/** The two calls that go to no process, with what came of them. */
const callSentence: Record<
  Extract<SentSignal['what'], 'stop-command' | 'stop-unit'>,
  Record<SignalOutcome, string>
> = {
  'stop-command': {
    sent: 'stop command ended',
    gone: 'stop command: gone',
    'no-permission': 'stop command refused: no permission',
    failed: 'stop command: failed',
    maybe: 'the stop command may have run',
  },
  'stop-unit': {
    sent: 'systemd has taken the stop of the unit',
    gone: 'the unit was gone already',
    'no-permission': 'systemd refused the stop of the unit: no permission',
    failed: 'the stop of the unit failed',
    maybe: 'the stop of the unit may have been asked for',
  },
}

type SignalLine = Extract<RunLine, { type: 'signal' }>

/** One signal to one or more processes, with what came of it. All lines are of one kind. */
export function signalsSentence(lines: readonly SignalLine[]): string {
  const [first] = lines
  if (first === undefined) return ''
  const processes = lines.flatMap((line) => line.process ?? [])
  if (first.what === 'stop-command' || first.what === 'stop-unit') {
    return callSentence[first.what][first.outcome]
  }
  return signalSentence[first.outcome](`SIG${first.what}`, processNames(processes))
}

const goneWord = {
  'by-itself': 'has left',
  killed: 'ended by SIGKILL',
  'taken-along': 'ended together with its tracer',
  'identity-changed': 'has left; its pid belongs to another process now',
} as const

/** A member that left: "worker (4243) has left, 2 left". */
export function goneSentence(line: Extract<RunLine, { type: 'member-gone' }>): string {
  const rest = line.left === 0 ? 'nobody left' : `${line.left} left`
  return `${processName(line.process)} ${goneWord[line.how]}, ${rest}`
}

/** Milliseconds until the run goes on by itself, or null. `now` is the wall clock. */
function leftMs(phase: Phase, now: number): number | null {
  if (phase.kind === 'held') return phase.leftMs
  if (phase.kind === 'verifying') return phase.until.wall - now
  return 'deadline' in phase && phase.deadline ? phase.deadline.wall - now : null
}

/** systemd's own word while the unit is on its way; '' while it runs or is down. */
const onItsWay = ({ unit }: Run): string =>
  unit?.state.activeState === 'deactivating' || unit?.state.activeState === 'activating'
    ? printable(unit.state.subState)
    : ''

/** What comes when the wait ends, and who else forces when. */
function clocks(run: Run, now: number): { readonly ours: string; readonly others: string } {
  const ms = leftMs(run.phase, now)
  const ours = [ms === null ? '' : duration(ms), whatFollows(run)]
  return {
    ours: ours.filter((part) => part !== '').join(', '),
    others: run.phase.kind === 'verifying' ? '' : ceilingCountdown(run, now),
  }
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')

/** The live line: "Stopping · 3 processes left · stop-sigterm · 26 s, then it asks you · systemd …". */
export function countdownLine(run: Run, now: number): string {
  const { ours, others } = clocks(run, now)
  return joined([phaseWord(run.phase), `${left(run)} left`, onItsWay(run), ours, others])
}

/** The same for 80 columns: both clocks stay, words go. */
export function shortCountdownLine(run: Run, now: number): string {
  const { ours, others } = clocks(run, now)
  const short = others.replace(/^systemd (sends )?/, '')
  return joined([phaseWord(run.phase), `${livingMembers(run).length} left`, ours, short])
}

/** Somebody else's clock runs on while the run asks, and can be stopped. */
export const canHoldOthers = ({ phase, ceilings }: Pick<Run, 'phase' | 'ceilings'>): boolean =>
  phase.kind === 'asking' && ceilings.some(({ fixed }) => fixed === null)

/** The keys that mean something in this phase. */
export function keysLine(run: Pick<Run, 'phase' | 'ceilings'>): string {
  switch (run.phase.kind) {
    case 'waiting':
    case 'stopping':
      return '[e] +30 s  [h] hold  [g] go on  [f] force…  [l] leave it'
    case 'held':
      return '[h] release  [e] +30 s  [g] go on  [f] force…  [l] leave it'
    case 'asking':
      return `[e] wait 30 s more  ${canHoldOthers(run) ? '[h] hold systemd back  ' : ''}[g] go on  [f] force…  [l] leave it`
    case 'planned':
    case 'forcing':
    case 'verifying':
    case 'ended':
      return ''
  }
}
