/** What the schema fills in is not written where the person left it out. */
import { isDeepStrictEqual } from 'node:util'
import type { Values } from '../rewrite/rewrite.ts'

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A value as it is to be written: without what is not in the file now and would say the same as what
 * was filled in there. `written` is what stands in the file, `read` what the schema made of it.
 */
export function leaveUnwritten(wanted: unknown, written: unknown, read: unknown): unknown {
  if (!isValues(wanted)) return wanted
  const [stands, filled] = [isValues(written) ? written : {}, isValues(read) ? read : {}]
  const entries = Object.entries(wanted).filter(([key, value]) => {
    if (value === undefined) return false
    const isFilledIn = Object.hasOwn(filled, key) && !Object.hasOwn(stands, key)
    return !(isFilledIn && isDeepStrictEqual(value, filled[key]))
  })
  return Object.fromEntries(
    entries.map(([key, value]) => [key, leaveUnwritten(value, stands[key], filled[key])]),
  )
}
