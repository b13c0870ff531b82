/** What a stop of a unit touches beside the unit, as clauses without a full stop. */
import type { BringsBack, ConnectedClients, UnitImpact } from '../unit.ts'
import { count, printable } from './numbers.ts'

function clientsClause({ port, count: connected, peers }: ConnectedClients): string {
  const named = peers.map((peer) => `${printable(peer.address)} (${peer.count})`).join(', ')
  const more = connected - peers.reduce((sum, peer) => sum + peer.count, 0)
  const rest = more > 0 && named !== '' ? ` and ${more} more` : ''
  const who = named === '' ? '' : `: ${named}${rest}`
  return `${count(connected, 'connection')} to port ${port}${who}`
}

/** What starts it again after a stop; a stop of theirs, too, keeps it down. */
export const bringsBackClauses = (
  impact: UnitImpact,
  when: BringsBack['when'],
): readonly string[] =>
  impact.bringsBack.filter((one) => one.when === when).map((one) => printable(one.sentence))

/** Units that start it again and could be stopped with it. */
export const stoppableTriggers = (impact: UnitImpact): string[] =>
  impact.bringsBack.flatMap(({ by, stoppable, when }) =>
    stoppable && by !== null && when === 'after-a-stop' ? [by] : [],
  )

/** All of it, what hurts most first. */
export function impactClauses(impact: UnitImpact): string[] {
  const { ownSession, clientsUnknown } = impact
  return [
    ...(ownSession === null ? [] : [printable(ownSession.replace(/\.$/, ''))]),
    ...(impact.refusesManualStop
      ? ['systemd refuses to stop it by name (RefuseManualStop=yes)']
      : []),
    ...impact.stopsToo.map(
      (unit) => `${printable(unit.name)} stops too (${printable(unit.because)})`,
    ),
    ...bringsBackClauses(impact, 'after-a-stop'),
    ...bringsBackClauses(impact, 'after-a-signal'),
    ...impact.clients.filter((one) => one.count > 0).map(clientsClause),
    ...(clientsUnknown === null
      ? []
      : [`connections are not known (${printable(clientsUnknown)}): expect some`]),
  ]
}
