/** Tells whether something built is newer than all it was made of. */
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Newest modification time under these files and folders, in milliseconds; 0 where none exists.
 * Folders count too: a deleted file changes only its folder.
 * @param {readonly string[]} paths
 * @returns {number}
 */
export function newestChangeMs(paths) {
  return Math.max(0, ...paths.filter((path) => existsSync(path)).map(newestUnder))
}

/** @param {string} path @returns {number} */
function newestUnder(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  const inside = readdirSync(path).map((name) => newestUnder(join(path, name)))
  return Math.max(status.mtimeMs, ...inside)
}

/**
 * Calls `make` unless the stamp is newer than the inputs and the outputs are there. The stamp bears
 * the time at which the making began: what changed meanwhile is built next time.
 * @param {{ stamp: string, inputs: readonly string[], outputs: readonly string[] }} what
 * @param {() => Promise<void>} make
 * @returns {Promise<boolean>} whether it was made now
 */
export async function makeIfOutdated({ stamp, inputs, outputs }, make) {
  const there = [stamp, ...outputs].every((path) => existsSync(path))
  if (there && statSync(stamp).mtimeMs > newestChangeMs(inputs)) return false
  const began = new Date()
  await make()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, '')
  utimesSync(stamp, began, began)
  return true
}
