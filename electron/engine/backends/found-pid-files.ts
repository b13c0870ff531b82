import { readdirSync, realpathSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { FoundPidFile } from '../decide/discovery.ts'
import { errnoOf } from '../errno.ts'
import type { PidFileFacts } from '../decide/pid-file-verdict.ts'

/** Where daemons write pid files (FHS 3.0, section 3.15; /var/run is usually the same folder). */
export const runFolders: readonly string[] = ['/run', '/var/run']

/** Folders below /run that are no daemon's: whole trees of people and containers hang in them. */
const skipped = new Set(['user', 'netns', 'mount', 'udev', 'systemd'])

const isPidFile = (name: string): boolean => name.endsWith('.pid') || name === 'pid'

function list(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    // A folder that is not there or not ours to read names nobody; discovery goes on without it.
    if (errnoOf(error) === null) throw error
    return []
  }
}

/** The same folder under two names counts once. */
function distinct(folders: readonly string[]): readonly string[] {
  const real = new Map<string, string>()
  for (const folder of folders) {
    if (list(folder).length === 0) continue
    const path = realpathSync(folder)
    if (!real.has(path)) real.set(path, path)
  }
  return [...real.values()]
}

/** Pid files in these folders and one level below, each with its facts. */
export function findPidFiles(
  folders: readonly string[],
  gather: (path: string) => PidFileFacts,
): readonly FoundPidFile[] {
  const paths = distinct(folders).flatMap((folder) =>
    list(folder).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (!entry.isDirectory()) return isPidFile(entry.name) ? path : []
      if (skipped.has(entry.name)) return []
      return list(path)
        .filter((below) => !below.isDirectory() && isPidFile(below.name))
        .map((below) => join(path, below.name))
    }),
  )
  return paths.map((path) => ({ path, facts: gather(path) }))
}
