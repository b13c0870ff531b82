/** What the doors ask about units beside stopping them. */
import type { RequestInput, RequestOutputs } from '../../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { UnitBook } from '../backends/systemd/unit-book.ts'
import type { Units } from '../backends/systemd/units.ts'
import { dependencyGroups } from '../decide/unit/dependencies.ts'
import { listProperties } from '../decide/unit/property-list.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { UnitLog } from '../os/systemd/ports.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'

export interface UnitRequestsOf {
  readonly inventory: Inventory
  readonly units: Units
  readonly log: UnitLog
}

/** A unit with the book that knows it. */
export interface FoundFacts {
  readonly facts: UnitFacts
  readonly book: UnitBook
}

const noUnit = (target: string): QuiesceError => ({
  code: 'not-available',
  message: `${target} is no systemd unit.`,
  next: 'Only units have dependencies, properties and a log of their own.',
})

/** Loads the unit behind a target. `not-available` for what is no unit. */
export async function findFacts(
  { inventory, units }: Pick<UnitRequestsOf, 'inventory' | 'units'>,
  target: string,
  around: boolean,
): Promise<Result<FoundFacts>> {
  await inventory.prepare(target, around)
  const seen = inventory.look(target)
  if (!seen.ok) return seen
  const facts = seen.value.look.observed.unit
  const book = facts && units.book(facts.manager)
  return facts && book ? ok({ facts, book }) : fail(noUnit(target))
}

/** The units that this one hangs together with, grouped by what that means. */
export async function readDependencies(
  of: UnitRequestsOf,
  { target }: RequestInput<'unit.dependencies'>,
): Promise<Result<RequestOutputs['unit.dependencies']>> {
  const found = await findFacts(of, target, true)
  if (!found.ok) return found
  const { facts, book } = found.value
  const related = new Set(Object.values(facts.relations).flat())
  const unread = [...related].filter((name) => book.get(name) === null)
  await Promise.all(unread.map((name) => book.load(name)))
  return ok(dependencyGroups(facts, (name) => book.get(name)))
}

/** Every property, as its manager gives it. */
export async function readProperties(
  of: UnitRequestsOf,
  { target }: RequestInput<'unit.properties'>,
): Promise<Result<RequestOutputs['unit.properties']>> {
  const found = await findFacts(of, target, false)
  return found.ok ? ok(listProperties(found.value.facts.raw)) : found
}

/** Lines of its log; with `waitMs` an empty answer waits for the next one. */
export async function readLog(
  of: UnitRequestsOf,
  input: RequestInput<'log.read'>,
): Promise<Result<RequestOutputs['log.read']>> {
  const found = await findFacts(of, input.target, false)
  if (!found.ok) return found
  const { name, manager } = found.value.facts
  const { level, limit, waitMs, after = null, since = null } = input
  const read = await of.log.read({ unit: name, manager, after, since, level, limit, waitMs })
  if (!read.ok) return read
  return ok({ lines: read.value, cursor: read.value.at(-1)?.cursor ?? after })
}
