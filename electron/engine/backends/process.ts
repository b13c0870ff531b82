/** Services that are processes picked by pid, executable, user or port. They have roots, no main. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Member, MemberReason } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { assembleLook } from '../decide/assemble.ts'
import type { Look } from '../decide/observed.ts'
import { readableName } from '../decide/readable-name.ts'
import type { Scene } from '../decide/scene.ts'
import type { Table } from '../decide/table.ts'
import { printTarget, type Target } from '../decide/target.ts'
import type { LookingBackend } from './backend.ts'
import { configurationOf, lookAtLockFile, type BackendOptions } from './options.ts'
import { pickProcesses, type Picked } from './pick-processes.ts'

function assemble(
  options: BackendOptions,
  scene: Scene,
  target: Target,
  picked: Picked,
  known: readonly Member[],
): Look {
  const configuration = configurationOf(target, options.configuration())
  const first = picked.rows[0]
  const path = first && isKnown(first.executable) ? first.executable.path : picked.path
  const reason: MemberReason = { kind: 'picked', how: picked.how }
  return assembleLook(scene, {
    // A discovered process is named with its start time, so that the target means it for good.
    target: printTarget(picked.target),
    title: target.kind === 'name' ? target.name : first ? readableName(first) : picked.title,
    subtitle: path ?? '',
    backend: 'process',
    configuration,
    picks: new Map(known.length > 0 ? [] : picked.rows.map((r) => [r.identity.pid, reason])),
    main: null,
    known,
    named:
      known.length > 0
        ? picked.rows.map((r) => ({ pid: r.identity.pid, why: `matches ${picked.how} now` }))
        : [],
    pidFile: null,
    lockFile: lookAtLockFile(configuration, options.files),
    refusal: known.length > 0 ? null : picked.refusal,
  })
}

/** Finds services by pid, executable, user and port, as the target or the configuration says. */
export function createProcessBackend(options: BackendOptions): LookingBackend {
  const examine = (target: Target, table: Table, known: readonly Member[]): Result<Look> => {
    const scene = options.scene(table)
    const picked = pickProcesses(options, scene, target, known.length > 0)
    if (!picked.ok) return picked
    return ok(assemble(options, scene, target, picked.value, known))
  }
  return {
    kind: 'process',
    look: (target, table) => examine(target, table, []),
    observe: (target, table, known) => {
      const looked = examine(target, table, known)
      if (!looked.ok) return looked
      const { observed, refusal } = looked.value
      return refusal ? fail(refusal) : ok(observed)
    },
  }
}
