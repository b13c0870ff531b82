/**
 * The cgroup of a process out of `/proc/PID/cgroup` (cgroups(7)): the v2 path, or on hybrid and v1
 * hosts that of systemd's own hierarchy; '' where the kernel has neither.
 */
export function parseCgroup(text: string): string {
  let unified: string | null = null
  let named: string | null = null
  for (const line of text.split('\n')) {
    const match = /^(\d+):([^:]*):(\/.*)$/.exec(line)
    if (!match) continue
    const path = (match[3] ?? '').replace(/ \(deleted\)$/, '')
    if (match[1] === '0' && match[2] === '') unified = path
    if (match[2] === 'name=systemd') named = path
  }
  // Only one of the two is in use; the other then stands at its root for every process.
  if (named !== null && named !== '/') return named
  return unified ?? named ?? ''
}

/** The systemd unit whose cgroup holds a process. */
export interface CgroupUnit {
  /** As systemctl wants it, escapes included: `app-foo\x2dbar.service`. */
  readonly unit: string
  /** The same for people: `app-foo-bar.service`. */
  readonly title: string
  /** Which manager knows it; `uid` names the user whose manager it is. */
  readonly manager: { readonly kind: 'system' } | { readonly kind: 'user'; readonly uid: number }
}

const unitSuffix = /^.+\.(?:service|scope|socket|mount|swap)$/

/** Undoes systemd's `\xNN` escapes in a unit name. */
export const unescapeUnitName = (name: string): string =>
  name.replace(/(?:\\x[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.match(/[0-9a-f]{2}(?=\\|$)/gi) ?? []
    return decodeUtf8(bytes.map((byte) => Number.parseInt(byte, 16))) ?? run
  })

function decodeUtf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join(''))
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/** The first unit below the slices, and the components behind it. */
function firstUnit(parts: readonly string[]): { name: string; rest: readonly string[] } | null {
  // systemd puts an underscore before names that a controller's file could be mistaken for.
  const names = parts.map((part) => part.replace(/^_/, ''))
  const at = names.findIndex((name) => !name.endsWith('.slice'))
  const name = names[at]
  if (name === undefined || !unitSuffix.test(name)) return null
  return { name, rest: parts.slice(at + 1) }
}

/**
 * The unit that a cgroup path belongs to, or null: slices are no services, and init.scope is PID 1.
 * The rule is systemd's own (cg_path_get_unit): the first unit below the slices, and one such step
 * deeper inside user@UID.service. Not simply the deepest name: below a unit that has its subtree
 * delegated (a container with a systemd of its own) names are not this machine's.
 */
export function unitOfCgroup(path: string): CgroupUnit | null {
  const parts = path.split('/').filter((part) => part !== '')
  const outer = firstUnit(parts)
  if (!outer || outer.name === 'init.scope') return null
  const manager = /^user@(\d+)\.service$/.exec(outer.name)
  const inner = manager ? firstUnit(outer.rest) : null
  if (manager && inner && inner.name !== 'init.scope') {
    const uid = Number(manager[1])
    const title = unescapeUnitName(inner.name)
    return { unit: inner.name, title, manager: { kind: 'user', uid } }
  }
  return { unit: outer.name, title: unescapeUnitName(outer.name), manager: { kind: 'system' } }
}
