/** Cgroups that are frozen while their unit counts as ended. */
import { isKnown, type Known } from '../../../shared/unknown.ts'
import type { FrozenUnit } from '../decide/advice/facts.ts'
import type { Table } from '../decide/table.ts'
import { parseCgroupEvents } from '../parse/cgroup-events.ts'
import { readText } from './read-text.ts'
import { unitOf } from './stale-code.ts'

/** Units that run are frozen by somebody's decision. */
const ended: ReadonlySet<string> = new Set(['inactive', 'failed', 'deactivating'])

export interface FrozenOf {
  readonly table: Table
  /** Where cgroup v2 is mounted. */
  readonly cgroups: string
  /** ActiveState of a unit by its manager, or null where nobody knows it. */
  stateOf(unit: string): string | null
}

/** Units with processes in a frozen cgroup that are ended or about to. */
export async function findFrozenUnits(of: FrozenOf): Promise<Known<readonly FrozenUnit[]>> {
  const byPath = new Map<string, string>()
  for (const row of of.table.rows.values()) {
    const unit = unitOf(row)
    if (unit !== null && isKnown(row.cgroup)) byPath.set(row.cgroup, unit)
  }
  const found: FrozenUnit[] = []
  for (const [path, unit] of byPath) {
    const state = of.stateOf(unit)
    if (state === null || !ended.has(state)) continue
    const folder = `${of.cgroups}${path}`
    const text = await readText(`${folder}/cgroup.events`)
    if (text === null || !isKnown(text) || parseCgroupEvents(text).frozen !== true) continue
    found.push({ unit, state, folder, lines: text.trim().split('\n') })
  }
  return found
}
