/** Leaving a run that a crash left: nothing is sent, so nobody has to permit it and nothing forbids it. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import { StopRunner } from '../stop-runner/stop-runner.ts'
import { LiveRun } from './live-run.ts'
import type { Claim, RunsPorts } from './ports.ts'

/** A claim that could not be made; without a signal there is nothing for it to keep apart. */
const noClaim: Claim = {
  update: () => Promise.resolve(ok(null)),
  release: () => Promise.resolve(ok(null)),
}

/** What was put away, ended and on its way to the record. */
export interface PutAway {
  readonly live: LiveRun
  readonly claim: Claim
}

/**
 * Ends a restored run by a person's word. Refused as `busy` where another Quiesce has taken it up,
 * and as `stale-decision` where the word was about an earlier turn of it.
 */
export async function putAway(ports: RunsPorts, run: Run, turn: number): Promise<Result<PutAway>> {
  // What the run left at the manager of its unit is put in order afterwards, which needs the unit.
  await ports.services.prepare(run.target, false)
  const claimed = await ports.claim(run)
  if (!claimed.ok && claimed.error.code === 'busy') return claimed
  const claim = claimed.ok ? claimed.value : noClaim
  const runner = new StopRunner({ ...ports.runnerPorts(run), claim }, run)
  const decided = runner.decide(turn, { kind: 'leave' }, ports.me.user)
  if (decided.ok)
    return ok({ live: new LiveRun(runner, { plan: null, canStart: false, usual: null }), claim })
  runner.close()
  await claim.release()
  return fail(decided.error)
}
