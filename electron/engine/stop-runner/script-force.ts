/** An init script that kills by its own clock: when that is, and that it did. */
import { later } from '../../../shared/moment.ts'
import { sameIdentity } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { Ceiling } from '../../../shared/plan.ts'
import { initScriptForces } from '../decide/sysv/init-ceilings.ts'
import type { EffectContext } from './effects.ts'

const ceilingOf = ({ ceilings }: Run): Ceiling | null =>
  ceilings.find(({ who }) => who === initScriptForces) ?? null

/** Milliseconds from the script's call to its SIGKILL; null where nobody can tell. */
function delayOf(run: Run, ceiling: Ceiling): number | null {
  const earliest = ceiling.earliest ?? ceiling.at
  return earliest === null ? null : earliest - run.startedAt.wall
}

/**
 * The script is called now: its clock starts, and where somebody lives when it is at its end, it is
 * the script who kills. Nothing is watched for any more once the returned function is called.
 */
export function watchScriptForce({ run, ports, feed }: EffectContext): () => void {
  const ceiling = ceilingOf(run())
  const delayMs = ceiling && delayOf(run(), ceiling)
  if (ceiling === null || delayMs === null) return () => undefined
  const now = ports.clock.now()
  const { who, source, what, fixed } = ceiling
  const exact: Ceiling = { who, source, what, fixed, at: now.wall + delayMs }
  if (ceiling.earliest !== undefined) {
    const ceilings = run().ceilings.map((one) => (one === ceiling ? exact : one))
    feed({ kind: 'ceiling-moved', ceilings })
  }
  return ports.clock.at(later(now, delayMs), () => {
    const lives = livingMembers(run()).some(({ identity }) => {
      const row = ports.table.readOne(identity.pid)
      return row?.alive === true && sameIdentity(row.identity, identity)
    })
    if (lives) feed({ kind: 'ceiling-fired', who: initScriptForces })
  })
}
