/** The plan that is being drafted: it follows the schedule typed, the suspects and triggers ticked. */
import { useEffect, useState } from 'react'
import type { Result } from '../../shared/errors.ts'
import type { Plan } from '../../shared/plan.ts'
import { identityKey } from '../../shared/process.ts'
import { parseSchedule } from '../../shared/schedule.ts'
import { useQuiesce } from '../store.ts'
import { useAnswer } from './use-answer.ts'

/** Ticked suspects of this plan, as identities. */
export function useTicked(
  target: string,
  plan: Plan | null,
): Plan['suspects'][number]['member']['identity'][] {
  const ticked = useQuiesce((s) => s.ticked.get(target))
  return (plan?.suspects ?? [])
    .map((suspect) => suspect.member.identity)
    .filter((identity) => ticked?.has(identityKey(identity)) ?? false)
}

/** The text typed, once it has been still for a moment: a plan for each letter helps nobody. */
function useStill(text: string | null): string | null {
  const [still, setStill] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => {
      setStill(text)
    }, 250)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return still
}

export interface Draft {
  readonly answer: Result<Plan> | null
  readonly plan: Plan | null
  readonly typed: string | null
  readonly setTyped: (text: string) => void
  /** The schedule to start, where it is not the service's own. */
  readonly schedule: string | undefined
  /** The plan on the screen is the one that starts: a text still being typed starts nothing. */
  readonly ready: boolean
}

/** A plan that follows the schedule typed, and the members as they come and go. */
export function useDraft(target: string): Draft {
  const [typed, setTyped] = useState<string | null>(null)
  const asked = useStill(typed)
  const members = useQuiesce((s) => s.services?.get(target)?.memberCount ?? 0)
  const schedule = asked !== null && parseSchedule(asked).ok ? { schedule: asked } : {}
  const answer = useAnswer('plan.make', { target, ...schedule }, members)
  const plan = answer?.ok === true ? answer.value : null
  const typedOk = typed === null || (parseSchedule(typed).ok && typed === asked)
  const ready = plan !== null && plan.refusal === null && typedOk
  return { answer, plan, typed, setTyped, schedule: schedule.schedule, ready }
}

interface TickedUnits {
  readonly units: ReadonlySet<string>
  readonly toggle: (unit: string) => void
}

/** Units ticked to be stopped first; those that were offered beside the plan are ticked already. */
export function useTickedUnits(first: readonly string[]): TickedUnits {
  const [units, setUnits] = useState<ReadonlySet<string>>(() => new Set(first))
  const toggle = (unit: string): void => {
    const next = new Set(units)
    if (!next.delete(unit)) next.add(unit)
    setUnits(next)
  }
  return { units, toggle }
}
