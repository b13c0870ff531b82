import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { fail, ok, type ErrorCode, type Result } from '../../../../shared/errors.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { causeOf, errnoWords } from '../../errno.ts'
import { errorCode } from '../proc-reader.ts'
import { makeFolder, refuseFolder, removeEmptyFolder } from './drop-in-folder.ts'
import type { DeadlineFiles } from './ports.ts'
import { isUnitName } from './unit-name.ts'

export interface DeadlineFilesOptions {
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
  /** Instead of `/run`. */
  readonly run?: string
}

/** Drop-ins of all folders are read in the order of their names, whatever the folder: ours last. */
const fileName = 'zzzz-quiesce.conf'
/** The unit that takes a drop-in back is called after the unit that it is about. */
const tidyPrefix = 'quiesce-tidy-'
/** A manager reads no name that begins with a dot; such a file may be half written. */
const temporaryOf = (path: string): string => `.${basename(path)}.`

const refuse = (code: ErrorCode, path: string, why: string, cause?: string): Result<never> =>
  fail({
    code,
    message: `The deadline was not touched: ${printable(why)}.`,
    next: 'The deadline that systemd has stays in force. Look at the folder, then try again.',
    place: path,
    ...(cause === undefined ? {} : { cause }),
  })

function refuseThrown(path: string, thrown: unknown): Result<never> {
  const code = errorCode(thrown)
  if (code === null) throw thrown
  const denied = code === 'EACCES' || code === 'EPERM'
  const kind = denied ? 'no-permission' : 'backend-failed'
  return refuse(kind, path, errnoWords(thrown), causeOf(thrown))
}

/** Writes beside it and renames: a manager reads the old one or the new one, never a part. */
function replaceFile(path: string, content: string): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const beside = join(dirname(path), `${temporaryOf(path)}${randomUUID()}`)
  const file = openSync(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)
  try {
    try {
      writeFileSync(file, content)
      // Whatever the umask.
      fchmodSync(file, 0o644)
    } finally {
      closeSync(file)
    }
    // A link that somebody put in its place is replaced, not followed.
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Removes the file and what a crash left beside it; true where the file itself was there. */
function removeFiles(path: string): boolean {
  const folder = dirname(path)
  const names = readdirSync(folder)
  const own = basename(path)
  const temporary = temporaryOf(path)
  const ours = names.filter((name) => name === own || name.startsWith(temporary))
  for (const name of ours) rmSync(join(folder, name), { force: true })
  return ours.includes(own)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errorCode(error) === null) throw error
    return []
  }
}

interface Place {
  readonly manager: UnitManager
  /** Folders from the one that has to be there to that of the file. */
  readonly folders: readonly [string, ...string[]]
}

class DropIns implements DeadlineFiles {
  readonly #uid: number
  readonly #run: string
  readonly #runtime: string

  constructor({ uid, env, run = '/run' }: DeadlineFilesOptions) {
    this.#uid = uid
    this.#run = run
    const named = env.XDG_RUNTIME_DIR
    this.#runtime =
      named !== undefined && isAbsolute(named) ? join(named) : join(run, 'user', String(uid))
  }

  refusal(manager: UnitManager): string | null {
    if (manager === 'system' && this.#uid !== 0) {
      return "moving a system unit's deadline needs root"
    }
    const folder = manager === 'system' ? this.#baseOf('system') : this.#runtime
    try {
      return refuseFolder(folder, this.#uid)
    } catch (error) {
      if (errorCode(error) === null) throw error
      return `the folder for its drop-ins, ${folder}, cannot be used: ${errnoWords(error)}`
    }
  }

  pathOf(unit: string, manager: UnitManager): string {
    return join(this.#baseOf(manager), `${unit}.d`, fileName)
  }

  tidyPathOf(unit: string, manager: UnitManager): string {
    return join(this.#baseOf(manager), `${tidyPrefix}${unit}`)
  }

  write(path: string, content: string): Result<null> {
    const place = this.#placeOf(path)
    if (place === null) return refuse('bad-input', path, 'it is no drop-in of ours')
    const refusal = this.refusal(place.manager)
    if (refusal !== null) return refuse('no-permission', path, refusal)
    try {
      for (const folder of place.folders.slice(1)) {
        const why = makeFolder(folder, this.#uid)
        if (why !== null) return refuse('no-permission', path, why)
      }
      replaceFile(path, content)
      return ok(null)
    } catch (error) {
      return refuseThrown(path, error)
    }
  }

  remove(path: string): Result<boolean> {
    const place = this.#placeOf(path)
    if (place === null) return refuse('bad-input', path, 'it is no drop-in of ours')
    try {
      const why = refuseFolder(dirname(path), this.#uid)
      if (why !== null) return refuse('no-permission', path, why)
      const was = removeFiles(path)
      // The managers' own folder is not ours to remove.
      if (basename(path) === fileName) removeEmptyFolder(dirname(path))
      return ok(was)
    } catch (error) {
      return errorCode(error) === 'ENOENT' ? ok(false) : refuseThrown(path, error)
    }
  }

  exists(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  }

  list(manager: UnitManager): readonly string[] {
    const base = this.#baseOf(manager)
    const units = namesIn(base).flatMap((name) => {
      if (name.startsWith(tidyPrefix)) return [name.slice(tidyPrefix.length)]
      // Beside the folders of drop-ins lie the units themselves, files that hold nothing.
      if (!name.endsWith('.d') || !namesIn(join(base, name)).includes(fileName)) return []
      return [name.slice(0, -'.d'.length)]
    })
    return [...new Set(units)].filter(isUnitName)
  }

  #baseOf(manager: UnitManager): string {
    return manager === 'system'
      ? join(this.#run, 'systemd/system')
      : join(this.#runtime, 'systemd/user')
  }

  /** Which of our files a path is, or null: only what is made of the name of a unit is one. */
  #placeOf(path: string): Place | null {
    const isTidy = basename(path).startsWith(tidyPrefix)
    const unit = isTidy
      ? basename(path).slice(tidyPrefix.length)
      : basename(dirname(path)).replace(/\.d$/, '')
    const managers = ['system', 'user'] as const
    const manager = managers.find((one) => {
      const own = isTidy ? this.tidyPathOf(unit, one) : this.pathOf(unit, one)
      return own === path
    })
    if (manager === undefined || !isUnitName(unit)) return null
    const base = this.#baseOf(manager)
    const above = manager === 'system' ? [] : [this.#runtime, dirname(base)]
    const [first = base, ...rest] = [...above, base, ...(isTidy ? [] : [dirname(path)])]
    return { manager, folders: [first, ...rest] }
  }
}

/**
 * Runtime drop-ins (systemd.unit(5)) that hold a moved deadline, `UNIT.d/zzzz-quiesce.conf`, and the
 * units that take them back, `quiesce-tidy-UNIT`: below `/run/systemd/system`, or below `$XDG_RUNTIME_DIR/systemd/user` for units of the person's own
 * manager; both are gone after a reboot. Folders and files are readable for all. Only such paths
 * are written or removed; a folder that is a link, somebody else's or open to others is refused as
 * `no-permission`. Nothing happens before the manager is reloaded.
 */
export const createDeadlineFiles = (options: DeadlineFilesOptions): DeadlineFiles =>
  new DropIns(options)
