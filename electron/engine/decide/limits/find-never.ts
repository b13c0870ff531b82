/** Which limit says of a service that it is never stopped from here. */
import type { UnitImpact, UnitManager } from '../../../../shared/unit.ts'
import { sameIdentity, type Member } from '../../../../shared/process.ts'
import type { Observed } from '../observed.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { namesOf } from '../order/order-service.ts'
import type { NeverLimit } from './limits.ts'

interface NamedUnit {
  readonly name: string
  readonly manager: UnitManager
}

/** What a limit can be about of a service, or of a run that is taken up. */
export interface LimitedService extends Pick<Observed, 'target' | 'title' | 'members' | 'init'> {
  readonly unit: Pick<UnitFacts, 'name' | 'names' | 'manager'> | null
}

/** `user:NAME.service` and `NAME.service`; null for what is no unit's name. */
function unitMeant(text: string): NamedUnit | null {
  if (!text.endsWith('.service')) return null
  const isUser = text.startsWith('user:')
  return { name: isUser ? text.slice('user:'.length) : text, manager: isUser ? 'user' : 'system' }
}

/** The unit of that name; of a template (`getty@.service`, systemd.unit(5)) each of its instances. */
function isUnit(meant: string, name: string): boolean {
  if (meant === name) return true
  return meant.endsWith('@.service') && name.startsWith(meant.slice(0, -'.service'.length))
}

/** Whether a limit's text is a name of the service. */
function isNamed(observed: LimitedService, target: string): boolean {
  const meant = unitMeant(target)
  const { unit } = observed
  if (meant === null) return namesOf(observed).includes(target)
  if (unit === null) return isUnit(target, observed.target)
  const names = [...unit.names, unit.name]
  return unit.manager === meant.manager && names.some((name) => isUnit(meant.name, name))
}

/**
 * Whom a limit means: whoever is stopped with its target, and whoever that names outright. Of a target
 * whose own look is refused every member is kept, and a process that it names is meant all the same.
 */
const isMeant = ({ kept, reasons }: Member): boolean =>
  kept === null || reasons.some(({ kind }) => kind === 'picked' || kind === 'pid-file')

/** A service, and what a limit's target means now: by its target, its unit, or a process of both. */
function isSame(asked: LimitedService, limited: Observed): boolean {
  if (asked.target === limited.target) return true
  if (asked.unit !== null && limited.unit !== null) {
    const { name, manager } = limited.unit
    if (asked.unit.name === name && asked.unit.manager === manager) return true
  }
  const meant = limited.members.filter(isMeant)
  return asked.members.some(
    ({ identity, kept }) => kept === null && meant.some((m) => sameIdentity(m.identity, identity)),
  )
}

/**
 * The limit that is about this service, whatever it was called when it was asked for; null where none
 * is. `look` says what a limit's target means now, null where that is nothing.
 */
export const findNever = (
  observed: LimitedService,
  never: readonly NeverLimit[],
  look: (target: string) => Observed | null,
): NeverLimit | null =>
  never.find(({ target }) => {
    if (isNamed(observed, target)) return true
    const other = look(target)
    return other !== null && isSame(observed, other)
  }) ?? null

/** Units that stop along with one, of the same manager as that. */
export interface StopsWith {
  readonly stopsToo: UnitImpact['stopsToo']
  readonly manager: UnitManager
}

/** A unit that would stop along with it though a limit forbids that. */
export function findNeverAmong(
  { stopsToo, manager }: StopsWith,
  never: readonly NeverLimit[],
  look: (target: string) => Observed | null,
): { readonly unit: string; readonly limit: NeverLimit } | null {
  for (const limit of never) {
    // The name may be an alias, and what stops along goes by the names of its own.
    const meant = [unitMeant(limit.target), ...unitsOf(look(limit.target))]
    const hit = stopsToo.find(({ name }) =>
      meant.some((unit) => unit && isUnit(unit.name, name) && unit.manager === manager),
    )
    if (hit) return { unit: hit.name, limit }
  }
  return null
}

/** A unit by each of its names; none for what is no unit. */
function unitsOf(observed: Observed | null): readonly NamedUnit[] {
  if (!observed?.unit) return []
  const { name, names, manager } = observed.unit
  return [name, ...names].map((one) => ({ name: one, manager }))
}
