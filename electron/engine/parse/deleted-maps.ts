/** One line of `/proc/PID/maps` (proc_pid_maps(5)) whose program or library is gone from the disk. */
export interface DeletedMapping {
  /** Without the `(deleted)` behind it. */
  readonly path: string
  readonly line: string
}

// address, permissions, offset, device, inode, path.
const shape = /^[0-9a-f]+-[0-9a-f]+ [r-][w-]x[ps] [0-9a-f]+ \S+ [1-9]\d* +(\/.*) \(deleted\)$/

/** What programs make for themselves and delete at once: no update took it away. */
const ownMaking =
  /^\/(?:memfd:|dev\/|SYSV|tmp\/|var\/tmp\/|run\/|proc\/|\[aio\]|anon_hugepage|drm|i915)/

/**
 * Programs and libraries that run and were replaced or removed since, each once, with its first
 * line. Only what is executable counts: data files are deleted while mapped all the time.
 */
export function parseDeletedMaps(text: string): readonly DeletedMapping[] {
  if (!text.includes(' (deleted)')) return []
  const found = new Map<string, DeletedMapping>()
  for (const line of text.split('\n')) {
    const path = shape.exec(line)?.[1]
    if (path === undefined || ownMaking.test(path) || found.has(path)) continue
    found.set(path, { path, line })
  }
  return [...found.values()]
}
