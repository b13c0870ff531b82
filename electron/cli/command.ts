/** What a command of the command line is, and what it is given. */
import type { Asking } from '../engine/privilege/ports.ts'
import type { Client } from '../../shared/contract.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import type { Terminal } from './terminal.ts'

/** The engine as the command line needs it: the client of every door, and its own three calls. */
export interface DoorEngine extends Client {
  /** Ends every run of this process as interrupted, with the reason as words. */
  interrupt(why: string): Promise<void>
  /** From now on nobody can answer: runs go on as if without a person. */
  personLeft(): void
  close(): Promise<void>
}

export type SignalToUs = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** All that a command wants from the world. */
export interface World {
  readonly env: NodeJS.ProcessEnv
  readonly version: string
  readonly terminal: Terminal
  /** The built window, for the console. */
  readonly rendererFolder: string
  /** A folder of this user's own for what lives as long as the session. */
  runtimeFolder(): Result<string>
  /** Wall clock, milliseconds. */
  now(): number
  /** Calls back about so often until the returned function is called. */
  every(ms: number, tick: () => void): () => void
  /** `door` is how the record names this program. */
  openEngine(door: 'cli' | 'console', asking: Asking): Promise<Result<DoorEngine>>
  /** Calls back for signals that Quiesce itself gets until the returned function is called. */
  onSignal(listener: (signal: SignalToUs) => void): () => void
}

export interface Option {
  readonly name: string
  /** What stands for the value in the help (`SECONDS`); without it the option is a switch. */
  readonly value?: string
  readonly sentence: string
  /** Values that exist, where there is a closed list. */
  readonly choices?: readonly string[]
}

export interface CommandArguments {
  readonly positionals: readonly string[]
  readonly values: ReadonlyMap<string, string>
  readonly switches: ReadonlySet<string>
}

/** One command: what the help says of it, what it takes, and what it does. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** Names of positional arguments; `[NAME]` may be left out, `NAME…` may be repeated. */
  readonly positionals: readonly string[]
  readonly options: readonly Option[]
  /** Further paragraphs of its help. */
  readonly details: readonly string[]
  /** Returns the exit status. Everything it has to say is printed by then. */
  run(call: CommandCall): Promise<number>
}

export interface CommandCall {
  readonly command: string
  readonly world: World
  readonly arguments: CommandArguments
  readonly json: boolean
}

/** A usage error with the nearest right spelling. */
export function badUsage(
  message: string,
  next: string,
  candidates: readonly string[] = [],
): QuiesceError {
  return { code: 'bad-usage', message, next, ...(candidates.length > 0 && { candidates }) }
}
