/** A process in the cgroup of a unit is the unit's: who names the process means the unit. */
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import type { Look } from '../../decide/observed.ts'
import type { Scene } from '../../decide/scene.ts'
import type { Table } from '../../decide/table.ts'
import type { Target } from '../../decide/target.ts'
import type { LookingBackend } from '../backend.ts'
import type { BackendOptions } from '../options.ts'
import type { SystemdBackend } from './systemd.ts'
import { unitsOfRows, type FoundUnit } from './unit-of-rows.ts'
import type { Units } from './units.ts'

interface RedirectOf {
  readonly options: BackendOptions
  readonly units: SystemdBackend
  readonly managers: Units
}

/** The processes that the target itself names, not what hangs on them. */
function namedRows(look: Look, scene: Scene): readonly ProcessRow[] {
  return look.observed.members
    .filter((m) => m.reasons.some((r) => r.kind === 'picked' || r.kind === 'pid-file'))
    .flatMap((m) => scene.table.rows.get(m.identity.pid) ?? [])
}

/** The one unit that a refused look's processes belong to, or null. */
export function findUnitBehind(look: Result<Look>, scene: Scene): FoundUnit | null {
  if (!look.ok || look.value.refusal?.code !== 'managed-by-unit') return null
  const found = unitsOfRows(namedRows(look.value, scene), scene.self.uid)
  return found.length === 1 ? (found[0] ?? null) : null
}

function severalUnits(look: Look, scene: Scene): QuiesceError | null {
  if (look.refusal?.code !== 'managed-by-unit') return null
  const found = unitsOfRows(namedRows(look, scene), scene.self.uid)
  if (found.length < 2) return null
  const names = found.map((unit) => unit?.unit ?? 'no unit at all')
  return {
    code: 'ambiguous-target',
    message: `${look.observed.title} means processes of several units: ${names.join(', ')}.`,
    next: 'Name the one unit that you mean.',
    candidates: found.flatMap((unit) => unit?.unit ?? []),
  }
}

/** Wraps a backend of processes so that what systemd manages is answered for by systemd. */
export function redirectToUnit(inner: LookingBackend, of: RedirectOf): LookingBackend {
  const look = (target: Target, table: Table): Result<Look> => {
    const seen = inner.look(target, table)
    if (!seen.ok) return seen
    const scene = of.options.scene(table)
    const several = severalUnits(seen.value, scene)
    if (several) return ok({ ...seen.value, refusal: several })
    const found = findUnitBehind(seen, scene)
    const known = found && of.managers.book(found.manager)?.get(found.unit)
    if (!found || !known) return seen
    const { configuration } = seen.value.observed
    return of.units.look({ ...found, configuration, name: null }, scene, [])
  }
  return {
    kind: inner.kind,
    look,
    observe: (target, table, known) => {
      // A run of a unit names the unit: in mid-run nothing is redirected any more.
      if (known.length > 0) return inner.observe(target, table, known)
      const looked = look(target, table)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : ok(observed)
    },
  }
}
