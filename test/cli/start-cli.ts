/** Runs the command line against a fake engine and a fake terminal. */
import { onTestFinished, vi } from 'vitest'
import type { SignalToUs, World } from '../../electron/cli/command.ts'
import { runCli } from '../../electron/cli/run-cli.ts'
import { fail, ok, type QuiesceError } from '../../shared/errors.ts'
import { ms } from '../fakes/run.ts'
import { FakeEngine } from './fake-engine.ts'
import { FakeTerminal, type FakeTerminalOptions } from './fake-terminal.ts'

export interface CliOptions extends FakeTerminalOptions {
  readonly engine?: FakeEngine
  readonly refuseEngine?: QuiesceError
  readonly folders?: { readonly renderer: string; readonly runtime: string }
  readonly env?: NodeJS.ProcessEnv
}

export interface RunningCli {
  readonly engine: FakeEngine
  readonly terminal: FakeTerminal
  /** Exit status. */
  readonly status: Promise<number>
  signal(signal: SignalToUs): void
  /** Somebody listens to the signals that Quiesce itself gets. */
  hearsSignals(): boolean
  /** For which door the engine was opened, and whom the system may ask for permission. */
  readonly opened: readonly string[]
  /** Lets the live line be drawn again. */
  tick(): void
}

/** Starts `quiesce ARGS…`. Clock times are UTC, so that what is printed is the same everywhere. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  vi.stubEnv('TZ', 'UTC')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const engine = options.engine ?? new FakeEngine()
  const terminal = new FakeTerminal(options)
  const signals = new Set<(signal: SignalToUs) => void>()
  const ticks = new Set<() => void>()
  const opened: string[] = []
  const world: World = {
    env: options.env ?? {},
    version: '1.2.3',
    terminal,
    rendererFolder: options.folders?.renderer ?? '/nonexistent/renderer',
    runtimeFolder: () => ok(options.folders?.runtime ?? '/nonexistent'),
    now: () => ms(engine.play?.now ?? 0).wall,
    every: (_, tick) => {
      ticks.add(tick)
      return () => ticks.delete(tick)
    },
    openEngine: (door, asking) => {
      opened.push(`${door}, ${asking}`)
      return Promise.resolve(options.refuseEngine ? fail(options.refuseEngine) : ok(engine))
    },
    onSignal: (listener) => {
      signals.add(listener)
      return () => signals.delete(listener)
    },
  }
  return {
    engine,
    opened,
    terminal,
    status: runCli(args, world),
    signal: (signal) => {
      for (const listener of signals) listener(signal)
    },
    hearsSignals: () => signals.size > 0,
    tick: () => {
      for (const tick of ticks) tick()
    },
  }
}

/** Runs to the end. */
export async function finishCli(args: readonly string[], options: CliOptions = {}) {
  const cli = startCli(args, options)
  const status = await cli.status
  return { ...cli, status, out: cli.terminal.out, errors: cli.terminal.errors }
}

/** Standard output and standard error as one text, for a golden file. */
export const transcript = (terminal: FakeTerminal): string =>
  [...terminal.out, ...terminal.errors.map((line) => `stderr: ${line}`), ''].join('\n')

/** The JSON lines that were printed. */
export const jsonLines = (terminal: FakeTerminal): unknown[] =>
  terminal.out.map((line) => JSON.parse(line) as unknown)
