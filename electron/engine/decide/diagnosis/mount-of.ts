/** On which mount a thread sleeps: by the descriptor of its call, else by what the process has open. */
import { isKnown } from '../../../../shared/unknown.ts'
import type { Case, Proc } from './case.ts'
import type { MountFacts, OpenFile, ThreadSample } from './facts.ts'
import { kernelWaitOf, type KernelWait } from './kernel-waits.ts'
import { waitOf } from './thread-waits.ts'

const holds = (mount: MountFacts, path: string): boolean =>
  `${path}/`.startsWith(mount.mountPoint === '/' ? '/' : `${mount.mountPoint}/`)

/** The deepest mount that a path lies on; of equal ones the last, which hides the others. */
function mountOfPath(mounts: readonly MountFacts[], path: string): MountFacts | null {
  const found = mounts.filter((mount) => holds(mount, path))
  return found.reduce<MountFacts | null>(
    (best, mount) =>
      best === null || mount.mountPoint.length >= best.mountPoint.length ? mount : best,
    null,
  )
}

function mountOfFile(mounts: readonly MountFacts[], file: OpenFile): MountFacts | null {
  if (!file.target.startsWith('/')) return null
  const byDevice = mounts.filter((mount) => mount.device === file.device)
  return mountOfPath(byDevice.length > 0 ? byDevice : mounts, file.target)
}

const types: Readonly<Record<KernelWait['kind'], RegExp>> = {
  nfs: /^nfs/,
  cifs: /^(?:cifs|smb)/,
  fuse: /^fuse/,
  'network-fs': /^(?:ceph|9p|afs|ocfs2|gfs2|glusterfs|lustre)/,
  disk: /^(?:ext[234]|xfs|btrfs|f2fs|vfat|exfat|ntfs)/,
  'frozen-fs': /^(?:ext[234]|xfs|btrfs|f2fs|jfs|reiserfs)/,
  other: /^(?:nfs|cifs|smb|fuse|ceph|9p|afs|glusterfs|lustre)/,
}

/** Never the root: nearly everybody has something open there. */
const isTelling = (mount: MountFacts): boolean => mount.mountPoint !== '/'

/** The mount that a thread in state D waits for, or null where nobody can tell. */
export function mountOf(c: Case, proc: Proc, thread: ThreadSample): MountFacts | null {
  const { mounts } = c.facts
  if (!isKnown(mounts)) return null
  const files = isKnown(proc.now.files) ? proc.now.files : []
  const subject = waitOf(proc, thread)?.subject
  if (subject?.kind === 'descriptor' || subject?.kind === 'file-lock') {
    const file = files.find((one) => one.fd === subject.fd)
    const mount = file === undefined ? null : mountOfFile(mounts, file)
    if (mount !== null) return mount
  }
  const wanted = types[kernelWaitOf(thread).kind]
  const cwd = proc.now.cwd !== undefined && isKnown(proc.now.cwd) ? [proc.now.cwd] : []
  const open = [
    ...files.map((file) => mountOfFile(mounts, file)),
    ...cwd.map((path) => mountOfPath(mounts, path)),
  ].filter((mount) => mount !== null)
  const likely = [...new Set(open)].filter((mount) => wanted.test(mount.type) && isTelling(mount))
  if (likely.length === 1) return likely[0] ?? null
  // Where only one such mount is there at all, it is the one.
  const all = mounts.filter((mount) => wanted.test(mount.type) && isTelling(mount))
  return likely.length === 0 && all.length === 1 ? (all[0] ?? null) : null
}
