/** What a bare name may mean that nobody configured: shown for a person to choose, never guessed. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { describeMatch, findIndependent } from './groups.ts'
import { readableName, scriptOf, userName } from './readable-name.ts'
import type { Scene } from './scene.ts'

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** What a person may call a process: its readable name, its program's file, its script's file. */
function bears(row: ProcessRow, name: string): boolean {
  if (!row.alive || row.kernelThread) return false
  if (readableName(row) === name || row.name === name) return true
  const script = scriptOf(row)
  if (script !== null && lastPart(script) === name) return true
  return isKnown(row.executable) && lastPart(row.executable.path) === name
}

/** Living processes of this name; a daemon and its workers are one. */
export const findByName = (scene: Scene, name: string): readonly ProcessRow[] =>
  findIndependent(
    scene,
    [...scene.table.rows.values()].filter((row) => bears(row, name)),
  )

/** All that answers to a name. */
export interface NameMatches {
  /** Independent processes that are no unit's and no init script's. */
  readonly rows: readonly ProcessRow[]
  /** Targets of units and init scripts: `nginx.service`, `init:nginx`. */
  readonly managed: readonly string[]
}

const neverAlone =
  'A name alone may mean several: `killall` would hit a namesake of another user, so Quiesce does not guess.'

function several(name: string, { rows, managed }: NameMatches): string {
  const users = [...new Set(rows.map(userName))]
  const whose = users.length > 1 ? `of the users ${users.join(', ')}` : `of ${users[0] ?? ''}`
  const counted = rows.length === 1 ? 'a process' : `${rows.length} independent processes`
  const parts = [...managed, ...(rows.length > 0 ? [`${counted} ${whose}`] : [])]
  return `No service is called "${name}", and several answer to that name: ${parts.join(', ')}.`
}

/**
 * The refusal of a name that nobody configured, with all that answers to it. One match is asked for,
 * too. `otherwise` is what is said where nothing does.
 */
export function refuseName(
  scene: Scene,
  name: string,
  { rows, managed }: NameMatches,
  otherwise: QuiesceError,
): QuiesceError {
  const may = rows.filter((row) => scene.protection.refuse(row) === null)
  const candidates = [...managed, ...may.map(describeMatch)]
  const [first] = candidates
  if (first === undefined) {
    const refusal = rows[0] ? scene.protection.refuse(rows[0]) : null
    return refusal ? { ...otherwise, next: `${refusal.message} ${refusal.next}` } : otherwise
  }
  if (candidates.length === 1) {
    const more = (otherwise.candidates ?? []).filter((one) => one !== first)
    return { ...otherwise, next: `Did you mean ${first}?`, candidates: [first, ...more] }
  }
  return {
    code: 'ambiguous-target',
    message: several(printable(name), { rows: may, managed }),
    next: `Name the one you mean by its exact target. ${neverAlone}`,
    candidates,
  }
}
