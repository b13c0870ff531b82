/** `quiesce` in a terminal: wires the command line to this process. */
import { version } from '../../shared/version.ts'
import { ok } from '../../shared/errors.ts'
import { findFolders } from '../engine/folders.ts'
import type { SignalToUs } from './command.ts'
import { createProcessTerminal } from './process-terminal.ts'
import { findRendererFolder } from './renderer-folder.ts'
import { runCli } from './run-cli.ts'

const signals: readonly SignalToUs[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

function onSignal(listener: (signal: SignalToUs) => void): () => void {
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}

function every(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms)
  return () => {
    clearInterval(timer)
  }
}

const args = process.argv.slice(2)
const { env } = process
const terminal = createProcessTerminal(process, env)
const status = await runCli(args, {
  env,
  version,
  terminal,
  rendererFolder: findRendererFolder(import.meta.dirname),
  runtimeFolder: () => {
    const folders = findFolders(env, process.getuid?.() ?? 0)
    return folders.ok ? ok(folders.value.runtime) : folders
  },
  now: Date.now,
  every,
  onSignal,
  openEngine: async (door, asking) => {
    // Help and usage errors come at once: only what needs the engine loads it.
    const { createEngine } = await import('../engine/engine.ts')
    return createEngine({ door, env, watches: door === 'console', asking })
  },
})
await terminal.flush()
process.exit(status)
