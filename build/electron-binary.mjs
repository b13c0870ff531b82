/** Finds Electron's binary; the npm package brings none and downloads it at first use. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, root } from './ensure.mjs'
import { runCommand } from './run-command.mjs'

const electronPackage = join(root, 'node_modules', 'electron')
const failureFile = join(cacheFolder, 'electron-download-failed')

/** A download takes minutes on a slow line; without any line it fails long before. */
const downloadTimeoutMs = 5 * 60_000
const rememberFailureMs = 24 * 3600_000

/** @typedef {{ readonly binary: string } | { readonly binary: null, readonly problem: string }} Found */

/** The binary that is here already, or null. @returns {string | null} */
export function findElectron() {
  const pathFile = join(electronPackage, 'path.txt')
  const named = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, 'dist')
  const binary = join(folder, named)
  return existsSync(binary) ? binary : null
}

/**
 * Downloads the binary with the package's own installer, which checks its digest. A failure is
 * remembered for a day, so that a machine that cannot reach it starts quickly.
 * @returns {Promise<Found>}
 */
export async function fetchElectron() {
  const remembered = rememberedFailure()
  if (remembered !== null) return { binary: null, problem: remembered }
  console.log('Downloading Electron (about 120 MB, once).')
  const { status, output } = await runCommand(
    [process.execPath, join(electronPackage, 'install.js')],
    { capture: true, timeoutMs: downloadTimeoutMs },
  )
  const binary = findElectron()
  if (status === 0 && binary !== null) return { binary }
  const problem = `Electron could not be downloaded (${firstReason(output)})`
  rememberFailure(problem)
  return { binary: null, problem }
}

/** @param {string} problem */
function rememberFailure(problem) {
  try {
    mkdirSync(cacheFolder, { recursive: true })
    writeFileSync(failureFile, problem)
  } catch (error) {
    // A checkout of somebody else's can be used without being written to; it is only tried again.
    console.error(`The failed download is not remembered: ${String(error)}`)
  }
}

function rememberedFailure() {
  if (!existsSync(failureFile)) return null
  if (Date.now() - statSync(failureFile).mtimeMs > rememberFailureMs) return null
  const problem = readFileSync(failureFile, 'utf8')
  return `${problem}; it is tried again after a day, or once ${failureFile} is removed`
}

/**
 * The line of an error's output that says most: a code of the system, else the first that speaks of
 * an error at all.
 * @param {string} output
 */
export function firstReason(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const line =
    lines.find((candidate) => /\bE[A-Z]{4,}\b|HTTP|status code/.test(candidate)) ??
    lines.find((candidate) => /error|timed? ?out/i.test(candidate))
  return line?.replace(/^(\[cause\]: )?(\w*Error: )*/, '') ?? 'no answer in time'
}
