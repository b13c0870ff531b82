/**
 * What every script in build/ does first: the npm packages are in the checkout, and the script runs
 * with the checkout's own Node. Needs nothing but the system's Node (20 or newer) and npm.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decideInstall } from './decide-install.mjs'
import { runCommand, runInForeground } from './run-command.mjs'

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the scripts keep what they remember between two runs; gone with node_modules. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'quiesce')

/** The pinned Node, where the registry has one for this machine. */
export const pinnedNode = join(root, 'node_modules', '.bin', 'node')

/** Oldest Node that runs Quiesce (see "engines" in package.json). */
const oldestNode = [22, 12]

/**
 * Makes sure of packages and Node, then returns. Where another Node has to take over, this process
 * waits for it and exits with its status instead of returning.
 * @param {string} scriptUrl `import.meta.url` of the script that asks
 */
export async function ensure(scriptUrl) {
  if (!(await ensurePackages())) process.exit(1)
  // Where there is no pinned Node for this machine, one that is new enough does as well.
  if (!existsSync(pinnedNode)) return requireNode()
  if (realpathSync(pinnedNode) === realpathSync(process.execPath)) return
  const env = { ...process.env, PATH: pathWithCheckout() }
  const argv = [pinnedNode, fileURLToPath(scriptUrl), ...process.argv.slice(2)]
  process.exit(await runInForeground(argv, { cwd: root, env }))
}

async function ensurePackages() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const digest = createHash('sha256').update(lockText).digest('hex')
  const stampFile = join(cacheFolder, 'packages')
  const why = decideInstall({
    lock: JSON.parse(lockText),
    digest,
    installed: readJson(join(root, 'node_modules', '.package-lock.json')),
    stamp: existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null,
  })
  if (why !== null) {
    console.log(`Installing npm packages into the checkout (${why}).`)
    if (!(await installPackages())) return false
  }
  if (why !== null || !existsSync(stampFile)) {
    mkdirSync(cacheFolder, { recursive: true })
    writeFileSync(stampFile, digest)
  }
  return true
}

/**
 * `npm ci` without install scripts: none of our packages needs one, and none is run unseen.
 * --include=dev because NODE_ENV=production in somebody's environment would leave the tools out.
 */
async function installPackages() {
  const npm = process.env.npm_execpath ?? ''
  const command = npm.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const flags = ['--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error']
  const { status } = await runCommand([...command, 'ci', ...flags], { cwd: root })
  if (status === 127) {
    console.error('npm was not found. Install it (on Debian: apt install npm) and try again.')
  } else if (status !== 0) {
    console.error(
      `npm ci ended with status ${status}; what it said stands above. ` +
        'Check that the npm registry can be reached (npm ping), then run the same command again.',
    )
  }
  return status === 0
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  console.error(
    `Node ${process.versions.node} is too old, and there is no pinned Node for ` +
      `${process.platform}-${process.arch}. Install Node ${oldestNode.join('.')} or newer.`,
  )
  process.exit(1)
}

function pathWithCheckout() {
  return [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(
    process.platform === 'win32' ? ';' : ':',
  )
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null // Not there, or torn by an interrupted npm: either way the packages are not.
  }
}
