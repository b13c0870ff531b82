/** What a stop of a unit touches beside the unit: who stops with it, who brings it back, who uses it. */
import type { ConnectedClients, UnitImpact } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { bringsBack } from './brings-back.ts'
import { refOf, type LookUp } from './dependencies.ts'
import { isUp } from './refusals.ts'
import { stopRelations } from './relations.ts'

/** What the unit's own properties do not say. */
export interface ImpactFacts {
  /** Facts by name, aliases included; null where they were not read. */
  readonly look: LookUp
  /** Names on the manager's bus that a call would start. */
  readonly activatable: readonly string[]
  /** Connections now; a string says why they cannot be read. */
  readonly clients: readonly ConnectedClients[] | string
  readonly ownSession: string | null
}

/**
 * Units whose facts are needed to go one step further, in any order: ask for them of every unit
 * that was read until no new name turns up.
 */
export function nextRelated(facts: UnitFacts): readonly string[] {
  const stopped = stopRelations.flatMap(({ relation }) => facts.relations[relation])
  const starters = [...facts.relations.TriggeredBy, ...facts.relations.UpheldBy]
  return [...new Set([...stopped, ...starters])].filter((name) => !facts.names.includes(name))
}

/** Everybody who stops with it, transitively, each once, nearest first; units that are down are no news. */
export function stopsToo(facts: UnitFacts, look: LookUp): UnitImpact['stopsToo'] {
  const seen = new Set(facts.names)
  const found: UnitImpact['stopsToo'][number][] = []
  const queue: UnitFacts[] = [facts]
  for (let stopped = queue.shift(); stopped !== undefined; stopped = queue.shift()) {
    for (const { relation, because } of stopRelations) {
      for (const name of stopped.relations[relation]) {
        if (seen.has(name)) continue
        const other = look(name)
        for (const alias of other?.names ?? [name]) seen.add(alias)
        // A unit that is down passes no stop on; one that could not be read may be up.
        if (other !== null && !isUp(other)) continue
        const ref = refOf(other?.name ?? name, look)
        found.push({ ...ref, because: because(stopped.name) })
        if (other !== null) queue.push(other)
      }
    }
  }
  return found
}

/** The whole impact of a stop. */
export function unitImpact(facts: UnitFacts, more: ImpactFacts): UnitImpact {
  const isKnown = typeof more.clients !== 'string'
  return {
    stopsToo: stopsToo(facts, more.look),
    bringsBack: bringsBack(facts, more.look, more.activatable),
    clients: isKnown ? more.clients : [],
    clientsUnknown: isKnown ? null : more.clients,
    ownSession: more.ownSession,
    refusesManualStop: facts.refuseManualStop,
  }
}
