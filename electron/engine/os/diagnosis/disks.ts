import { isKnown } from '../../../../shared/unknown.ts'
import { mountOfPath, type Mount } from '../../parse/mounts.ts'
import type { MountView } from './mount-table.ts'

/** File systems of this machine alone: to ask any other one how full it is could hang for ever. */
export const localFileSystems: ReadonlySet<string> = new Set([
  ...['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'f2fs', 'jfs', 'reiserfs', 'zfs', 'bcachefs'],
  ...['nilfs2', 'vfat', 'exfat', 'ntfs3', 'tmpfs', 'devtmpfs', 'ramfs', 'overlay', 'squashfs'],
  ...['erofs', 'iso9660', 'rootfs'],
])

/** What is no place for files, or shows the kernel's own. */
const pseudo = new Set([
  ...['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'devtmpfs', 'mqueue', 'debugfs', 'tracefs'],
  ...['securityfs', 'pstore', 'bpf', 'configfs', 'fusectl', 'binfmt_misc', 'hugetlbfs', 'nsfs'],
  ...['efivarfs', 'selinuxfs', 'rpc_pipefs'],
])
const mostMounts = 256
const mostDisks = 16

/** A file system to be asked for its free space, and where we reach it. */
export interface Disk {
  readonly mount: Mount
  readonly path: string
}

/** True where every file system on the way to this one is the machine's own. */
function isSafe(mount: Mount, mounts: readonly Mount[]): boolean {
  const parts = mount.mountPoint.split('/')
  const above = parts.map((_, at) => parts.slice(0, at + 1).join('/') || '/')
  return above.every((path) => localFileSystems.has(mountOfPath(mounts, path)?.type ?? ''))
}

/**
 * Where its files are open for writing, as far as one may ask without a risk: file systems of this
 * machine, with none on the way to them that is not. Each file system once.
 */
export function chooseDisks(
  view: MountView,
  written: ReadonlySet<number>,
  /** Before each path, where it is another mount namespace than ours: `/proc/PID/root`. */
  prefix: string,
): readonly Disk[] {
  const mounts = isKnown(view.mounts) ? view.mounts : []
  const byDevice = new Map<number, Disk>()
  for (const id of written) {
    const mount = view.byId.get(id)
    if (!mount || byDevice.has(mount.device) || !isSafe(mount, mounts)) continue
    byDevice.set(mount.device, { mount, path: `${prefix}${mount.mountPoint}` })
  }
  return [...byDevice.values()].slice(0, mostDisks)
}

/** Mounts that may hold somebody up: those in use first, then all others that hold files. */
export function chooseMounts(view: MountView, used: ReadonlySet<number>): readonly Mount[] {
  const mounts = (isKnown(view.mounts) ? view.mounts : []).filter(({ type }) => !pseudo.has(type))
  const rank = (mount: Mount): number =>
    used.has(mount.id) ? 0 : localFileSystems.has(mount.type) ? 2 : 1
  return mounts.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostMounts)
}
