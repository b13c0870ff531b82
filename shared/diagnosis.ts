/** Why a service does not stop: findings with evidence, and what can be done short of force. */
import type { StopTimes } from './stop-times.ts'

/** What holds a stop up, as a closed list. */
export const findingCodes = [
  'ignores-signal',
  'blocks-signal',
  'stopped',
  'traced',
  'frozen',
  'makes-progress',
  'stuck',
  'waits-for-remote',
  'waits-for-process',
  'waits-for-child',
  'waits-for-lock',
  'waits-for-clients',
  'uninterruptible',
  'zombie',
  'already-gone',
  'restarted',
  'stop-command-runs',
  'starting-again',
  'out-of-memory',
  'out-of-disk',
  'no-permission',
  'nothing-sent',
  'unknown',
] as const
export type FindingCode = (typeof findingCodes)[number]

/**
 * `certain`: the kernel says so, and it explains the wait by itself. `likely`: several signs, none
 * against it. `possible`: one sign, which a healthy daemon may show, too.
 */
export type Certainty = 'certain' | 'likely' | 'possible'

/** One line as the system wrote it, secrets masked, and where it stands. */
export interface Evidence {
  /** `/proc/4711/status`, `/proc/locks`, `profile`, `journal`: what a person can look at, too. */
  readonly source: string
  readonly line: string
}

/** A process, or one of its threads, that a finding is about. */
export interface Subject {
  readonly pid: number
  /** The thread where it is not the main one. */
  readonly tid: number | null
  readonly name: string
}

/** No remedy's id is longer, whatever it acts on. */
export const longestRemedyId = 256

/**
 * What can be done short of force. The engine carries out only what it offered itself: a decision
 * names the remedy's id, never a pid or a signal.
 */
export interface Remedy {
  /** Unique in its diagnosis, and the same in the next one while it means the same. */
  readonly id: string
  readonly kind:
    | 'continue'
    | 'thaw'
    | 'wait'
    | 'signal-child'
    | 'faster-signal'
    | 'ask-holder'
    | 'end-tracer'
    | 'stop-trigger'
    /** Nothing that Quiesce can do: words for the person ("Bring 10.0.0.8 back"). */
    | 'by-hand'
  /** The words of its button: "Continue it (SIGCONT)". */
  readonly label: string
  /** What it does and costs, one or two sentences. */
  readonly says: string
}

export interface Finding {
  readonly code: FindingCode
  readonly certainty: Certainty
  /** "Worker 4711 waits for PostgreSQL at 10.0.0.5:5432." */
  readonly sentence: string
  readonly subject: Subject | null
  readonly evidence: readonly Evidence[]
  /** Mildest first. */
  readonly remedies: readonly Remedy[]
}

/** Who waits for whom, to be drawn: from the main process to the leaf that blocks. */
export interface WaitNode {
  readonly id: string
  readonly label: string
  readonly detail: string
  /** `culprit`: the leaf that all others wait for. */
  readonly role: 'member' | 'culprit' | 'outside'
}
export interface WaitEdge {
  readonly from: string
  readonly to: string
  /** "its child", "a lock", "a socket". */
  readonly why: string
  /** For how long at least, milliseconds; null where nobody knows. */
  readonly ms: number | null
}

export interface Diagnosis {
  readonly target: string
  readonly title: string
  /** The run it belongs to; null where it was asked for without one. */
  readonly run: string | null
  /** The verdict first. Empty where nothing holds it up, or nothing of it runs. */
  readonly findings: readonly Finding[]
  /** What was looked at and is not the cause. */
  readonly ruledOut: readonly { readonly what: string; readonly source: string }[]
  /** What could not be looked at, and why. */
  readonly notKnown: readonly { readonly what: string; readonly why: string }[]
  readonly waits: { readonly nodes: readonly WaitNode[]; readonly edges: readonly WaitEdge[] }
  /** The daemon's own last lines, oldest first; empty with `logNote` where there are none. */
  readonly log: readonly { readonly at: number | null; readonly text: string }[]
  readonly logNote: string | null
  readonly usual: StopTimes | null
  /** How often it was looked, over how long, and how long the last look took; milliseconds. */
  readonly looks: { readonly count: number; readonly spanMs: number; readonly tookMs: number }
  /** Wall clock of the last look, milliseconds. */
  readonly at: number
}

/** Somebody knows what holds it up: there is a verdict, and it is not that nobody can say. */
export const knowsWhy = ({ findings: [first] }: Diagnosis): boolean =>
  first !== undefined && first.code !== 'unknown'
