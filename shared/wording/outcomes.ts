/** One sentence for each outcome, the service as its subject. */
import type { Run, Outcome, OutcomeKind } from '../run.ts'
import { assertNever } from '../errors.ts'
import { livingMembers } from '../run.ts'
import { count, duration } from './numbers.ts'

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

/** What happened, in one or two sentences. */
export function outcomeSentence(run: Run, outcome: Outcome): string {
  const took = tookMs(run)
  const after = took === null ? '' : ` after ${duration(took)}`
  const left = livingMembers(run)
  const killed = run.members.filter((m) => m.gone?.how === 'killed').length
  switch (outcome.kind) {
    case 'already-stopped':
      return `${run.title} was not running. Nothing was sent.`
    case 'stopped':
      return `${run.title} has stopped by itself${after}. Nothing of it runs any more.`
    case 'killed':
      return `${run.title} is down; force was needed. ${count(killed, 'process', 'processes')} ended by SIGKILL, decided by ${outcome.by}${after}.`
    case 'survived':
      return `${run.title} outlived SIGKILL: ${pids(outcome.survivors)} still there.`
    case 'came-back':
      return `${run.title} came back after ${duration(outcome.afterMs)}: ${outcome.evidence}.`
    case 'abandoned':
      return `${run.title} was left running by ${outcome.by}. ${count(left.length, 'process stays', 'processes stay')}; what was sent stays sent.`
    case 'hung':
      return `${run.title} has not stopped: ${count(left.length, 'process is', 'processes are')} still running (${pids(left.map((m) => m.identity))}). Nothing more is sent without a person.`
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
