import { fail, type Result } from '../../../../shared/errors.ts'
import { parseTarget, printTarget, type Target } from '../../decide/target.ts'
import type { LookingBackend } from '../backend.ts'
import { configurationOf, type BackendOptions } from '../options.ts'
import type { SystemdBackend, UnitMeant } from './systemd.ts'

/** The unit that a target names, or that its configuration names; null where neither does. */
export function unitMeantBy(options: BackendOptions, target: Target): UnitMeant | null {
  if (target.kind === 'unit') {
    return { unit: target.unit, manager: target.manager, configuration: null, name: null }
  }
  const configuration = configurationOf(target, options.configuration())
  if (target.kind !== 'name' || configuration?.unit === undefined) return null
  const named = parseTarget(configuration.unit)
  if (!named.ok || named.value.kind !== 'unit') return null
  return { ...named.value, configuration, name: target.name }
}

/** Units as one of the backends: those that `unitOf` says a target means. */
export function createUnitBackend(
  options: BackendOptions,
  units: SystemdBackend,
  unitOf: (target: Target) => UnitMeant | null,
): LookingBackend {
  const meantBy = (target: Target): Result<UnitMeant> => {
    const meant = unitOf(target)
    if (meant) return { ok: true, value: meant }
    return fail({
      code: 'unknown-target',
      message: `${printTarget(target)} is no unit.`,
      next: 'Name a unit as `UNIT.service`.',
    })
  }
  return {
    kind: 'systemd',
    look: (target, table) => {
      const meant = meantBy(target)
      return meant.ok ? units.look(meant.value, options.scene(table), []) : meant
    },
    pidsInRun: (target, known) => {
      const meant = unitOf(target)
      const inside = meant ? units.pidsOf(meant) : []
      return new Set([...inside, ...known.map((m) => m.identity.pid)])
    },
    observe: (target, table, known) => {
      const meant = meantBy(target)
      if (!meant.ok) return meant
      const looked = units.look(meant.value, options.scene(table), known)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : { ok: true, value: observed }
    },
  }
}
