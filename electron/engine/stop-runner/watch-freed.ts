/** A tracer that a remedy ended: whether whom it traced ended together with it. */
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
import type { Moment } from '../../../shared/run.ts'
import { tracerForces } from '../../../shared/wording/remedy-words.ts'
import type { CarriedRemedy } from '../decide/escalation/events.ts'
import type { EffectContext } from './effects.ts'

/** How far apart it is looked. Milliseconds. */
const apartMs = 20
/** So long after its tracer the end of a process is the tracer's doing. Milliseconds. */
const togetherMs = 200
/** A tracer that has not ended by then ends by itself. Milliseconds. */
const tracerLimitMs = 10_000

function isGone({ ports }: EffectContext, identity: ProcessIdentity): boolean {
  const row = ports.table.readOne(identity.pid)
  return row === null || !row.alive || !sameIdentity(row.identity, identity)
}

const pause = ({ ports }: EffectContext, ms: number): Promise<void> =>
  new Promise((resolve) => {
    ports.clock.at(later(ports.clock.now(), ms), resolve)
  })

/** Feeds `taken-along` where the process that was traced ends with its tracer; over with the run at last. */
export async function watchFreed(
  context: EffectContext,
  { target, name, frees }: Extract<CarriedRemedy, { readonly kind: 'signal' }>,
  since: Moment,
): Promise<void> {
  if (frees === undefined || !(await endsWith(context, frees.identity, target))) return
  // The manager of its unit may be about to tell how it ended.
  if (context.ports.unit !== null) await pause(context, togetherMs)
  const by = tracerForces({ pid: target.pid, name })
  context.feed({ kind: 'taken-along', identity: frees.identity, since, by })
}

/** The kernel kills at the tracer's end: who is gone while the tracer lives on was let go, or had left. */
async function endsWith(
  context: EffectContext,
  freed: ProcessIdentity,
  tracer: ProcessIdentity,
): Promise<boolean> {
  const { clock } = context.ports
  let until = later(clock.now(), tracerLimitMs)
  let lived = 2
  while (clock.now().mono <= until.mono) {
    const living = [freed, tracer].filter((one) => !isGone(context, one)).length
    if (living === 0) return true
    if (living < lived) until = later(clock.now(), togetherMs)
    lived = living
    await pause(context, apartMs)
    // Nobody is left whom it could matter to.
    if (context.run().phase.kind === 'ended') return false
  }
  return false
}
