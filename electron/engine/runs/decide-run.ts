import { fail, type Result } from '../../../shared/errors.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import { noLimits } from '../decide/limits/limits.ts'
import { forceNever } from '../decide/limits/refusals.ts'
import type { StopRunner } from '../stop-runner/stop-runner.ts'
import { askBystanders } from './consent.ts'
import type { RunsPorts } from './ports.ts'
import { decideRemedy } from './remedy.ts'

/** Takes a person's answer to a live run: within the limits of this machine, and with their consent. */
export async function decideRun(
  ports: RunsPorts,
  runner: StopRunner,
  { turn, decision }: { readonly turn: number; readonly decision: Decision },
): Promise<Result<Run>> {
  if (decision.kind === 'remedy') {
    return decideRemedy(ports, runner, { turn, remedy: decision.remedy })
  }
  const limits = ports.limits?.() ?? noLimits
  if (decision.kind === 'force' && limits.force.value === 'never') return fail(forceNever(limits))
  const asked = await askBystanders(ports, runner.run, { turn, decision })
  return asked.ok ? runner.decide(turn, asked.value, ports.me.user) : asked
}
