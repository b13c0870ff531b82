/** All rules. Each knows one cause; their order here says nothing. */
import type { Case } from '../case.ts'
import type { Claim, Rule } from '../claim.ts'
import { waitsForChild } from './children.ts'
import { waitsForClients } from './clients.ts'
import { frozen } from './frozen.ts'
import { alreadyGone } from './gone.ts'
import { waitsForLock } from './locks.ts'
import { waitsForProcess } from './processes.ts'
import { makesProgress } from './progress.ts'
import { waitsForRemote } from './remote.ts'
import { outOfDisk, outOfMemory } from './resources.ts'
import { restarted, startingAgain } from './restarted.ts'
import { noPermission, nothingSent } from './sent.ts'
import { blocksSignal, ignoresSignal } from './signal-masks.ts'
import { stopCommandRuns } from './stop-command.ts'
import { stopped } from './stopped.ts'
import { stuck } from './stuck.ts'
import { traced } from './traced.ts'
import { uninterruptible } from './uninterruptible.ts'
import { unknownCause } from './unknown.ts'
import { zombie } from './zombie.ts'

const rules: readonly Rule[] = [
  alreadyGone,
  restarted,
  startingAgain,
  stopped,
  traced,
  frozen,
  uninterruptible,
  zombie,
  noPermission,
  ignoresSignal,
  blocksSignal,
  stopCommandRuns,
  waitsForLock,
  waitsForRemote,
  waitsForChild,
  waitsForProcess,
  waitsForClients,
  outOfDisk,
  outOfMemory,
  makesProgress,
  nothingSent,
]

/** What all rules say of a case; those of last resort hear the others first. */
export function askRules(c: Case): readonly Claim[] {
  const claims = rules.flatMap((rule) => rule(c))
  const still = [...claims, ...stuck(c, claims)]
  return [...still, ...unknownCause(c, still)]
}
