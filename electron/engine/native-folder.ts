import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the signal helper and the practice daemon are, and whether they were built. */
export interface NativePrograms {
  readonly helperPath: string
  readonly practicePath: string
}

/**
 * Finds the folder of the native programs beside the running code: `dist/native` for the bundles in
 * `dist/` and `dist/desktop/`, and for the sources in a checkout.
 */
export function findNativePrograms(here: string): NativePrograms {
  const folders = ['native', '../native', '../../dist/native'].map((folder) => join(here, folder))
  const folder = folders.find((path) => existsSync(join(path, 'quiesce-signal-helper')))
  const chosen = folder ?? folders[0] ?? here
  return {
    helperPath: join(chosen, 'quiesce-signal-helper'),
    practicePath: join(chosen, 'quiesce-practice'),
  }
}
