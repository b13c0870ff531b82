/** A person chose a remedy: looked up in the newest diagnosis of that very run, and checked again. */
import { fail, type Result } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import type { ChosenRemedy } from '../decide/escalation/events.ts'
import type { StopRunner } from '../stop-runner/stop-runner.ts'
import { askBystanders } from './consent.ts'
import type { RunsPorts } from './ports.ts'
import { noSuchRemedy, remedyIsOld } from './refusals.ts'

interface Wanted {
  readonly turn: number
  readonly remedy: string
}

/** Does it, or says why not: `stale-decision` where the newest diagnosis offers it no more. */
export async function decideRemedy(
  ports: RunsPorts,
  runner: StopRunner,
  { turn, remedy }: Wanted,
): Promise<Result<Run>> {
  const { remedies } = ports
  const { id } = runner.run
  const offered = remedies?.find(id, remedy) ?? null
  if (!remedies || offered === null) return fail(noSuchRemedy(runner.run))
  const may = await remedies.mayDo(runner.run, offered)
  if (!may.ok) return may
  const reload = await mayReload(ports, runner.run, turn, offered)
  // Nothing is awaited from here on: of two doors that choose at once, one comes too late.
  const taken = remedies.take(id, remedy)
  if (taken === null || !isSame(taken, offered)) return fail(remedyIsOld(runner.run))
  const decision = { kind: 'remedy', remedy } as const
  const chosen = { ...taken, ...(reload === undefined ? {} : { reload }) }
  const decided = runner.decide(turn, decision, ports.me.user, chosen)
  if (decided.ok) remedies.lookSoon(id)
  else remedies.giveBack(id, remedy)
  return decided
}

/** Values of a diagnosis are plain data. */
const isSame = (one: ChosenRemedy, other: ChosenRemedy): boolean =>
  JSON.stringify(one.action) === JSON.stringify(other.action)

/**
 * More time moves the deadline of a unit's manager as well, unless that would touch other units: who
 * chooses a remedy is asked nothing more, so then our own clock alone hears it.
 */
async function mayReload(
  ports: RunsPorts,
  run: Run,
  turn: number,
  { action }: ChosenRemedy,
): Promise<boolean | undefined> {
  if (action.kind !== 'wait') return undefined
  const decision = { kind: 'extend', ms: action.ms } as const
  const asked = await askBystanders(ports, run, { turn, decision })
  if (!asked.ok) return false
  return asked.value.kind === 'extend' ? asked.value.reload : undefined
}
