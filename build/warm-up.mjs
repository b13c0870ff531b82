/** Compiles, once, what the tests start hundreds of times. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './ensure.mjs'
import { runCommand } from './run-command.mjs'

/**
 * Stops a `sleep` by the built command line, in a home of its own, so that Node's compile cache
 * ($NODE_COMPILE_CACHE) holds what a whole stop needs: inside a test's private host it is only read.
 * Resolves with the exit status; where it is not 0, the tests tell more.
 * @returns {Promise<number>}
 */
export async function warmUp() {
  const home = mkdtempSync(join(tmpdir(), 'quiesce-warm-up-'))
  const daemon = spawn('sleep', ['60'], { stdio: 'ignore', detached: true })
  const places = { HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home }
  const runtime = { XDG_RUNTIME_DIR: home, QUIESCE_RUNTIME_DIR: home }
  const stop = ['stop', `pid:${daemon.pid ?? 0}`, '--json']
  const { status } = await runCommand([process.execPath, join(root, 'dist', 'cli.js'), ...stop], {
    cwd: home,
    env: { ...process.env, ...places, ...runtime },
    capture: true,
    timeoutMs: 60_000,
  })
  daemon.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  return status
}
