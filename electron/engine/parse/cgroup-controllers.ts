import { unescapePath, type CgroupMount } from './mountinfo.ts'

/**
 * The cgroup of a process for one controller out of `/proc/PID/cgroup` (cgroups(7)): `memory`,
 * `freezer` … of version 1, and '' for version 2, which has all that are not mounted as version 1.
 * Null where the kernel says nothing of it.
 */
export function parseControllerPath(text: string, controller: string): string | null {
  for (const line of text.split('\n')) {
    const [, names, ...path] = line.split(':')
    if (names === undefined || !names.split(',').includes(controller)) continue
    const joined = path.join(':').replace(/ \(deleted\)$/, '')
    if (joined.startsWith('/')) return joined
  }
  return null
}

function parseMountLine(
  line: string,
): (CgroupMount & { readonly names: readonly string[] }) | null {
  const [before, after] = line.split(' - ', 2)
  const [, , , root, mountPoint] = (before ?? '').split(' ')
  const [type, , options] = (after ?? '').split(' ')
  if (type !== 'cgroup' && type !== 'cgroup2') return null
  if (!root?.startsWith('/') || root.startsWith('/..') || mountPoint === undefined) return null
  const kind = type === 'cgroup2' ? 'unified' : 'named'
  const names = kind === 'unified' ? [''] : (options ?? '').split(',')
  return { kind, mountPoint: unescapePath(mountPoint), root: unescapePath(root), names }
}

/**
 * Where each controller of version 1 is mounted, and under '' version 2, by `/proc/self/mountinfo`.
 * Whole hierarchies before parts. Options of the mount beside the controllers (`rw`, `xattr`) are
 * keys as well, which nobody asks for.
 */
export function parseControllerMounts(text: string): Map<string, CgroupMount> {
  const found = new Map<string, CgroupMount>()
  for (const line of text.split('\n')) {
    const mount = parseMountLine(line)
    for (const name of mount?.names ?? []) {
      const known = found.get(name)
      if (mount && (!known || (known.root !== '/' && mount.root === '/'))) found.set(name, mount)
    }
  }
  return found
}
