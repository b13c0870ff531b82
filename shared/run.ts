import type { QuiesceError } from './errors.ts'
import type { Ceiling } from './plan.ts'
import { sameIdentity, type Member, type ProcessIdentity } from './process.ts'
import type { Schedule, Scope } from './schedule.ts'
import type { SignalName } from './signals.ts'
import type { RunUnit, UnitManager } from './unit.ts'

/** One moment on both clocks, in milliseconds: waits use the monotonic one, people the wall. */
export interface Moment {
  /** CLOCK_MONOTONIC: does not count a suspended machine's sleep, never jumps. */
  readonly mono: number
  /** Milliseconds since the epoch. */
  readonly wall: number
}

/** Who decided that force is used. */
export type ForceBy = 'person' | 'schedule'

/** Why a run asks instead of going on. */
export type AskReason =
  /** The schedule says `ask`. */
  | 'schedule'
  /** The schedule is at its end and somebody is still there. */
  | 'schedule-ended'
  /** The intent could not be written to disk in time. */
  | 'journal'
  /** Quiesce went down in mid-run; nothing is sent until somebody names the run. */
  | 'found'
  /** Somebody appeared after all seemed gone. */
  | 'appeared'
  /** The stop command itself failed. */
  | 'backend'
  /** At least one signal was refused by the kernel. */
  | 'permission'

/** Where a run stands. `turn` names the step a decision answers; it grows at every change of step. */
export type Phase =
  /** Made, nothing sent. */
  | { readonly kind: 'planned' }
  /** A step's call is under way; `deadline` is when the run goes on without its answer. */
  | {
      readonly kind: 'stopping'
      readonly step: number
      readonly call: number
      readonly deadline: Moment | null
    }
  /** The call was made; members are leaving, or not. `deadline` is null for `wait`. */
  | { readonly kind: 'waiting'; readonly step: number; readonly deadline: Moment | null }
  /** A person stopped the clock; the milliseconds that were left, null for `wait`. */
  | { readonly kind: 'held'; readonly step: number; readonly leftMs: number | null }
  | {
      readonly kind: 'asking'
      readonly step: number
      readonly why: AskReason
      readonly since: Moment
    }
  | {
      readonly kind: 'forcing'
      readonly step: number
      readonly call: number
      readonly by: ForceBy
      readonly deadline: Moment
    }
  /** All seem gone; looking whether it stays so. `back` is where the run returns if not, null to ask. */
  | {
      readonly kind: 'verifying'
      readonly until: Moment
      readonly back: { readonly step: number; readonly deadline: Moment | null } | null
    }
  | { readonly kind: 'ended'; readonly outcome: Outcome; readonly at: Moment }
export type PhaseKind = Phase['kind']

/** How a run ended. Each holds what only it knows. */
export type Outcome =
  | { readonly kind: 'already-stopped' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived'; readonly survivors: readonly ProcessIdentity[] }
  | { readonly kind: 'came-back'; readonly evidence: string; readonly afterMs: number }
  | { readonly kind: 'abandoned'; readonly by: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'interrupted'; readonly why: string }
  | { readonly kind: 'refused'; readonly error: QuiesceError }
  | { readonly kind: 'failed'; readonly error: QuiesceError }
export type OutcomeKind = Outcome['kind']

/** A member as the run sees it. */
export interface RunMember {
  readonly member: Member
  /** null while it is here. */
  readonly gone: {
    readonly at: Moment
    /**
     * `killed`: left after a SIGKILL of ours reached it. `taken-along`: ended together with its tracer,
     * which a remedy ended: nobody can say whether that was a kill.
     */
    readonly how: 'by-itself' | 'killed' | 'taken-along' | 'identity-changed'
  } | null
}

/** What became of one signal to one process. `maybe`: the intent is written, the result is not. */
export type SignalOutcome = 'sent' | 'gone' | 'no-permission' | 'failed' | 'maybe'

/** One signal (or official stop) that left Quiesce, or may have. */
export interface SentSignal {
  readonly call: number
  readonly step: number
  readonly what: SignalName | 'stop-command' | 'stop-unit'
  readonly identity: ProcessIdentity | null
  readonly at: Moment
  readonly outcome: SignalOutcome
  /** When it was known what came of a signal: it left between `at` and then. */
  readonly answered?: Moment
  /** Of a stop command: the process that it runs as, as soon as that is known. */
  readonly command?: ProcessIdentity
}

/** How the official stop of this service is done. */
export type StopMethod =
  | { readonly kind: 'signal'; readonly signal: SignalName; readonly scope: Scope }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  /** StopUnit of its manager; `also` are triggers that a person wants stopped first. */
  | {
      readonly kind: 'unit'
      readonly unit: string
      readonly manager: UnitManager
      readonly also: readonly string[]
    }

/** One execution of a plan: a value. It holds no timer and no handle; the stop-runner does. */
export interface Run {
  readonly id: string
  readonly target: string
  readonly title: string
  /** The login name of the person, or of the account that a script runs as. */
  readonly by: string
  readonly schedule: Schedule
  readonly stopMethod: StopMethod
  readonly startedAt: Moment
  readonly phase: Phase
  readonly turn: number
  /** Grows at every change: of two views of a run, the one with the larger number is newer. */
  readonly revision: number
  /** Somebody can answer questions. */
  readonly person: boolean
  readonly members: readonly RunMember[]
  readonly sent: readonly SentSignal[]
  readonly ceilings: readonly Ceiling[]
  /** The systemd unit that is being stopped, as last seen; null for what is no unit. */
  readonly unit: RunUnit | null
  /** Ports on which it waited when the run began; absent in records of before that was noted. */
  readonly listened?: readonly number[]
  /** Steps up to and including this one were called, or may have been; -1 at first. */
  readonly calledStep: number
  /** A person had a part in how long it took: it says nothing of how long its stops take. */
  readonly timedByPerson?: boolean
  /** Who ordered the force that was sent, or null. */
  readonly forced: ForceBy | null
  /** Somebody else forced (a ceiling fired): who, in words, or null. */
  readonly forcedByOther: string | null
  /** Number of the last call; each call is numbered once for the whole life of the run. */
  readonly lastCall: number
  /** The journal cannot be written; a person agreed to go on with the record in memory. */
  readonly recordInMemory: boolean
  /** Sentences for the person: what went wrong without ending the run. */
  readonly notices: readonly string[]
}

/** What a person can answer. Each decision names the turn it answers. */
export type Decision =
  /**
   * `reload`: agreed that moving systemd's deadline reloads its manager while other units start or
   * stop. False: not agreed, only our own clock is meant.
   */
  | { readonly kind: 'extend'; readonly ms: number; readonly reload?: boolean | undefined }
  | { readonly kind: 'hold'; readonly reload?: boolean | undefined }
  | { readonly kind: 'release' }
  | { readonly kind: 'go-on' }
  | { readonly kind: 'force'; readonly scope: Scope }
  | { readonly kind: 'leave' }
  /** One of those that the newest diagnosis of this run offers, by its id: never force. */
  | { readonly kind: 'remedy'; readonly remedy: string }
export type DecisionKind = Decision['kind']

/**
 * Members of a run beside what they were in an earlier view of it. Members are added at the end and
 * never change places, though some that left may be forgotten, so one walk finds every pair.
 */
export function pairMembers(
  before: readonly RunMember[],
  after: readonly RunMember[],
): readonly (readonly [was: RunMember | undefined, now: RunMember])[] {
  let at = 0
  return after.map((now) => {
    let was = before[at]
    while (was !== undefined && was !== now && !isSameMember(was, now)) {
      at += 1
      was = before[at]
    }
    at += 1
    return [was, now]
  })
}

const isSameMember = (a: RunMember, b: RunMember): boolean =>
  sameIdentity(a.member.identity, b.member.identity)

/** Members that are here and count for success. */
export const livingMembers = (run: Run): Member[] =>
  run.members.filter((m) => m.gone === null && m.member.kept === null).map((m) => m.member)

/** Somebody used force, or a tracer may have: what was left then could not tidy up. */
export const mayHaveBeenKilled = ({ forced, forcedByOther, members }: Run): boolean =>
  forced !== null || forcedByOther !== null || members.some((m) => m.gone?.how === 'taken-along')

/** Nobody is left, and the unit, where there is one, has come to rest: a `deactivating` unit is not stopped. */
export function isAtRest(run: Run): boolean {
  if (livingMembers(run).length > 0) return false
  const active = run.unit?.state.activeState
  return active === undefined || active === 'inactive' || active === 'failed'
}

/** Exit status of `stop`, `kill`, `restart` and `resume` for an outcome. */
export function exitStatusOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'already-stopped':
    case 'stopped':
      return 0
    case 'killed':
      return 10
    case 'hung':
      return 11
    case 'survived':
      return 12
    case 'came-back':
      return 13
    case 'refused':
      return outcome.error.code === 'no-permission' ? 15 : 14
    case 'abandoned':
      return 16
    case 'interrupted':
      return 17
    case 'failed':
      return outcome.error.code === 'no-permission' ? 15 : 1
  }
}
