import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type ErrorCode, type Result } from '../../../../shared/errors.ts'
import { causeOf, errnoWords } from '../../errno.ts'
import { folderOfCgroup } from '../../parse/cgroup-path.ts'
import { parseCgroupMounts } from '../../parse/mountinfo.ts'
import { errorCode } from '../proc-reader.ts'

const refuse = (path: string, code: ErrorCode, why: string, cause?: string): Result<never> =>
  fail({
    code,
    message: `The cgroup ${path} was not thawed: ${why}.`,
    next: 'Thaw it with whoever froze it, or as root: echo 0 > cgroup.freeze.',
    ...(cause === undefined ? {} : { cause }),
  })

/**
 * Writes 0 to cgroup.freeze (cgroup-v2.rst): its processes go on where they stand, unless a cgroup
 * above is frozen as well. `path` is what systemd calls ControlGroup. Ends nobody.
 */
export function thawCgroup(path: string, mountinfo = '/proc/self/mountinfo'): Result<null> {
  const mounts = parseCgroupMounts(readFileSync(mountinfo, 'utf8'))
  const unified = mounts.find(({ kind }) => kind === 'unified')
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
    return ok(null)
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
