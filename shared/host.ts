/** What this machine is, and what it allows. */
import type { PermissionState } from './permission.ts'

export interface HostInfo {
  readonly hostName: string
  readonly system: string
  readonly kernel: string
  readonly user: string
  readonly root: boolean
  /** Wall clock of the boot, milliseconds. */
  readonly bootedAt: number
  readonly version: string
  readonly guarantee: Guarantee
  readonly journal: JournalHealth
  /** True where systemd is PID 1. */
  readonly systemd: boolean
  /** What this machine allows or lacks, each with the source of the answer. */
  readonly abilities: readonly Ability[]
  /** What root may be asked to do for this user. */
  readonly permission: PermissionState
}

/** How sure a signal is to reach the process that was meant. */
export interface Guarantee {
  /** `exact`: through a pidfd. `checked`: by start time, right before the call; weaker. */
  readonly kind: 'exact' | 'checked'
  /** Why, as words: "signal helper, pidfd" or "no signal helper: cc not found when built". */
  readonly why: string
}

export interface JournalHealth {
  readonly state: 'writing' | 'failing'
  readonly folder: string
  readonly records: number
  readonly why: string | null
}

export interface Ability {
  readonly has: boolean
  readonly what: string
  readonly source: string
}
