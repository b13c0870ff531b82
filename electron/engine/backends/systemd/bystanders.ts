import { ok, type Result } from '../../../../shared/errors.ts'
import { findBystanders, type Bystander } from '../../decide/unit/bystanders.ts'
import { isTidyUnit } from '../../decide/unit/deadline-drop-in.ts'
import type { UnitBook } from './unit-book.ts'

/**
 * Units that a reload of the manager would touch now: those on their way up or down (it takes back
 * the time that they asked for), and those whose changed files it would bring into force.
 */
export async function findBystandersNow(
  book: UnitBook,
  unit: string,
): Promise<Result<readonly Bystander[]>> {
  const listed = await book.manager.listUnits()
  if (!listed.ok) return listed
  const others = listed.value.filter((one) => !isTidyUnit(one.name))
  // What is not up takes its changed file into force at its next start anyway.
  const names = others
    .filter((one) => one.loadState === 'loaded' && one.activeState !== 'inactive')
    .map((one) => one.name)
  const pending = await book.manager.readProperty(names, 'NeedDaemonReload')
  const edited = [...pending].filter(([, value]) => value === true).map(([name]) => name)
  return ok(findBystanders(others, unit, edited))
}
