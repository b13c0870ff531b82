/** What a plan and a detail want to know of a unit beside the look itself. */
import type { RunUnit, UnitDetail, UnitImpact, UnitManager } from '../../../shared/unit.ts'
import type { Units } from '../backends/systemd/units.ts'
import type { Observed } from '../decide/observed.ts'
import { decideOwnSession, type SessionFacts } from '../decide/unit/own-session.ts'
import { stopsToo, unitImpact } from '../decide/unit/impact.ts'
import { toRunUnit } from '../decide/unit/run-unit.ts'
import { listeningPortsOf } from '../os/listening-ports.ts'
import type { ProcessTable } from '../os/ports.ts'
import type { Clients } from '../os/systemd/ports.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'

export interface UnitFactsOf {
  readonly units: Units
  readonly clients: Clients
  readonly table: ProcessTable
  readonly session: SessionFacts
  /** Why the deadline of this manager's units cannot be moved from here, or null. */
  readonly fixedDeadline: (manager: UnitManager) => string | null
}

export interface UnitInPlan {
  readonly unit: RunUnit
  readonly facts: UnitFacts
  readonly impact: UnitImpact
}

/** The unit with what its stop touches; null for what is no unit. */
export function readUnitInPlan(of: UnitFactsOf, observed: Observed): UnitInPlan | null {
  const { unit: facts, members } = observed
  const book = facts && of.units.book(facts.manager)
  if (!facts || !book) return null
  const ports = listeningPortsOf(of.table, members)
  // With PrivateNetwork= its connections are in a network of its own.
  const inNetworkOf = members.find((m) => m.main)?.identity.pid ?? members[0]?.identity.pid
  const clients = ports.length === 0 ? [] : of.clients.connectedTo(ports, inNetworkOf)
  const look = (name: string): UnitFacts | null => book.get(name)
  const activatable = book.activatable()
  const known = { look, activatable, clients, ownSession: null }
  const impact = unitImpact(facts, known)
  const stops = [facts.name, ...impact.stopsToo.map((one) => one.name)]
  const ownSession = decideOwnSession(of.session, { stops, ports })
  return {
    unit: toRunUnit(facts, of.fixedDeadline(facts.manager)),
    facts,
    impact: { ...impact, ownSession },
  }
}

/** Units that stop along with one, as far as they were loaded; none for what is no unit. */
export function readStopsToo(
  { units }: Pick<UnitFactsOf, 'units'>,
  unit: Pick<UnitFacts, 'name' | 'manager'> | null,
): UnitImpact['stopsToo'] {
  const book = unit && units.book(unit.manager)
  const facts = book?.get(unit?.name ?? '') ?? null
  return book && facts ? stopsToo(facts, (name) => book.get(name)) : []
}

/** One unit, whole. */
export const describeUnit = ({ facts, impact }: UnitInPlan): UnitDetail => ({
  name: facts.name,
  manager: facts.manager,
  description: facts.description,
  state: facts.state,
  settings: facts.settings,
  loadState: facts.loadState,
  fileState: facts.fileState,
  file: facts.file,
  dropIns: facts.dropIns,
  needsReload: facts.needsReload,
  controlGroup: facts.controlGroup,
  impact,
})
