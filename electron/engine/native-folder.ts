import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'

/** Where the signal helper and the practice daemon are, and whether they were built. */
export interface NativePrograms {
  readonly helperPath: string
  readonly practicePath: string
}

/** Electron's archive, out of which no program can be started. */
const archive = `${sep}app.asar${sep}`

/**
 * Finds the folder of the native programs beside the running code: `dist/native` for the bundles in
 * `dist/` and `dist/desktop/`, and for the sources in a checkout; where it is installed,
 * `resources/native`, beside the archive and beside `resources/cli`.
 */
export function findNativePrograms(here: string): NativePrograms {
  const folders = placesFor(here)
  const folder = folders.find((path) => existsSync(join(path, 'quiesce-signal-helper')))
  const chosen = folder ?? folders[0] ?? here
  return {
    helperPath: join(chosen, 'quiesce-signal-helper'),
    practicePath: join(chosen, 'quiesce-practice'),
  }
}

/** From an archive nothing else is tried: the folder above a checkout may be anybody's. */
function placesFor(here: string): string[] {
  const end = `${here}${sep}`.indexOf(archive)
  if (end !== -1) return [join(here.slice(0, end), 'native')]
  return ['native', '../native', '../../dist/native'].map((folder) => join(here, folder))
}
