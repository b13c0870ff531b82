import type { CgroupMount } from './mountinfo.ts'

/** Components of a cgroup's path, or null where it is none: it has to stay below the root. */
function componentsOf(path: string): readonly string[] | null {
  if (!path.startsWith('/') || path.includes('\0')) return null
  const parts = path.split('/').slice(1)
  if (parts.at(-1) === '') parts.pop()
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : parts
}

/**
 * The folder that shows a cgroup under one mount, or null where the path is none (empty, relative,
 * with `..`) or lies outside of what is mounted there. `path` is what systemd calls ControlGroup.
 */
export function folderOfCgroup(path: string, mount: CgroupMount): string | null {
  const parts = componentsOf(path)
  if (parts === null) return null
  const whole = parts.map((part) => `/${part}`).join('')
  const root = mount.root === '/' ? '' : mount.root
  if (whole !== root && !whole.startsWith(`${root}/`)) return null
  return mount.mountPoint.replace(/\/$/, '') + whole.slice(root.length)
}

/**
 * Why a cgroup is never killed as a whole, or null: the root holds everything, a slice holds other
 * services, init.scope holds a manager (systemd.special(7)).
 */
export function refuseWholeKill(path: string): string | null {
  const parts = componentsOf(path)
  if (parts === null) return 'it is no path of a cgroup'
  const last = parts.at(-1)
  if (last === undefined) return 'it is the root of all'
  if (last === 'init.scope') return "it is the manager's own"
  return last.endsWith('.slice') ? 'it is a slice, which holds other services' : null
}
