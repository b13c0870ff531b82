import type { UnitManager } from '../../../../shared/unit.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { Scene } from '../../decide/scene.ts'
import type { InCgroup } from '../../decide/unit/members.ts'
import { unitOfCgroup } from '../../parse/cgroup.ts'

/** One text for a unit of one manager. */
export const unitKey = (manager: UnitManager, unit: string): string => `${manager} ${unit}`

/** Living processes by the unit whose cgroup holds them: one walk for a thousand units. */
export function indexUnits(scene: Scene): ReadonlyMap<string, readonly InCgroup[]> {
  const index = new Map<string, InCgroup[]>()
  for (const row of scene.table.rows.values()) {
    if (!row.alive || row.kernelThread || !isKnown(row.cgroup)) continue
    const key = keyOf(row.cgroup, scene.self.uid)
    if (key === null) continue
    const list = index.get(key)
    if (list) list.push({ row, below: '' })
    else index.set(key, [{ row, below: '' }])
  }
  return index
}

/** Of user managers only the person's own is one that Quiesce speaks to. */
function keyOf(cgroup: string, uid: number): string | null {
  const found = unitOfCgroup(cgroup)
  if (found === null) return null
  const { unit, manager } = found
  if (manager.kind === 'system') return unitKey('system', unit)
  return manager.uid === uid ? unitKey('user', unit) : null
}
