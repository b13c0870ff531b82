import type { QuiesceError } from './errors.ts'
import type { ServiceConfiguration } from './configuration.ts'
import type { ServiceRow } from './service.ts'

/** What Quiesce found of a process or script that a person wants to have as a service. */
export interface Suggestion {
  readonly target: string
  readonly row: ServiceRow
  /** A name that is free and fits. */
  readonly name: string
  readonly configuration: ServiceConfiguration
  /** Sentences: which pid file names it, which profile fits and why. */
  readonly found: readonly string[]
  /** What could be chosen differently: pid files, profiles, ways to find it. */
  readonly pidFiles: readonly string[]
  readonly lockFiles: readonly string[]
  readonly profiles: readonly { readonly id: string; readonly title: string }[]
  /** The file that it would be written to. */
  readonly file: string
  /** Why it cannot be a service of its own, or null: a unit is one already, say. */
  readonly refusal: QuiesceError | null
}

/** A service that was written to the configuration. */
export interface AddedService {
  readonly name: string
  /** `FILE:LINE:COLUMN`. */
  readonly place: string
}
