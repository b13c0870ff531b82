/** Which program a process runs, without asking a file server that may never answer. */
import { lstatSync } from 'node:fs'
import type { Executable } from '../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import { parseMappedFiles } from '../parse/mapped-files.ts'
import { isKernelThread, type ProcStat } from '../parse/proc-stat.ts'
import { createMountTable, type MountView } from './diagnosis/mount-table.ts'
import { isLocalFile, isLocalPath } from './local-path.ts'
import { errorCode, type ProcReader } from './proc-reader.ts'

/** The mounts as a process sees them, by its pid. */
export type MountsOf = (pid: number) => MountView

/** For so long a mount may be new before it is known; milliseconds. */
const freshMs = 1000

/** Mounts, read once a second for as many processes as share them. */
export function createMountsOf(reader: ProcReader, now: () => number): MountsOf {
  let readAt = -Infinity
  let table = createMountTable(reader)
  return (pid) => {
    const at = now()
    if (at - readAt >= freshMs) {
      table = createMountTable(reader)
      readAt = at
    }
    return table(pid)
  }
}

/** What is not known is asked: a process whose mounts cannot be read has ended. */
const mayAsk = (view: MountView, path: string): boolean =>
  !isKnown(view.mounts) || isLocalFile(view, path)

const suffix = ' (deleted)'

/** The kernel says "(deleted)" behind the path, but a file may also bear that name. */
function isDeleted(path: string, file: { readonly dev: number; readonly ino: number }): boolean {
  try {
    const same = lstatSync(path)
    return same.dev !== file.dev || same.ino !== file.ino
  } catch (error) {
    if (errorCode(error) === null) throw error
    return true
  }
}

const named = (link: string, deleted: boolean): Pick<Executable, 'path' | 'deleted'> => ({
  path: deleted ? link.slice(0, -suffix.length) : link,
  deleted,
})

/** The kernel itself knows which file is mapped; stat(2) would ask the server, and wait for it. */
function readMapped(reader: ProcReader, pid: number, link: string): Known<Executable> {
  const maps = reader.wholeText(`${pid}/maps`)
  if (maps === null) return unknown('the process has ended')
  if (!isKnown(maps)) return maps
  const file = parseMappedFiles(maps).find(({ path }) => path === link)
  if (file === undefined) {
    return unknown('its program lies on a file server, which is not asked')
  }
  return { ...named(link, link.endsWith(suffix)), device: file.device, inode: file.inode }
}

/**
 * The program of a process. stat(2) of a file on NFS or FUSE whose server is gone never returns, and
 * the whole table would wait with it: there the file is known from what the process has mapped.
 */
export function readExecutable(
  { reader, mountsOf }: { readonly reader: ProcReader; readonly mountsOf: MountsOf },
  stat: ProcStat,
): Known<Executable> {
  if (isKernelThread(stat)) return unknown('a kernel thread has none')
  const link = reader.link(`${stat.pid}/exe`)
  if (link === null) return unknown('the process has ended')
  if (!isKnown(link)) return link
  if (!mayAsk(mountsOf(stat.pid), link)) return readMapped(reader, stat.pid, link)
  // The link may lead into another mount namespace, so the file is asked for through it.
  const file = reader.facts(`${stat.pid}/exe`)
  if (file === null) return unknown('the process has ended')
  if (!isKnown(file)) return file
  // In our own mounts that path may lie on a server, whatever it is to the process.
  const own = mountsOf(process.pid)
  const isAsked = link.endsWith(suffix) && (!isKnown(own.mounts) || isLocalPath(own, link))
  const deleted = link.endsWith(suffix) && (!isAsked || isDeleted(link, file))
  return { ...named(link, deleted), device: file.dev, inode: file.ino }
}
