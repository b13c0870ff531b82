/** Runs the commands that the scripts in build/ are made of. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * @typedef {object} Finished
 * @property {number} status exit status; 127 where the command could not be started, 128 + n after a signal
 * @property {string} output both streams, where they were captured; else why it could not be started
 * @property {number} tookMs
 */

/**
 * Runs a command as an argument list, never through a shell. With `capture` its output is returned
 * instead of shown. Never rejects: a command that cannot be started is a status of 127.
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<Finished>}
 */
export function runCommand(argv, { cwd, env, capture = false, timeoutMs } = {}) {
  const startedAt = performance.now()
  const [command = '', ...args] = argv
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    }
    const finish = (/** @type {number} */ status) => {
      resolve({ status, output, tookMs: performance.now() - startedAt })
    }
    child.on('error', (error) => {
      output += `${command}: ${error.message}\n`
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? 128 + signalNumber(signal)))
  })
}

/**
 * Runs a command in the foreground, in this terminal, until it ends; a request to stop (SIGTERM,
 * SIGHUP) is passed on. Ctrl-C is not: the terminal sends it to both.
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit status, 128 + n after a signal
 */
export function runInForeground(argv, { cwd, env } = {}) {
  const [command = '', ...args] = argv
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' })
  const listeners = /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT']).map((name) => {
    const pass = () => {
      if (name !== 'SIGINT') child.kill(name)
    }
    process.on(name, pass)
    return () => process.off(name, pass)
  })
  return new Promise((resolve) => {
    const finish = (/** @type {number} */ status) => {
      for (const stopListening of listeners) stopListening()
      resolve(status)
    }
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`)
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? 128 + signalNumber(signal)))
  })
}

/** @param {NodeJS.Signals | null} signal */
function signalNumber(signal) {
  return signal === null ? 0 : constants.signals[signal]
}
