/** What would start a unit again, and whether that is stopped with it. */
import type { Plan } from '../../shared/plan.ts'
import type { UnitImpact } from '../../shared/unit.ts'
import { bringsBackClauses, stoppableTriggers } from '../../shared/wording/impact.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { askYesNo } from './ask-yes-no.ts'
import type { CommandCall, DoorEngine } from './command.ts'
import { hasPerson } from './conduct-run.ts'

/** The clauses as lines of text. The name of a unit keeps its letters. */
const clauseLines = (clauses: readonly string[]): string[] =>
  clauses.map((clause) => `${clause.replace(/^a /, 'A ')}.`)

/** It is a unit, and nothing forbids its stop. */
const impactOf = (plan: Plan | null): UnitImpact | null =>
  plan?.unit == null || plan.refusal !== null ? null : plan.unit.impact

const isDown = (plan: Plan | null): boolean =>
  plan?.unit?.unit.state.activeState === 'inactive' ||
  plan?.unit?.unit.state.activeState === 'failed'

/** Says on standard error what would start it again, where nobody was asked. */
export function sayBringsBack(call: CommandCall, plan: Plan | null): void {
  const impact = impactOf(plan)
  if (impact === null) return
  const { terminal } = call.world
  const clauses = bringsBackClauses(impact, 'after-a-stop')
  for (const line of clauseLines(clauses)) terminal.complain(printable(line))
  if (stoppableTriggers(impact).length > 0) terminal.complain('Stop it too with --triggers.')
}

/**
 * The units to stop with it: all with `--triggers`, else those that a person agrees to. Null where
 * the person cancelled. A target without a plan has none: its stop says why it is refused.
 */
export async function chooseTriggers(
  call: CommandCall,
  engine: DoorEngine,
  input: { readonly target: string; readonly schedule?: string },
): Promise<readonly string[] | null> {
  const all = call.arguments.switches.has('triggers')
  if (!all && !hasPerson(call)) return []
  const plan = await engine.request('plan.make', input)
  const made = plan.ok ? plan.value : null
  const impact = impactOf(made)
  if (impact === null) return []
  const triggers = stoppableTriggers(impact)
  if (all || triggers.length === 0) return triggers
  if (isDown(made)) return []
  const lines = clauseLines(bringsBackClauses(impact, 'after-a-stop'))
  for (const line of lines) call.world.terminal.print(line)
  const names = triggers.map(printable).join(', ')
  const answer = await askYesNo(call.world, `Stop ${names}, too?`)
  return answer === 'cancel' ? null : answer === 'yes' ? triggers : []
}
