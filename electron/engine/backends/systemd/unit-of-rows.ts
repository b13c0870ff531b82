import type { ProcessRow } from '../../../../shared/process.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { unitOfCgroup } from '../../parse/cgroup.ts'
import { unitKey } from './index-units.ts'

/** A unit of a manager that Quiesce can speak to. */
export interface FoundUnit {
  readonly unit: string
  readonly manager: UnitManager
}

function serviceOf(row: ProcessRow, uid: number): FoundUnit | null {
  const found = isKnown(row.cgroup) ? unitOfCgroup(row.cgroup) : null
  if (!found?.unit.endsWith('.service')) return null
  if (found.manager.kind === 'system') return { unit: found.unit, manager: 'system' }
  return found.manager.uid === uid ? { unit: found.unit, manager: 'user' } : null
}

/** The units whose cgroups hold these processes; null stands for those that are in none. */
export function unitsOfRows(
  rows: readonly ProcessRow[],
  uid: number,
): readonly (FoundUnit | null)[] {
  const found = new Map<string, FoundUnit | null>()
  for (const row of rows) {
    const unit = serviceOf(row, uid)
    found.set(unit === null ? '' : unitKey(unit.manager, unit.unit), unit)
  }
  return [...found.values()]
}
