/** Signals of a service in the order in which a person looks for them. */
import type { SignalMeaning, SignalRole } from '../../shared/profile.ts'
import type { SignalFact } from '../../shared/service.ts'

/** A signal whose meaning to this daemon is known. */
export interface KnownSignal {
  readonly fact: SignalFact
  readonly meaning: SignalMeaning
}

export interface SignalGroups {
  readonly stopping: readonly KnownSignal[]
  readonly housekeeping: readonly KnownSignal[]
  /** They do nothing, or kill it: folded away. */
  readonly notToSend: readonly KnownSignal[]
  /** Nobody knows what they mean here. */
  readonly unknown: readonly SignalFact[]
}

type GroupName = Exclude<keyof SignalGroups, 'unknown'>

const groupOf: Record<SignalRole, GroupName> = {
  graceful: 'stopping',
  fast: 'stopping',
  abort: 'stopping',
  reload: 'housekeeping',
  'reopen-logs': 'housekeeping',
  statistics: 'housekeeping',
  other: 'housekeeping',
  ignored: 'notToSend',
  deadly: 'notToSend',
}

/** Mildest first within a group. */
const rank: Record<SignalRole, number> = {
  graceful: 0,
  fast: 1,
  abort: 2,
  reload: 3,
  'reopen-logs': 4,
  statistics: 5,
  other: 6,
  ignored: 7,
  deadly: 8,
}

/** Sorts signals into groups; within one the mildest comes first, then by number. */
export function groupSignals(facts: readonly SignalFact[]): SignalGroups {
  const known = facts
    .flatMap((fact) => (fact.meaning === null ? [] : [{ fact, meaning: fact.meaning }]))
    .sort((a, b) => rank[a.meaning.role] - rank[b.meaning.role] || a.fact.number - b.fact.number)
  const of = (name: GroupName): readonly KnownSignal[] =>
    known.filter(({ meaning }) => groupOf[meaning.role] === name)
  return {
    stopping: of('stopping'),
    housekeeping: of('housekeeping'),
    notToSend: of('notToSend'),
    unknown: facts.filter((fact) => fact.meaning === null),
  }
}

/** True for a signal whose price, danger, doubt or uselessness has to be read before it is sent. */
export const hasToBeRead = (meaning: SignalMeaning | null): boolean =>
  meaning !== null &&
  (meaning.price !== null ||
    meaning.doubt !== null ||
    meaning.role === 'abort' ||
    meaning.role === 'ignored' ||
    meaning.role === 'deadly')

/** "TERM" for "SIGTERM". */
export const shortSignal = (signal: string): string => signal.replace(/^SIG/, '')
