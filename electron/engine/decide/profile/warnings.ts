/** What a plan has to say of a daemon beyond what its masks tell. */
import type { PlanWarning } from '../../../../shared/plan.ts'
import type { SignalMasks } from '../../../../shared/process.ts'
import type { Profile, ProfileMatch, ProfileSignal } from '../../../../shared/profile.ts'
import { isForce, type Schedule, type ScheduleItem } from '../../../../shared/schedule.ts'
import { signalByNumber, type SignalName } from '../../../../shared/signals.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import type { Observed } from '../observed.ts'
import { signalOf } from '../plan-steps.ts'
import { runsExecStop } from '../unit/sub-states.ts'
import { headsOf } from './facts.ts'
import { doubtOf, entryOf, wouldEndIt } from './meaning.ts'

export interface ProfileWarningsOf {
  readonly observed: Observed
  readonly schedule: Schedule
  /** By pid, those of the main process among them; a process whose masks are unknown is absent. */
  readonly masks: ReadonlyMap<number, SignalMasks>
  readonly unit: RunUnit | null
}

/** The signal that a step sends to it, by us or, where no command comes first, by its manager. */
function signalOfStep(item: ScheduleItem, of: ProfileWarningsOf): SignalName | null {
  const { observed, unit } = of
  if (item.kind === 'stop' && unit !== null) {
    return runsExecStop(unit) ? null : signalByNumber(unit.settings.killSignal)
  }
  return signalOf(item, observed.stopMethod)?.signal ?? null
}

function warnStep(
  entry: ProfileSignal,
  { title }: Profile,
  of: { readonly masks: SignalMasks | null; readonly isStop: boolean },
): PlanWarning[] {
  const { signal, role, does, price, basis } = entry
  const severity = of.isStop ? 'stop' : 'note'
  const doubt = doubtOf(entry, of.masks)
  if (doubt !== null && wouldEndIt(entry, of.masks)) {
    return [{ severity, sentence: doubt, evidence: `expected of ${title}: ${does} (${basis})` }]
  }
  if (role === 'deadly') {
    const cost = price === undefined ? '' : `; ${price}`
    return [{ severity, sentence: `SIG${signal} to ${title}: ${does}${cost}.`, evidence: basis }]
  }
  if (role === 'ignored') {
    return [{ severity: 'note', sentence: `SIG${signal} to ${title}: ${does}.`, evidence: basis }]
  }
  if (price === undefined) return []
  return [{ severity: 'note', sentence: `The price of SIG${signal}: ${price}.`, evidence: basis }]
}

function warnSignals(of: ProfileWarningsOf, profile: Profile): PlanWarning[] {
  const [head] = headsOf(of.observed, [])
  const masks = (head && of.masks.get(head.identity.pid)) ?? null
  const said = new Set<SignalName>()
  return of.schedule.flatMap((item) => {
    const signal = signalOfStep(item, of)
    const entry = signal === null || signal === 'KILL' ? null : entryOf(profile, signal)
    if (entry === null || said.has(entry.signal)) return []
    said.add(entry.signal)
    return warnStep(entry, profile, { masks, isStop: item.kind === 'stop' })
  })
}

function warnForce({ schedule }: ProfileWarningsOf, { title, force }: Profile): PlanWarning[] {
  const isDear = force.danger === 'high' || force.danger === 'critical'
  if (!isDear || !schedule.some(isForce)) return []
  return [
    {
      severity: 'note',
      sentence: `Force is dear for ${title}: ${force.costs.text}.`,
      evidence: `who survives it: ${force.survivors.text}; the next start: ${force.recovery.text}`,
    },
  ]
}

/** Warnings by the daemon's profile; none where nobody knows the daemon. */
export function profileWarnings(of: ProfileWarningsOf): PlanWarning[] {
  const match: ProfileMatch | null = of.observed.profile
  if (match === null) return []
  return [...warnSignals(of, match.profile), ...warnForce(of, match.profile)]
}

/** Signals that the daemon waits for while it has them blocked: for those, blocked is no news. */
export const waitsForBlocked = (match: ProfileMatch | null, signal: SignalName): boolean => {
  const expects = entryOf(match?.profile ?? null, signal)?.expects
  return expects === 'blocked' || expects === 'any'
}
