import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { Reading } from '../proc-reader.ts'

/** What was read and understood; unknown with the reason for everything else. */
export function readKnown<T, R>(reading: Reading<T>, parse: (value: T) => R | null): Known<R> {
  if (reading === null) return unknown('it has ended meanwhile')
  if (!isKnown(reading)) return reading
  return parse(reading) ?? unknown('the kernel wrote something of another shape')
}
