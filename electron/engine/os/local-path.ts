/** What may be asked with stat(2): on a file server that is gone the call never returns. */
import { isKnown } from '../../../shared/unknown.ts'
import { mountOfPath } from '../parse/mounts.ts'
import { localFileSystems } from './diagnosis/disks.ts'
import type { MountView } from './diagnosis/mount-table.ts'

/**
 * True where the file itself lies on a file system of this machine. Enough for a link of /proc, which
 * leads to the file without a walk. Not known is not local.
 */
export function isLocalFile({ mounts }: MountView, path: string): boolean {
  if (!isKnown(mounts)) return false
  return localFileSystems.has(mountOfPath(mounts, path)?.type ?? '')
}

/** True where every file system on the way to the path is the machine's own: a walk asks each of them. */
export function isLocalPath(view: MountView, path: string): boolean {
  const parts = path.split('/')
  return parts.every((_, at) => isLocalFile(view, parts.slice(0, at + 1).join('/') || '/'))
}
