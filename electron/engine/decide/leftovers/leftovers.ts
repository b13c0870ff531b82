/** All that is left of a service, each judged by its own kind. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import { decideLeftovers } from '../sysv/leftovers.ts'
import type { LeftoverFacts } from './facts.ts'
import { whyAlive } from './dead.ts'
import { judgeFiles } from './files.ts'
import { nameHolders } from './make.ts'
import { judgePorts } from './ports.ts'
import { judgeProcesses } from './processes.ts'
import { judgeSysv } from './sysv.ts'
import { judgeUnit } from './unit.ts'

/** Pid and lock files; one that somebody has open, or whose service outlived, stays. */
function judgeRecords(facts: LeftoverFacts): Leftover[] {
  if (facts.look === null) return []
  const alive = whyAlive(facts)
  return decideLeftovers(facts.look).map((one) => {
    const holders = facts.openRecords.get(one.path ?? '') ?? []
    const held = holders.length > 0 ? `${nameHolders(holders)} has it open.` : null
    const keep = one.keep ?? held ?? alive
    return keep === one.keep ? one : { ...one, keep }
  })
}

/** Those that live first, then what can be cleaned up; each id once. */
export function judgeLeftovers(facts: LeftoverFacts): readonly Leftover[] {
  const all = [
    ...judgeProcesses(facts),
    ...judgePorts(facts),
    ...judgeRecords(facts),
    ...judgeFiles(facts),
    ...judgeSysv(facts),
    ...judgeUnit(facts),
  ]
  return [...new Map(all.map((one) => [one.id, one])).values()]
}
