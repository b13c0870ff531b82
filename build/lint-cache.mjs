/** Where eslint may remember results, given that typed rules look beyond the file they lint. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, root } from './ensure.mjs'

const prefix = 'eslint-'

/**
 * Eslint remembers a file by its own text alone. The cache therefore bears the digest of what all
 * others lean on, the vocabulary and the compiler's options, and older ones are removed.
 * @returns {string}
 */
export function findLintCache() {
  const hash = createHash('sha256')
  for (const file of listLeanedOn()) hash.update(file).update(readFileSync(join(root, file)))
  const name = prefix + hash.digest('hex').slice(0, 12)
  forgetLint(name)
  return join(cacheFolder, name)
}

/** Removes all lint caches but one: a failure that was remembered would outlive its correction. */
export function forgetLint(/** @type {string | null} */ kept = null) {
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith(prefix) && name !== kept) rmSync(join(cacheFolder, name))
  }
}

function listLeanedOn() {
  const layers = ['build', 'electron', 'renderer', 'shared', 'test']
  const inLayers = layers.flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(layer, path),
    ),
  )
  return ['package-lock.json', 'eslint.config.mjs', ...inLayers]
    .filter((path) => /^shared\/.*\.ts$|tsconfig[^/]*\.json$|^[^/]+$/.test(path))
    .toSorted()
}
