import type { SignalMasks } from '../../../shared/process.ts'
import type { Schedule } from '../../../shared/schedule.ts'
import { targetsAmong } from '../decide/escalation/targets.ts'
import type { Observed } from '../decide/observed.ts'
import { headsOf } from '../decide/profile/facts.ts'
import { livingOf, signalOf } from '../decide/plan-steps.ts'
import { listeningPortsOf } from '../os/listening-ports.ts'
import type { ProcessTable } from '../os/ports.ts'

/** Each costs a file to read; whoever has more workers than this has many that are alike. */
const mostLookedAt = 200

/** Signal masks of those that get a signal other than KILL, by pid. */
function readMasks(
  table: ProcessTable,
  observed: Observed,
  schedule: Schedule,
): ReadonlyMap<number, SignalMasks> {
  const masks = new Map<number, SignalMasks>()
  const living = livingOf(observed.members)
  // Of a unit its manager sends the signal; whether its main process hears it is of interest all the same.
  for (const { identity } of headsOf(observed, []).slice(0, mostLookedAt)) {
    const mask = observed.profile === null ? null : table.masks(identity)
    if (mask) masks.set(identity.pid, mask)
  }
  for (const item of schedule) {
    const step = signalOf(item, observed.stopMethod)
    if (!step || step.signal === 'KILL') continue
    const targets = targetsAmong(living, observed.members, step.scope)
    for (const { identity } of targets.slice(0, mostLookedAt)) {
      const mask = masks.has(identity.pid) ? null : table.masks(identity)
      if (mask) masks.set(identity.pid, mask)
    }
  }
  return masks
}

/** What a plan wants to know of the machine beside the look itself. */
export function readPlanFacts(
  table: ProcessTable,
  observed: Observed,
  schedule: Schedule,
): { readonly masks: ReadonlyMap<number, SignalMasks>; readonly ports: readonly number[] } {
  const ports = listeningPortsOf(table, livingOf(observed.members))
  return { masks: readMasks(table, observed, schedule), ports }
}
