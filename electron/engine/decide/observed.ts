import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member, ProcessIdentity, Suspect } from '../../../shared/process.ts'
import type { StopMethod } from '../../../shared/run.ts'
import type { Backend, PidFileVerdict } from '../../../shared/service.ts'
import type { ProfileMatch } from '../../../shared/profile.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import type { InitFacts } from './sysv/init-facts.ts'

/** A service as its backend sees it at one moment of the table. */
export interface Observed {
  readonly target: string
  readonly title: string
  readonly subtitle: string
  readonly backend: Backend
  readonly origin: 'configured' | 'discovered'
  /** The backend's own process, or null: a `process` service has roots instead, a dead one none. */
  readonly main: ProcessIdentity | null
  readonly members: readonly Member[]
  readonly suspects: readonly Suspect[]
  readonly pidFile: PidFileVerdict | null
  readonly lockFile: { readonly path: string; readonly there: boolean } | null
  readonly stopMethod: StopMethod
  readonly startCommand: readonly string[] | null
  readonly configuration: ServiceConfiguration | null
  /** The unit that it is; null for what is no unit. */
  readonly unit: UnitFacts | null
  /** The init script that controls it; null for what has none. */
  readonly init: InitFacts | null
  /** What is known of this daemon, or null. */
  readonly profile: ProfileMatch | null
}

/**
 * What a look at a service gave: what is there, and why a run would be refused, or null. A refused
 * service is still shown; nothing of it may be signalled.
 */
export interface Look {
  readonly observed: Observed
  readonly refusal: QuiesceError | null
}
