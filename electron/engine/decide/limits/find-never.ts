/** Which limit says of a service that it is never stopped from here. */
import type { UnitImpact } from '../../../../shared/unit.ts'
import { sameIdentity } from '../../../../shared/process.ts'
import type { Observed } from '../observed.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { namesOf } from '../order/order-service.ts'
import type { NeverLimit } from './limits.ts'

interface NamedUnit {
  readonly name: string
  readonly manager: 'system' | 'user'
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

/** Whether a limit's text is a name of the service. */
function isNamed(observed: LimitedService, target: string): boolean {
  const meant = unitMeant(target)
  const { unit } = observed
  if (meant === null) return namesOf(observed).includes(target)
  if (unit === null) return observed.target === target
  return unit.manager === meant.manager && [...unit.names, unit.name].includes(meant.name)
}

/** Two looks at one service: by its target, its unit, or a process that both have. */
function isSame(one: LimitedService, other: Observed): boolean {
  if (one.target === other.target) return true
  if (one.unit !== null && other.unit !== null) {
    if (one.unit.name === other.unit.name && one.unit.manager === other.unit.manager) return true
  }
  return one.members.some(({ identity, kept }) =>
    other.members.some(
      (m) => kept === null && m.kept === null && sameIdentity(m.identity, identity),
    ),
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

/** A unit that would stop along with it though a limit forbids that. */
export function findNeverAmong(
  stopsToo: UnitImpact['stopsToo'],
  never: readonly NeverLimit[],
  look: (target: string) => Observed | null,
): { readonly unit: string; readonly limit: NeverLimit } | null {
  for (const limit of never) {
    const meant = unitMeant(limit.target) ?? unitOf(look(limit.target))
    const hit = stopsToo.find((one) => meant?.name === one.name)
    if (hit) return { unit: hit.name, limit }
  }
  return null
}

const unitOf = (observed: Observed | null): NamedUnit | null =>
  observed?.unit ? { name: observed.unit.name, manager: observed.unit.manager } : null
