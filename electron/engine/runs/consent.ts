import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import type { Effect } from '../decide/escalation/events.ts'
import { transition } from '../decide/escalation/transition.ts'
import type { RunsPorts } from './ports.ts'
import { needsConsent } from './refusals.ts'

/**
 * Moving the deadline of a unit reloads its manager, which touches every unit on its way up or
 * down: they are named, and the person agrees first (`needs-consent`). The decision is played on a
 * copy of the run to see whether it would move a deadline at all. The answer is the decision to take:
 * where nobody can tell whom a reload would touch, our own clock hears the person all the same.
 */
export async function askBystanders(
  ports: RunsPorts,
  run: Run,
  { turn, decision }: { readonly turn: number; readonly decision: Decision },
): Promise<Result<Decision>> {
  if (decision.kind !== 'extend' && decision.kind !== 'hold') return ok(decision)
  if (decision.reload !== undefined) return ok(decision)
  const play = (what: Decision): readonly Effect[] => {
    const event = { decision: what, turn, by: ports.me.user, at: ports.clock.now() }
    return transition(run, { kind: 'decision', ...event })[1]
  }
  if (!play(decision).some(({ kind }) => kind === 'move-deadline')) return ok(decision)
  const others = await ports.bystanders(run)
  if (!others.ok) {
    const own = { ...decision, reload: false }
    return play(own).some(({ kind }) => kind === 'refuse-decision') ? others : ok(own)
  }
  return others.value.length === 0 ? ok(decision) : fail(needsConsent(run, others.value))
}
