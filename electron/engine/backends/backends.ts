import type { Configuration } from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { Look } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'
import { parseTarget, type Target } from '../decide/target.ts'
import type { LookingBackend } from './backend.ts'
import { configurationOf, type BackendOptions } from './options.ts'
import { createPidfileBackend } from './pidfile.ts'
import { createProcessBackend } from './process.ts'
import { redirectScript, scriptsWithoutUnit, unitOfScript } from './sysv/redirect.ts'
import { createSysvBackend } from './sysv/sysv.ts'
import { findUnitBehind, redirectToUnit } from './systemd/redirect.ts'
import { ownUnitOf } from './systemd/own-unit.ts'
import {
  createSystemdBackend,
  type SystemdBackendOptions,
  type UnitMeant,
} from './systemd/systemd.ts'
import { createUnitBackend, unitMeantBy } from './systemd/unit-backend.ts'
import type { FoundUnit } from './systemd/unit-of-rows.ts'
import { lookWithProfile, withProfile } from './with-profile.ts'

/** A target with the backend that answers for it. */
export interface Resolved {
  readonly target: Target
  readonly backend: LookingBackend
}

export interface Backends {
  readonly process: LookingBackend
  readonly pidfile: LookingBackend
  readonly sysv: LookingBackend
  /** Names of the init scripts that no unit stands for. */
  scripts(): readonly string[]
  /** Reads what a list cannot say without asking: why processes of units that are down still run. */
  loadLeftUnits(table: Table): Promise<void>
  /** Every service that systemd's managers have in memory, as far as it is known without asking. */
  listUnits(table: Table): readonly Look[]
  /**
   * The unit that a target means: by its name, by configuration, or because its processes live in
   * one; null where it is none. What is known of that unit has to be loaded before a look.
   */
  findUnit(text: string, table: Table): FoundUnit | null
  /**
   * Reads a target as typed and says whose it is. Errors: `bad-usage`, `unknown-target` with the
   * nearest configured names.
   */
  resolve(text: string): Result<Resolved>
}

/** Names one knows by heart and types without a configuration: the way to find them instead. */
function unknownName(name: string, names: readonly string[]): QuiesceError {
  const near = nearest(name, names)
  const [first] = near
  return {
    code: 'unknown-target',
    message: `No service is called "${printable(name)}".`,
    next: first
      ? `Did you mean ${first}?`
      : 'Look with `quiesce list` at what runs, or name it by `pid:N`, `exe:/PATH`, `port:N` or `pidfile:/PATH`.',
    candidates: near,
  }
}

const namesOf = (configuration: Configuration): readonly string[] =>
  Object.keys(configuration.services ?? {})

/** All backends, and the choice between them. */
export function createBackends(options: BackendOptions, systemd: SystemdBackendOptions): Backends {
  const plainProcess = createProcessBackend(options)
  const plainPidfile = createPidfileBackend(options)
  const plainSysv = createSysvBackend(options)
  const units = createSystemdBackend(systemd)
  const redirect = { options, units, managers: systemd.units }
  const script = redirectScript(redirectToUnit(plainSysv, redirect), redirect)
  const sysv = withProfile(script, options)
  const process = withProfile(redirectToUnit(plainProcess, redirect), options)
  const pidfile = withProfile(redirectToUnit(plainPidfile, redirect), options)
  const unitOf = (target: Target): UnitMeant | null =>
    unitMeantBy(options, target) ?? ownUnitOf(options, systemd.units, target)
  const unit = withProfile(createUnitBackend(options, units, unitOf), options)
  const choose = (target: Target): Result<Resolved> => {
    if (unitOf(target) !== null) return ok({ target, backend: unit })
    if (target.kind === 'pidfile') return ok({ target, backend: pidfile })
    if (target.kind === 'init') return ok({ target, backend: sysv })
    if (target.kind !== 'name') return ok({ target, backend: process })
    const configuration = options.configuration()
    const service = configurationOf(target, configuration)
    if (!service) {
      // `nginx` for nginx.service: one asks rather than guesses which of two is meant.
      const known = systemd.units.books.flatMap((book) => book.services())
      const asUnit = known.includes(`${target.name}.service`) ? [`${target.name}.service`] : []
      return fail(unknownName(target.name, [...asUnit, ...namesOf(configuration)]))
    }
    if (service.unit !== undefined) return ok({ target, backend: unit })
    if (service.init !== undefined) return ok({ target, backend: sysv })
    return ok({ target, backend: service.pidfile === undefined ? process : pidfile })
  }
  const resolve = (text: string): Result<Resolved> => {
    const target = parseTarget(text, namesOf(options.configuration()))
    return target.ok ? choose(target.value) : target
  }
  return {
    process,
    pidfile,
    sysv,
    scripts: () => scriptsWithoutUnit(options, systemd.units),
    loadLeftUnits: (table) => units.loadLeft(options.scene(table)),
    listUnits: (table) =>
      units.list(options.scene(table)).map((look) => lookWithProfile(look, table, options)),
    findUnit: (text, table) => {
      const resolved = resolve(text)
      if (!resolved.ok) return null
      const { target, backend } = resolved.value
      if (backend === unit) return unitOf(target)
      const plain = backend === pidfile ? plainPidfile : backend === sysv ? plainSysv : plainProcess
      const named = unitOfScript(options, systemd.units, target)
      return named ?? findUnitBehind(plain.look(target, table), options.scene(table))
    },
    resolve,
  }
}
