/**
 * All that the engine wants from the world, as interfaces. Read this first. Tests hand in fakes
 * that record and fail on demand; `linux.ts` builds the real ones.
 */
import type { Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { ProcessIdentity, ProcessRow, SignalMasks } from '../../../shared/process.ts'
import type { Moment } from '../../../shared/run.ts'
import type { SignalName } from '../../../shared/signals.ts'
import type { Table } from '../decide/table.ts'

/** Both clocks, and timers on the monotonic one. */
export interface Clock {
  now(): Moment
  /** Calls back once at or after `at.mono`; the returned function disarms it. */
  at(at: Moment, callback: () => void): () => void
}

export type { Table }

export interface ProcessTable {
  /** Reads /proc anew; what never changes for an identity is taken from a cache. */
  read(): Table
  /** Only these processes, as `read` would give them: a run of a unit need not look at the whole machine. */
  readSome(pids: Iterable<number>): Table
  /** One process read anew, or null where there is none. */
  readOne(pid: number): ProcessRow | null
  /** Signal masks (SigCgt, SigIgn, SigBlk, ShdPnd), or null where it is gone or unreadable. */
  masks(identity: ProcessIdentity): SignalMasks | null
  /** Files a process has open under a path prefix, and ports it listens on; best effort. */
  listeningPorts(pid: number): readonly number[]
}

/** What one signal came to. `changed`: the pid belongs to another process now; nothing was sent. */
export type SendResult = 'sent' | 'gone' | 'changed' | 'no-permission' | 'failed' | 'maybe'

/** One process, held for as long as a run needs it. */
export interface HeldProcess {
  readonly identity: ProcessIdentity
  send(signal: SignalName): Promise<SendResult>
  /** Lets go. Signals sent through it afterwards are refused as `failed`. */
  release(): void
}

export type HoldRefusal = 'gone' | 'changed' | 'protected' | 'no-permission' | 'failed'

/** Holds processes, signals them, and reports their exit. */
export interface Signaller {
  guarantee(): Guarantee
  /** Pins a process and verifies that it is the one meant. `onExit` fires once, at its exit. */
  hold(identity: ProcessIdentity, onExit: () => void): Promise<Result<HeldProcess, HoldRefusal>>
  /** Calls back whenever the guarantee changes (the helper died, or came back). */
  onGuarantee(listener: (guarantee: Guarantee) => void): () => void
  close(): Promise<void>
}

export interface CommandResult {
  /** Exit status, or null where a signal or the timeout ended our waiting. */
  readonly status: number | null
  readonly signal: string | null
  readonly timedOut: boolean
  /** The end of both streams, control characters still in. */
  readonly output: string
}

export interface CommandOptions {
  /** Keeps what it says in this file, for as long as somebody it left behind says it. */
  readonly keepIn?: string
  /** Told the pid of the command as soon as it runs; never where another program starts it for us. */
  readonly began?: (pid: number) => void
  /** So much of the end of what it says is in the answer; 64 KiB without it. */
  readonly mostBytes?: number
}

/** Runs commands as argument lists, with a clean environment. */
export interface CommandRunner {
  /** A command past its timeout is reported and left running: killing it is a person's decision. */
  run(
    argv: readonly string[],
    timeoutMs: number,
    options?: CommandOptions,
  ): Promise<Result<CommandResult>>
}
