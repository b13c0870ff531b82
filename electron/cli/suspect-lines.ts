import type { Suspect } from '../../shared/process.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { processNames } from '../../shared/wording/process-names.ts'
import { memberToJson } from './run-changes.ts'

/** Who probably belongs and why, those with the same evidence on one line. */
export function suspectLines(suspects: readonly Suspect[]): string[] {
  const byEvidence = Map.groupBy(suspects, (suspect) => suspect.why)
  return [...byEvidence].map(([why, list]) => {
    const names = processNames(list.map(({ member }) => memberToJson(member)))
    return `Suspected, not signalled: ${names}; ${printable(why)}`
  })
}
