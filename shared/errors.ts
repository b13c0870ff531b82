/**
 * Every way in which Quiesce can refuse or fail, as a closed list. Expected refusals travel as
 * `Result` values; a thrown exception is a bug or a broken system and becomes `internal`.
 */
export const errorCodes = [
  'bad-usage',
  'bad-schedule',
  'bad-configuration',
  'bad-input',
  'unknown-target',
  'ambiguous-target',
  'protected',
  'kernel-thread',
  'foreign-namespace',
  'managed-by-unit',
  'identity-changed',
  'unsafe-pid-file',
  'bad-pid-file',
  'stale-pid-file',
  'untrusted-script',
  'unreadable',
  'busy',
  'no-permission',
  'stale-decision',
  'needs-force',
  'needs-consent',
  'nothing-follows',
  'not-now',
  'no-such-run',
  'no-start-command',
  'start-failed',
  'journal-unwritable',
  'backend-failed',
  'unauthorized',
  'not-available',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One refusal or failure: what is so, where, what was expected, and what a person can do next. */
export interface QuiesceError {
  readonly code: ErrorCode
  /** What is so, as a sentence. */
  readonly message: string
  /** What the person can do next, as a sentence. */
  readonly next: string
  /** Where: `FILE:LINE:COLUMN`, a path into an input (`schedule[3]`), a column of a text, or the unit that owns a process. */
  readonly place?: string
  /** Names that were probably meant, or matches to choose from. */
  readonly candidates?: readonly string[]
  /** The system's own words (`EACCES: permission denied`), never shown alone. */
  readonly cause?: string
}

/** A value, or why there is none. */
export type Result<T, E = QuiesceError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** Wraps an error as a failure. */
export const fail = <E = QuiesceError>(error: E): Result<never, E> => ({ ok: false, error })

/** Carries a QuiesceError through code that can only throw (zod refinements, stream callbacks). */
export class QuiesceFailure extends Error {
  readonly error: QuiesceError
  constructor(error: QuiesceError) {
    super(error.message)
    this.name = 'QuiesceFailure'
    this.error = error
  }
}

/** An object without a prototype, or with a `toString` of its own that throws, has no text. */
function printThrown(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return 'something that has no text was thrown'
  }
}

/** Turns anything thrown into our error; what is not ours is a bug and says so. */
export function toQuiesceError(thrown: unknown): QuiesceError {
  if (thrown instanceof QuiesceFailure) return thrown.error
  const message = thrown instanceof Error ? thrown.message : printThrown(thrown)
  const cause = thrown instanceof Error ? (thrown.stack ?? message) : message
  return {
    code: 'internal',
    message: `Quiesce itself failed: ${message}`,
    next: 'Look at the service before you try again; the journal holds what was sent so far.',
    cause,
  }
}

/** Ends a switch over a union: a member nobody handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`)
}

/** Exit status of a command that ended with this error (`quiesce` command line, section "exit status"). */
export const exitStatusOfError: Record<ErrorCode, number> = {
  'bad-usage': 64,
  'bad-schedule': 64,
  'bad-configuration': 64,
  'bad-input': 64,
  'unknown-target': 64,
  'ambiguous-target': 64,
  protected: 14,
  'kernel-thread': 14,
  'foreign-namespace': 14,
  'managed-by-unit': 14,
  'identity-changed': 14,
  'unsafe-pid-file': 14,
  'bad-pid-file': 14,
  'stale-pid-file': 14,
  'untrusted-script': 14,
  unreadable: 14,
  busy: 14,
  'no-permission': 15,
  'stale-decision': 14,
  'needs-force': 14,
  'needs-consent': 14,
  'nothing-follows': 14,
  'not-now': 14,
  'no-such-run': 64,
  'no-start-command': 64,
  'start-failed': 1,
  'journal-unwritable': 1,
  'backend-failed': 1,
  unauthorized: 15,
  'not-available': 14,
  internal: 70,
}
