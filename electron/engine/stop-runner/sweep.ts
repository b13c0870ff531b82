/**
 * Force on every member of a service that has no cgroup of its own. Children may be made faster than
 * a list of pids can be read, so all are stopped (SIGSTOP cannot be caught) until a look finds no new
 * one; only then SIGKILL goes out, through the pins made at selection.
 */
import { identityKey, type Member } from '../../../shared/process.ts'
import type { Settled } from '../decide/escalation/events.ts'
import type { Clock } from '../os/ports.ts'
import type { HeldMembers } from './held-members.ts'

/** Bounds against a service that makes processes without end. */
export const sweepLimitMs = 2000
export const sweepRounds = 50

export interface SweepPorts {
  readonly clock: Clock
  readonly held: HeldMembers
  /** Members found by a new look that were not known; each is held already. */
  readonly lookForNew: () => Promise<readonly Member[]>
}

/** Stops, looks, repeats; then kills all of them. The answer names each process and what it came to. */
export async function sweepAndKill(
  ports: SweepPorts,
  targets: readonly Member[],
): Promise<Settled[]> {
  const all = new Map(targets.map((m) => [identityKey(m.identity), m]))
  const begun = ports.clock.now().mono
  let fresh: readonly Member[] = targets
  for (let round = 0; round < sweepRounds && fresh.length > 0; round += 1) {
    await Promise.all(fresh.map((m) => ports.held.send(m.identity, 'STOP')))
    fresh = (await ports.lookForNew()).filter((m) => !all.has(identityKey(m.identity)))
    for (const member of fresh) all.set(identityKey(member.identity), member)
    if (ports.clock.now().mono - begun > sweepLimitMs) break
  }
  return killAll(ports.held, [...all.values()])
}

/** SIGKILL to each, at once. */
export async function killAll(held: HeldMembers, targets: readonly Member[]): Promise<Settled[]> {
  return Promise.all(
    targets.map(async ({ identity }) => ({
      identity,
      outcome: (await held.send(identity, 'KILL')).outcome,
    })),
  )
}
