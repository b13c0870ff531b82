import type { ChkconfigHeader, LsbHeader } from '../../../../shared/init-script.ts'
import type { Plan } from '../../../../shared/plan.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import type { Observed } from '../observed.ts'

/** What an order wants to know of one service, so that it can be put in its place. */
export interface OrderService {
  readonly target: string
  readonly title: string
  readonly plan: Plan
  /** Names by which another service may mean it: configured name, script, facilities, unit. */
  readonly names: readonly string[]
  /** What its main processes are called. */
  readonly programs: readonly string[]
  readonly unit: {
    /** Its own name and its aliases. */
    readonly names: readonly string[]
    readonly manager: UnitManager
    readonly relations: UnitFacts['relations']
  } | null
  readonly header: LsbHeader | null
  readonly chkconfig: ChkconfigHeader | null
  /** What the configuration says that it needs. */
  readonly needs: readonly string[]
}

/** `nginx.service` is what a header calls `nginx`. */
const baseName = (unit: string): string => unit.replace(/\.service$/, '')

/** The main process, or the roots of a service that has none: members whose parent is no member. */
export function mainPrograms({ members }: Observed): readonly string[] {
  const mains = members.filter((m) => m.main)
  const pids = new Set(members.map((m) => m.identity.pid))
  const heads = mains.length > 0 ? mains : members.filter((m) => !pids.has(m.parentPid))
  return [...new Set(heads.map((m) => m.name))]
}

interface Named extends Pick<Observed, 'target' | 'init'> {
  readonly unit: Pick<UnitFacts, 'names'> | null
}

/** Every name by which something else may speak of a service. */
export function namesOf({ target, unit, init }: Named): readonly string[] {
  const units = unit?.names ?? []
  const facilities = init?.header?.provides ?? []
  const script = init === null ? [] : [init.name, `init:${init.name}`]
  return [...new Set([target, ...script, ...facilities, ...units, ...units.map(baseName)])]
}

/** A service as an order sees it. */
export function orderServiceOf(observed: Observed, plan: Plan): OrderService {
  const { unit, init, configuration } = observed
  return {
    target: observed.target,
    title: observed.title,
    plan,
    names: namesOf(observed),
    programs: mainPrograms(observed),
    unit: unit && { names: unit.names, manager: unit.manager, relations: unit.relations },
    header: init?.header ?? null,
    chkconfig: init?.chkconfig ?? null,
    needs: configuration?.needs ?? [],
  }
}
