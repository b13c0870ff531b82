import { unescapePath, type CgroupMount } from './mountinfo.ts'

/**
 * The cgroup of a process by controller out of `/proc/PID/cgroup` (cgroups(7)): `memory`, `freezer`
 * … of version 1, and '' for version 2, which has all that are not mounted as version 1.
 */
export function parseControllerPaths(text: string): Map<string, string> {
  const paths = new Map<string, string>()
  for (const line of text.split('\n')) {
    const match = /^\d+:([^:]*):(\/.*)$/.exec(line)
    if (!match) continue
    const path = (match[2] ?? '').replace(/ \(deleted\)$/, '')
    for (const name of (match[1] ?? '').split(',')) if (!paths.has(name)) paths.set(name, path)
  }
  return paths
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
