/** How every kind of service is found and controlled: one interface. */
import type { Result } from '../../../shared/errors.ts'
import type { Member, ProcessIdentity, Suspect } from '../../../shared/process.ts'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { Backend, PidFileVerdict } from '../../../shared/service.ts'
import type { StopMethod } from '../../../shared/run.ts'
import type { Table } from '../os/ports.ts'

/** A target as typed, understood. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pidfile'; readonly path: string }
  /** `startTicks` where the target pins it: `pid:4242@8831`. */
  | { readonly kind: 'pid'; readonly pid: number; readonly startTicks: number | null }
  | { readonly kind: 'exe'; readonly path: string }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'init'; readonly name: string }

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
}

/** Finds a service anew in a table; asked again whenever members may have changed. */
export interface BackendDriver {
  readonly kind: Backend
  /** Refused as `unsafe-pid-file`, `bad-pid-file`, `identity-changed`, `unknown-target` … */
  observe(target: Target, table: Table, known: readonly Member[]): Result<Observed>
}
