/** Collects the licences of what is bundled into the packages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the window is made of stands among the development packages: nothing of it is installed. */
const bundledForWindow = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@mantine/core',
  '@mantine/hooks',
  '@tanstack/react-virtual',
  'react',
  'react-dom',
  'zustand',
]

/**
 * @typedef {object} Lock
 * @property {Readonly<Record<string, { version?: string, license?: string, dependencies?: Readonly<Record<string, string>> }>>} packages
 */

/**
 * The packages that may be in a bundle: these and all that they need, sorted, each once.
 * @param {Lock} lock package-lock.json @param {readonly string[]} first names
 */
export function listBundled(lock, first) {
  const found = new Set()
  const waiting = [...first]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = lock.packages[`node_modules/${name}`]
    if (found.has(name) || entry === undefined) continue
    found.add(name)
    waiting.push(...Object.keys(entry.dependencies ?? {}))
  }
  return [...found].toSorted()
}

/**
 * The text that goes beside the programs. Throws where a package has no licence text: then somebody
 * has to look.
 * @param {string} root the checkout
 */
export function writeThirdParty(root) {
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const own = Object.keys(lock.packages['']?.dependencies ?? {})
  const parts = listBundled(lock, [...own, ...bundledForWindow]).map((name) => {
    const { version, license } = lock.packages[`node_modules/${name}`] ?? {}
    const text = readLicence(join(root, 'node_modules', name))
    if (text === null && license !== 'MIT')
      throw new Error(`${name} has no text of its ${license}.`)
    return `${name} ${version} (${license})\n\n${text ?? 'The MIT licence; the package brings no text.'}`
  })
  return `Quiesce contains these works of others. Electron's and Chromium's licences are in
LICENSE.electron.txt and LICENSES.chromium.html, Node's in resources/runtime/LICENSE.

${parts.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`
}

/** @param {string} folder */
function readLicence(folder) {
  if (!existsSync(folder)) return null
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim()
}
