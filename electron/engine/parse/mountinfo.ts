/** A place where a hierarchy of cgroups is mounted. */
export interface CgroupMount {
  /** `unified`: cgroup v2. `named`: systemd's own v1 hierarchy, which has no cgroup.kill. */
  readonly kind: 'unified' | 'named'
  readonly mountPoint: string
  /** The cgroup that shows at the mount point: `/`, or in some containers their own. */
  readonly root: string
}

/** A path of mountinfo: spaces, tabs, newlines and backslashes stand as three octal digits. */
export const unescapePath = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  )

function kindOf(type: string | undefined, options: string | undefined): CgroupMount['kind'] | null {
  if (type === 'cgroup2') return 'unified'
  const isNamed = type === 'cgroup' && (options ?? '').split(',').includes('name=systemd')
  return isNamed ? 'named' : null
}

function parseLine(line: string): CgroupMount | null {
  // Optional fields stand before the separator, any number of them (proc_pid_mountinfo(5)).
  const [before, after] = line.split(' - ', 2)
  const [, , , root, mountPoint] = (before ?? '').split(' ')
  const [type, , options] = (after ?? '').split(' ')
  const kind = kindOf(type, options)
  if (kind === null || root === undefined || mountPoint === undefined) return null
  // The root of a mount that reaches out of our cgroup namespace begins with `/..`: not ours.
  if (!root.startsWith('/') || root.startsWith('/..')) return null
  return { kind, mountPoint: unescapePath(mountPoint), root: unescapePath(root) }
}

/** systemd's own places first (systemd.io/CGROUP_DELEGATION); containers mount further ones. */
const usual = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']

/**
 * Where cgroups are found, by `/proc/self/mountinfo`: v2 before v1, since on a hybrid host systemd
 * keeps processes in both and only v2 tells of changes; in each the usual place first, then whole
 * hierarchies before parts. Lines of another shape are passed by.
 */
export function parseCgroupMounts(text: string): CgroupMount[] {
  const rank = ({ kind, mountPoint, root }: CgroupMount): number => {
    const place = usual.indexOf(mountPoint)
    return (kind === 'unified' ? 0 : 100) + (root === '/' ? 0 : 10) + (place < 0 ? 5 : place)
  }
  return text
    .split('\n')
    .map(parseLine)
    .filter((mount) => mount !== null)
    .sort((a, b) => rank(a) - rank(b))
}
