/** Services that are units of systemd: the whole cgroup, stopped by its manager. */
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../../shared/process.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { Look, Observed } from '../../decide/observed.ts'
import type { Scene } from '../../decide/scene.ts'
import { printTarget, type Target } from '../../decide/target.ts'
import { findUnitMembers, findUnitSuspects, type InCgroup } from '../../decide/unit/members.ts'
import { refuseUnit } from '../../decide/unit/refusals.ts'
import type { Cgroups, Invocations } from '../../os/systemd/ports.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { indexUnits, unitKey } from './index-units.ts'
import type { Units } from './units.ts'

export interface SystemdBackendOptions {
  readonly units: Units
  readonly cgroups: Cgroups
  readonly invocations: Invocations
  /** One process read anew: it may be younger than the table. */
  readonly readRow: (pid: number) => ProcessRow | null
}

/** Which unit is meant, and what a person configured for it. */
export interface UnitMeant {
  readonly unit: string
  readonly manager: UnitManager
  readonly configuration: ServiceConfiguration | null
  /** What the person typed where that is a configured name. */
  readonly name: string | null
}

export interface SystemdBackend {
  /** For a look: an error only where there is no such unit. */
  look(meant: UnitMeant, scene: Scene, known: readonly Member[]): Result<Look>
  /** Processes of the unit's cgroup now. */
  pidsOf(meant: UnitMeant): readonly number[]
  /**
   * Reads units that are down and have processes all the same: only their KillMode= tells whether
   * these were left running on purpose.
   */
  loadLeft(scene: Scene): Promise<void>
  /** Every service that the managers have in memory, with what is known without asking more. */
  list(scene: Scene): readonly Look[]
}

const noManager = (manager: UnitManager): QuiesceError => ({
  code: 'not-available',
  message:
    manager === 'system'
      ? 'systemd does not run on this machine.'
      : 'You have no systemd user manager here.',
  next: 'Name the service by its process: `pid:N`, `exe:/PATH`, `port:N` or `pidfile:/PATH`.',
})

const noUnit = (unit: string): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no unit ${printable(unit)}.`,
  next: 'Look with `quiesce list --all` at the units of this machine.',
})

/** Codes that only say whose a process is: inside its own unit they forbid nothing. */
const aboutOwners = new Set(['managed-by-unit', 'foreign-namespace', 'unreadable'])

/** A unit that holds Quiesce itself, or what the person's session hangs on, is not stopped from here. */
function refuseProtected(scene: Scene, processes: readonly InCgroup[]): QuiesceError | null {
  for (const { row } of processes) {
    const refusal = scene.protection.refuse(row)
    if (refusal && !aboutOwners.has(refusal.code)) return refusal
  }
  return null
}

function assemble(
  options: SystemdBackendOptions,
  scene: Scene,
  of: { meant: UnitMeant; facts: UnitFacts; processes: readonly InCgroup[] },
  known: readonly Member[],
): Look {
  const { meant, facts, processes } = of
  const refusal = known.length > 0 ? null : (refuseUnit(facts) ?? refuseProtected(scene, processes))
  const found = findUnitMembers(scene, { facts, processes, known })
  const members = refusal ? found.map((m) => ({ ...m, kept: m.kept ?? refusal.message })) : found
  const target: Target = { kind: 'unit', unit: facts.name, manager: meant.manager }
  const observed: Observed = {
    target: meant.name ?? printTarget(target),
    title: printable(meant.name ?? facts.name),
    subtitle: printable(meant.configuration?.title ?? facts.description),
    backend: 'systemd',
    origin: meant.configuration ? 'configured' : 'discovered',
    main: members.find((m) => m.main)?.identity ?? null,
    members,
    // In a run the suspects were chosen from before it began.
    suspects:
      known.length > 0
        ? []
        : findUnitSuspects(scene, facts, members, (row) => options.invocations.of(row.identity)),
    pidFile: null,
    lockFile: null,
    stopMethod: { kind: 'unit', unit: facts.name, manager: meant.manager, also: [] },
    // Only what Quiesce started in a unit of its own has one beside its unit's.
    startCommand: meant.configuration?.start ?? null,
    configuration: meant.configuration,
    unit: facts,
    init: null,
    profile: null,
  }
  return { observed, refusal }
}

const isLoaded = ({ raw }: UnitFacts): boolean => raw.ControlGroup !== undefined

/** Exactly what the cgroup holds now; processes that are younger than the table are read. */
function readCgroup(
  options: SystemdBackendOptions,
  scene: Scene,
  facts: UnitFacts,
): readonly InCgroup[] {
  if (facts.controlGroup === '') return []
  return options.cgroups.processes(facts.controlGroup).flatMap(({ pid, below }): InCgroup[] => {
    const row = scene.table.rows.get(pid) ?? options.readRow(pid)
    return row === null ? [] : [{ row, below }]
  })
}

/** Finds units by name, and lists all services that their managers know. */
export function createSystemdBackend(options: SystemdBackendOptions): SystemdBackend {
  const { units } = options
  return {
    look: (meant, scene, known) => {
      const book = units.book(meant.manager)
      if (book === null) return fail(noManager(meant.manager))
      const facts = book.get(meant.unit)
      if (facts === null) return fail(book.problem(meant.unit) ?? noUnit(meant.unit))
      // Of a unit that was only listed nobody knows the cgroup; the table's rows name it.
      const processes = isLoaded(facts)
        ? readCgroup(options, scene, facts)
        : (indexUnits(scene).get(unitKey(meant.manager, facts.name)) ?? [])
      return ok(assemble(options, scene, { meant, facts, processes }, known))
    },
    pidsOf: ({ unit, manager }) => {
      const path = units.book(manager)?.get(unit)?.controlGroup ?? ''
      return path === '' ? [] : options.cgroups.processes(path).map(({ pid }) => pid)
    },
    loadLeft: async (scene) => {
      const inside = indexUnits(scene)
      const left = units.books.flatMap((book) =>
        book.services().flatMap((unit) => {
          const facts = book.get(unit)
          const isDown = facts?.state.activeState === 'inactive' && !isLoaded(facts)
          return isDown && inside.has(unitKey(book.manager.manager, unit)) ? [book.load(unit)] : []
        }),
      )
      await Promise.all(left)
    },
    list: (scene) => {
      const inside = indexUnits(scene)
      const light: SystemdBackendOptions = { ...options, invocations: { of: () => null } }
      return units.books.flatMap((book) =>
        book.services().flatMap((unit): Look[] => {
          const facts = book.get(unit)
          if (facts === null) return []
          const { manager } = book.manager
          const meant: UnitMeant = { unit, manager, configuration: null, name: null }
          const processes = inside.get(unitKey(manager, unit)) ?? []
          return [assemble(light, scene, { meant, facts, processes }, [])]
        }),
      )
    },
  }
}
