/**
 * "Not known" is a value of its own: an unreadable uid is not root, an unreadable state is not
 * stopped. A field of type `Known<T>` cannot be used before that has been asked.
 */
export interface Unknown {
  /** Why it is not known, as words a person can read ("permission denied"). */
  readonly unknown: string
}
export type Known<T> = T | Unknown

/** Makes an unknown with its reason. */
export const unknown = (why: string): Unknown => ({ unknown: why })

/** True where the value could be read. */
export function isKnown<T>(value: Known<T>): value is T {
  return !(typeof value === 'object' && value !== null && 'unknown' in value)
}

/** The value, or a stand-in where it is not known. */
export function knownOr<T, D>(value: Known<T>, otherwise: D): T | D {
  return isKnown(value) ? value : otherwise
}
