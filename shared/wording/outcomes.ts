/** One sentence for each outcome, the service as its subject. */
import type { Run, Outcome, OutcomeKind } from '../run.ts'
import { assertNever } from '../errors.ts'
import { isAtRest, livingMembers } from '../run.ts'
import type { Member } from '../process.ts'
import { count, duration } from './numbers.ts'
import { processNames } from './process-names.ts'
import { failureWords, subStateWords } from './unit-words.ts'

/** The outcome as one word, beside its symbol. */
export const outcomeWord: Record<OutcomeKind, string> = {
  'already-stopped': 'Already stopped',
  stopped: 'Stopped',
  killed: 'Killed',
  survived: 'Survived SIGKILL',
  'came-back': 'Came back',
  abandoned: 'Left running',
  hung: 'Still running',
  interrupted: 'Interrupted',
  refused: 'Refused',
  failed: 'Failed',
}

const pids = (list: readonly { readonly pid: number }[]): string =>
  list.map((p) => p.pid).join(', ')

/** How long a run took, from its start to the last member's leaving; null where somebody stayed. */
export function tookMs(run: Run): number | null {
  const goneAt = run.members.flatMap((m) => (m.gone ? [m.gone.at.mono] : []))
  if (goneAt.length === 0 || livingMembers(run).length > 0) return null
  return Math.max(0, Math.max(...goneAt) - run.startedAt.mono)
}

/** Those that are here and are left running on purpose. */
export const keptMembers = (run: Run): Member[] =>
  run.members.filter((m) => m.gone === null && m.member.kept !== null).map((m) => m.member)

/** " 2 processes are kept running on purpose: a (1), b (2)."; '' where none is. */
function keptSentence(run: Run): string {
  const kept = keptMembers(run)
  if (kept.length === 0) return ''
  const names = processNames(kept.map(({ identity, name }) => ({ pid: identity.pid, name })))
  return ` ${count(kept.length, 'process is', 'processes are')} kept running on purpose: ${names}.`
}

/** " systemd calls it failed: its main process exited with status 1."; '' for what has not failed. */
function failedSentence({ unit, notices }: Run): string {
  if (unit?.state.activeState !== 'failed') return ''
  const why = failureWords(unit.state)
  // A notice beside the outcome has told the reason.
  const told = why === '' || notices.some((notice) => notice.includes(why))
  return ` systemd calls it failed${told ? '' : `: ${why}`}.`
}

function killedSentence(run: Run, by: string, after: string): string {
  if (run.forced === null && run.forcedByOther !== null)
    return `${run.title} is down; ${by} killed it${after}, not Quiesce.`
  const killed = run.members.filter((m) => m.gone?.how === 'killed').length
  const ended =
    killed === 0 ? 'It was' : `${count(killed, 'process', 'processes')} ended by SIGKILL,`
  return `${run.title} is down; force was needed. ${ended} decided by ${by}${after}.`
}

const howStopped = ({ members }: Run): string =>
  members.some((m) => m.gone?.how === 'taken-along')
    ? 'has stopped, together with what traced it,'
    : 'has stopped by itself'

/** Who is still there, and what systemd says where no process is. */
function hungSentence(run: Run): string {
  const left = livingMembers(run)
  const end = 'Nothing more is sent without a person.'
  if (left.length === 0 && run.unit !== null && !isAtRest(run)) {
    const state = subStateWords(run.unit.state.subState)
    return `${run.title} has not stopped: no process of it is left, but it ${state}. ${end}`
  }
  const still = count(left.length, 'process is', 'processes are')
  return `${run.title} has not stopped: ${still} still running (${pids(left.map((m) => m.identity))}). ${end}`
}

/** What happened, in one or two sentences. */
export function outcomeSentence(run: Run, outcome: Outcome): string {
  const took = tookMs(run)
  const after = took === null ? '' : ` after ${duration(took)}`
  const kept = keptSentence(run)
  const failed = failedSentence(run)
  switch (outcome.kind) {
    case 'already-stopped':
      return `${run.title} was not running. Nothing was sent.${failed}${kept}`
    case 'stopped':
      return `${run.title} ${howStopped(run)}${after}.${kept === '' ? ' Nothing of it runs any more.' : kept}${failed}`
    case 'killed':
      return `${killedSentence(run, outcome.by, after)}${kept}`
    case 'survived':
      return `${run.title} outlived SIGKILL: ${pids(outcome.survivors)} still there.`
    case 'came-back':
      return `${run.title} came back after ${duration(outcome.afterMs)}: ${outcome.evidence}.`
    case 'abandoned': {
      const stay = count(livingMembers(run).length, 'process stays', 'processes stay')
      return `${run.title} was left running by ${outcome.by}. ${stay}; what was sent stays sent.`
    }
    case 'hung':
      return hungSentence(run)
    case 'interrupted':
      return `The stop of ${run.title} was interrupted: ${outcome.why}.`
    case 'refused':
      return `${outcome.error.message} Nothing was sent.`
    case 'failed':
      return `The stop of ${run.title} failed. ${outcome.error.message}`
    default:
      return assertNever(outcome)
  }
}
