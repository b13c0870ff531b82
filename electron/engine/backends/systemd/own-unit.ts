import { printTarget, type Target } from '../../decide/target.ts'
import { transientUnitName } from '../../decide/unit/transient.ts'
import { configurationOf, type BackendOptions } from '../options.ts'
import type { UnitMeant } from './systemd.ts'
import type { Units } from './units.ts'

/**
 * The transient unit in which Quiesce started this service, as long as it is up, on its way, or has
 * failed; null where the service is on its own. systemd then knows its processes better than a pid
 * file does.
 */
export function ownUnitOf(
  options: BackendOptions,
  managers: Pick<Units, 'books'>,
  target: Target,
): UnitMeant | null {
  if (target.kind !== 'name' && target.kind !== 'init') return null
  const name = printTarget(target)
  const unit = transientUnitName(name)
  if (unit === null) return null
  for (const book of managers.books) {
    const facts = book.get(unit)
    if (!facts || facts.state.activeState === 'inactive') continue
    const configuration = configurationOf(target, options.configuration())
    return { unit, manager: book.manager.manager, configuration, name }
  }
  return null
}
