import type { ProcessIdentity } from '../../../../shared/process.ts'
import type { SignalName } from '../../../../shared/signals.ts'

/**
 * What the engine does when a person chooses a remedy. A door only names the remedy's id; this never
 * crosses the contract. Never SIGKILL, nor anything that brings somebody's kill nearer: that is force.
 */
export type RemedyAction =
  /** SIGCONT to these: a stopped process never sees SIGTERM (signal(7)). */
  | { readonly kind: 'continue'; readonly targets: readonly ProcessIdentity[] }
  /** The unit's manager thaws it; without a unit, `cgroup.freeze` of this path is written. */
  | { readonly kind: 'thaw'; readonly unit: string | null; readonly cgroup: string }
  /** So much longer, milliseconds. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** One signal that leaves a choice: to a blocking child, a lock's holder, a tracer, or the main process. */
  | {
      readonly kind: 'signal'
      readonly signal: Exclude<SignalName, 'KILL' | 'STOP'>
      readonly target: ProcessIdentity
      readonly name: string
      /** Whom a tracer lets go when it ends: its tracee may be killed along (PTRACE_O_EXITKILL). */
      readonly frees?: { readonly identity: ProcessIdentity; readonly name: string }
    }
  /** Stops the unit that would start it again. */
  | { readonly kind: 'stop-trigger'; readonly unit: string }
  /** Nothing that Quiesce can do. */
  | { readonly kind: 'by-hand' }
