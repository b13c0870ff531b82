import type { Probe } from '../../../shared/configuration.ts'
import type { Result } from '../../../shared/errors.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { ServiceAlert } from '../../../shared/watch.ts'
import type { WatchedNow, WatchPolicy } from '../decide/watch/judge-service.ts'
import type { Clock } from '../os/ports.ts'

/** What the watcher wants from the engine. */
export interface WatcherPorts {
  readonly clock: Clock
  /** Services that are watched, by their configured names. */
  policies(): ReadonlyMap<string, WatchPolicy>
  /** The service now; null where it cannot be looked at. */
  look(name: string): Omit<WatchedNow, 'stoppedByQuiesce'> | null
  /** Names of services that a living run of any Quiesce is about. */
  busy(): Promise<ReadonlySet<string>>
  start(name: string): Promise<Result<StartReport>>
  /** Why it does not answer, or null. */
  ask(probe: Probe): Promise<string | null>
  /** False while another Quiesce of this user watches. */
  mayWatch(): Promise<boolean>
  tell(alert: ServiceAlert): void
}
