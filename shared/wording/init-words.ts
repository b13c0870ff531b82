/** Words for init scripts. */
import type { LockFileFact, LsbStatus, ScriptSays } from '../init-script.ts'
import { assertNever } from '../errors.ts'
import { duration } from './numbers.ts'

/** A lock file's state, after its path. */
export function lockFileWords({ there, stale }: LockFileFact): string {
  if (!there) return 'is not there'
  return stale ? 'is there, and nobody of it lives: stale' : 'is there'
}

/** What its own `status` said, as a clause without a full stop. */
export function scriptSaysWords(says: ScriptSays): string {
  switch (says.kind) {
    case 'not-asked':
      return `was not asked: ${says.why}`
    case 'answered':
      return says.words
    case 'hung':
      return `gave no answer in ${duration(says.afterMs)}`
    default:
      return assertNever(says)
  }
}

/** The numbers of LSB 5.0, "Init Script Actions", in words. */
export const lsbWords: Readonly<Record<LsbStatus, string>> = {
  0: 'running',
  1: 'dead, and a pid file is left',
  2: 'dead, and a lock file is left',
  3: 'not running',
  4: 'unknown',
}

const isLsb = (status: number): status is LsbStatus => Object.hasOwn(lsbWords, status)

/** The same for any exit status; null for one that LSB does not number. */
export const wordsOfLsb = (status: number): string | null =>
  isLsb(status) ? lsbWords[status] : null

/** What the exit status of `status` says, null where a signal ended it. */
export function wordsOfStatus(status: number | null): string {
  if (status === null) return 'it was ended by a signal'
  return `${status}, ${wordsOfLsb(status) ?? 'no LSB status'}`
}

/** Status numbers 1, 2 and 4 want a look; 0 and 3 are at rest. */
export const isStatusWell = (status: LsbStatus): boolean => status === 0 || status === 3
