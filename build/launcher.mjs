#!/usr/bin/env node
/**
 * dist/cli.js: the command `quiesce`. It runs on any Node that knows modules; the program itself
 * needs a newer one, so an older Node hands over to the one in the checkout.
 */
import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { spawn } from 'node:child_process'
import module from 'node:module'
import { Socket } from 'node:net'
import { constants, homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 12)
const pinnedNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))

if (newEnough) {
  if (process.env.QUIESCE_LAUNCHED === String(process.ppid)) endWithLauncher()
  delete process.env.QUIESCE_LAUNCHED
  keepCompiled()
  // The program stands beside this file in dist/, once built.
  const program = './cli-main.js'
  await import(program)
} else if (existsSync(pinnedNode)) {
  handOver()
} else {
  console.error(
    `quiesce: Node ${process.versions.node} is too old and ${pinnedNode} is missing. ` +
      'Install Node 22.12 or newer, or run `npm run build` in the checkout.',
  )
  process.exitCode = 70
}

/**
 * Keeps the compiled program below $XDG_CACHE_HOME, which saves a fifth of a start. What lies there is
 * run, so it is used only where the folder is ours and nobody else can write in it (`sudo` leaves the
 * caller's home to root); anywhere else the program is compiled at each start.
 */
function keepCompiled() {
  const named = process.env.XDG_CACHE_HOME ?? ''
  const base = isAbsolute(named) ? named : join(homedir(), '.cache')
  const folder = join(base, 'quiesce', 'compiled')
  try {
    if (!existsSync(folder)) {
      // Nobody's home is made here, and root makes nothing in the home of another.
      if (lstatSync(base).uid !== process.getuid?.()) return
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    }
    const { uid, mode } = lstatSync(folder)
    if (uid === process.getuid?.() && (mode & 0o022) === 0) module.enableCompileCache?.(folder)
  } catch {
    // Without the folder a start takes a little longer, and nothing else is different.
  }
}

/**
 * Node 20 cannot replace itself (process.execve came with 22.15), so it waits for the other one.
 * A terminal's Ctrl-C reaches both, so it is passed on only where there is no terminal.
 */
function handOver() {
  const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, QUIESCE_LAUNCHED: String(process.pid) },
  })
  for (const name of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(name, () => child.kill(name))
  process.on('SIGINT', () => {
    if (!inTerminal) child.kill('SIGINT')
  })
  child.on('error', (error) => {
    console.error(`quiesce: ${pinnedNode} cannot be started: ${error.message}`)
    process.exitCode = 70
  })
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  })
}

/**
 * Whoever kills the process that was started (SIGKILL cannot be passed on) means this one. The
 * launcher's end of descriptor 3 closes with it.
 */
function endWithLauncher() {
  const line = new Socket({ fd: 3, readable: true, writable: false })
  line.on('close', () => process.exit(137))
  line.resume()
  line.unref()
}
