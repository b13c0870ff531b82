import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type ErrorCode, type Result } from '../../../../shared/errors.ts'
import { causeOf, errnoWords } from '../../errno.ts'
import { parseCgroupEvents } from '../../parse/cgroup-events.ts'
import { folderOfCgroup } from '../../parse/cgroup-path.ts'
import { parseCgroupMounts, type CgroupMount } from '../../parse/mountinfo.ts'
import { errorCode } from '../proc-reader.ts'

const refuse = (path: string, code: ErrorCode, why: string, cause?: string): Result<never> =>
  fail({
    code,
    message: `The cgroup ${path} was not thawed: ${why}.`,
    next: 'Thaw it with whoever froze it, or as root: echo 0 > cgroup.freeze.',
    ...(cause === undefined ? {} : { cause }),
  })

const stillFrozen = (path: string, by: string | null): Result<never> =>
  fail({
    code: 'backend-failed',
    message:
      by === null
        ? `The cgroup ${path} is still frozen: nothing in it goes on.`
        : `The cgroup ${by} above ${path} is frozen as well: nothing goes on until that is thawed, too.`,
    next: `Thaw ${by ?? path} with whoever froze it.`,
  })

/** The text of a file of this cgroup, or null where it cannot be read. */
function readOf(path: string, name: string, unified: CgroupMount): string | null {
  const folder = folderOfCgroup(path, unified)
  if (folder === null) return null
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch (error) {
    if (errorCode(error) === null) throw error
    return null
  }
}

/** The nearest cgroup above this one that somebody froze, or null. */
function frozenAbove(path: string, unified: CgroupMount): string | null {
  const parts = path.split('/')
  for (let length = parts.length - 1; length > 1; length -= 1) {
    const above = parts.slice(0, length).join('/')
    if (readOf(above, 'cgroup.freeze', unified)?.trim() === '1') return above
  }
  return null
}

const findUnified = (mountinfo: string): CgroupMount | undefined =>
  parseCgroupMounts(readFileSync(mountinfo, 'utf8')).find(({ kind }) => kind === 'unified')

/**
 * Whether a cgroup goes on after a thaw, by its cgroup.events: refused with the cgroup above that
 * holds it, where one is frozen. What cannot be read is not called frozen.
 */
export function checkThawed(path: string, mountinfo = '/proc/self/mountinfo'): Result<null> {
  const unified = findUnified(mountinfo)
  const events = unified ? readOf(path, 'cgroup.events', unified) : null
  if (!unified || events === null || parseCgroupEvents(events).frozen !== true) return ok(null)
  return stillFrozen(path, frozenAbove(path, unified))
}

/**
 * Writes 0 to cgroup.freeze (cgroup-v2.rst): its processes go on where they stand; refused
 * with its name where a cgroup above is frozen as well. `path` is what systemd calls ControlGroup. Ends nobody.
 */
export function thawCgroup(path: string, mountinfo = '/proc/self/mountinfo'): Result<null> {
  const unified = findUnified(mountinfo)
  const folder = unified ? folderOfCgroup(path, unified) : null
  if (folder === null) return refuse(path, 'not-available', 'no cgroup v2 shows it here')
  try {
    // Not created where it is not there: a plain write would try to.
    const file = openSync(join(folder, 'cgroup.freeze'), constants.O_WRONLY)
    try {
      writeSync(file, '0')
    } finally {
      closeSync(file)
    }
    return checkThawed(path, mountinfo)
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    const denied = code === 'EACCES' || code === 'EPERM'
    return refuse(
      path,
      denied ? 'no-permission' : 'backend-failed',
      errnoWords(error),
      causeOf(error),
    )
  }
}
