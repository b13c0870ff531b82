import type { QuiesceError } from './errors.ts'
import type { Member, Suspect } from './process.ts'
import type { PlannedProfile } from './profile.ts'
import type { Backend } from './service.ts'
import type { StopTimes } from './stop-times.ts'
import type { RunUnit, UnitImpact } from './unit.ts'

/** A moment at which somebody else will force, and who. */
export interface Ceiling {
  readonly who: string
  readonly source: string
  /** What comes then: `SIGKILL`, `SIGABRT`; empty where nobody knows. */
  readonly what: string
  /** Why a person cannot move it from here, or null where it can be moved. */
  readonly fixed: string | null
  /** Wall clock in milliseconds, or null where the moment is not known yet. */
  readonly at: number | null
  /** The soonest it may come, where what goes before may be over sooner; absent where `at` is exact. */
  readonly earliest?: number
  /** The daemon's own timer: milliseconds from its stop signal. Absent where a manager counts. */
  readonly ownMs?: number
}

/** What one step of the schedule will do, in words, before anything is sent. */
export interface PlannedStep {
  readonly index: number
  /** The step as the schedule writes it: `stop`, `30`, `KILL`. */
  readonly item: string
  /** "SIGTERM to the main process", as a sentence without a full stop. */
  readonly sentence: string
  /** Who gets a signal now; the list is made again when the step comes. */
  readonly targets: readonly { readonly pid: number; readonly name: string }[]
  readonly force: boolean
  readonly condition: 'always' | 'if-some-are-left' | 'only-if-you-say-so'
}

/** Something to read before going on. `stop` ones come first and are never folded away. */
export interface PlanWarning {
  readonly severity: 'stop' | 'note'
  readonly sentence: string
  readonly evidence?: string
}

/** A schedule bound to one service at one moment. Making one sends nothing. */
export interface Plan {
  readonly target: string
  readonly title: string
  readonly backend: Backend
  readonly schedule: string
  readonly scheduleSource:
    'default' | 'settings' | 'configuration' | 'profile' | 'memory' | 'person'
  readonly steps: readonly PlannedStep[]
  readonly members: readonly Member[]
  readonly suspects: readonly Suspect[]
  readonly ceilings: readonly Ceiling[]
  /** Sentences on what else is touched. */
  readonly impact: readonly string[]
  readonly warnings: readonly PlanWarning[]
  /** The systemd unit that it is, and what its stop touches; null for what is no unit. */
  readonly unit: { readonly unit: RunUnit; readonly impact: UnitImpact } | null
  /** What is known of this daemon, or null. */
  readonly profile: PlannedProfile | null
  /** How long its earlier stops took; null where no clean one is remembered. */
  readonly stopTimes?: StopTimes | null | undefined
  /** Why a run of this plan would be refused, or null. */
  readonly refusal: QuiesceError | null
  /** Wall clock, milliseconds. */
  readonly madeAt: number
}
