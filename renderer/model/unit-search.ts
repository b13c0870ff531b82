/** What of a unit's dependencies and properties fits a search. */
import type { DependencyGroup, UnitManager, UnitProperty } from '../../shared/unit.ts'
import type { ServiceRow } from '../../shared/service.ts'

const words = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

const fits = (text: string, wanted: readonly string[]): boolean => {
  const lower = text.toLowerCase()
  return wanted.every((word) => lower.includes(word))
}

/** Groups with the units that fit; a relation that fits shows all of its units. Empty ones are left out. */
export function searchDependencies(
  groups: readonly DependencyGroup[],
  search: string,
): readonly DependencyGroup[] {
  const wanted = words(search)
  return groups.flatMap((group) => {
    const units =
      wanted.length > 0 && fits(group.relation, wanted)
        ? group.units
        : group.units.filter((unit) =>
            fits(`${unit.name}\n${unit.description}\n${unit.activeState}`, wanted),
          )
    return units.length === 0 ? [] : [{ ...group, units }]
  })
}

/** Properties whose name or value holds every word typed. */
export function searchProperties(
  properties: readonly UnitProperty[],
  search: string,
): readonly UnitProperty[] {
  const wanted = words(search)
  return properties.filter((one) => fits(`${one.name}\n${one.value}`, wanted))
}

/** Targets of the units that are listed, by manager and name. */
export function unitTargets(
  services: ReadonlyMap<string, ServiceRow> | null,
): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const { unit, target } of services?.values() ?? []) {
    if (unit !== null) targets.set(`${unit.manager}/${unit.name}`, target)
  }
  return targets
}

/** Only services have a view: a slice, a target or a timer runs nothing that one could stop. */
export const hasView = (name: string): boolean => name.endsWith('.service')

/** What to ask for another unit by: its row's own target where it is listed, else its name. */
export const targetOfUnit = (
  targets: ReadonlyMap<string, string>,
  unit: { readonly name: string; readonly manager: UnitManager },
): string =>
  targets.get(`${unit.manager}/${unit.name}`) ??
  (unit.manager === 'user' ? `user:${unit.name}` : unit.name)
