import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown, knownOr, unknown, type Known } from '../../../../shared/unknown.ts'
import { parseCgroupEvents } from '../../parse/cgroup-events.ts'
import { parseControllerMounts, parseControllerPath } from '../../parse/cgroup-controllers.ts'
import { folderOfCgroup } from '../../parse/cgroup-path.ts'
import { createProcReader, type ProcReader } from '../proc-reader.ts'

/** Files of the cgroups that processes are in, of both versions. Made anew for each look. */
export interface CgroupFiles {
  /** True where its cgroup stands still, by the freezer of either version. */
  isFrozen(row: ProcessRow): Known<boolean>
  /**
   * A file of its cgroup: `v2` where the memory or io controller is version 2's, else `v1` of that
   * controller. Unknown in the root, which has none of them.
   */
  read(
    row: ProcessRow,
    controller: string,
    names: { readonly v2: string; readonly v1: string | null },
  ): Known<string>
  /** True where this controller is version 1's for it. */
  isFirstVersion(row: ProcessRow, controller: string): boolean
}

const none = unknown('its cgroup does not say')

export function createCgroupFiles(reader: ProcReader): CgroupFiles {
  const files = createProcReader('')
  const mounts = parseControllerMounts(knownOr(reader.wholeText('self/mountinfo') ?? '', ''))
  const hasFirst = ['freezer', 'memory'].some((name) => mounts.has(name))
  const frozenBy = new Map<string, Known<boolean>>()

  /** The folder of its cgroup for a controller; '' is version 2. Null in a root, which has no limits. */
  const folderIn = (text: string, controller: string): string | null => {
    const mount = mounts.get(controller)
    if (!mount) return null
    const path = parseControllerPath(text, controller)
    return path === null || path === '/' ? null : folderOfCgroup(path, mount)
  }
  /** What /proc/PID/cgroup says; without a freezer of version 1 the row knows it already. */
  const textOf = (row: ProcessRow): Known<string> => {
    if (!hasFirst) return isKnown(row.cgroup) ? `0::${row.cgroup}` : row.cgroup
    return reader.text(`${row.identity.pid}/cgroup`) ?? none
  }
  const folderOf = (row: ProcessRow, controller: string): string | null => {
    const text = textOf(row)
    return isKnown(text) ? folderIn(text, controller) : null
  }
  const readFile = (folder: string | null, name: string | null): string | null => {
    const text = folder === null || name === null ? null : files.text(`${folder.slice(1)}/${name}`)
    return text !== null && isKnown(text) ? text : null
  }
  const readFrozen = (text: string): Known<boolean> => {
    const state = readFile(folderIn(text, 'freezer'), 'freezer.state')?.trim()
    const events = parseCgroupEvents(readFile(folderIn(text, ''), 'cgroup.events') ?? '').frozen
    if (state === 'FROZEN' || state === 'FREEZING' || events === true) return true
    // The root can never be frozen, and says nothing of it.
    const isRoot = ['freezer', ''].every((name) => (parseControllerPath(text, name) ?? '/') === '/')
    return events === false || state === 'THAWED' || isRoot ? false : none
  }
  return {
    isFrozen(row) {
      const text = textOf(row)
      if (!isKnown(text)) return text
      const known = frozenBy.get(text) ?? readFrozen(text)
      frozenBy.set(text, known)
      return known
    },
    read(row, controller, names) {
      const v1 = readFile(folderOf(row, controller), names.v1)
      return v1 ?? readFile(folderOf(row, ''), names.v2) ?? none
    },
    isFirstVersion: (row, controller) => folderOf(row, controller) !== null,
  }
}
