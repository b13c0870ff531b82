import type { Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { SignalName } from '../../../shared/signals.ts'
import type { HoldRefusal, SendResult } from './ports.ts'

/** Which process is to be pinned; the inode is known when it was pinned exactly before. */
export interface Wanted {
  readonly identity: ProcessIdentity
  /** The pidfd's inode number, decimal; null where the kernel has none of its own. */
  readonly inode: string | null
}

/** One process, for as long as the pinner that gave it lives. */
export interface Pin {
  readonly inode: string | null
  send(signal: SignalName): Promise<SendResult>
  release(): void
}

/**
 * One way to pin processes: a running signal helper, or looking at /proc. It may end at any moment;
 * pinned-signaller.ts then pins the same processes with the next one.
 */
export interface Pinner {
  readonly guarantee: Guarantee
  /** `onExit` fires at most once, and may do so before the promise has settled. */
  pin(wanted: Wanted, onExit: () => void): Promise<Result<Pin, HoldRefusal>>
  /**
   * Calls back once when it has ended, after every unanswered signal came back as `maybe`. At once
   * where it has ended already.
   */
  onEnd(listener: (why: string) => void): void
  close(): Promise<void>
}
