/** The dependency view of a unit. */
import type { DependencyGroup, UnitRef } from '../../../../shared/unit.ts'
import type { RelationName, UnitFacts } from '../../parse/unit-properties.ts'
import { meanings } from './relations.ts'

/** Finds a unit's facts by name; null where they were not read. */
export type LookUp = (name: string) => UnitFacts | null

/** A unit as it is named to people; one that was not read has an unknown state, not an inactive one. */
export function refOf(name: string, look: LookUp): UnitRef {
  const facts = look(name)
  return {
    name,
    description: facts?.description ?? '',
    activeState: facts?.state.activeState ?? 'unknown',
    subState: facts?.state.subState ?? '',
  }
}

/** What it needs, who needs it, what triggers what and the order, each relation that names somebody. */
export function dependencyGroups(facts: UnitFacts, look: LookUp): readonly DependencyGroup[] {
  return (Object.keys(meanings) as RelationName[])
    .filter((relation) => facts.relations[relation].length > 0)
    .map((relation) => ({
      relation,
      ...meanings[relation],
      units: facts.relations[relation].toSorted().map((name) => refOf(name, look)),
    }))
}
