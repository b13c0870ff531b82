import type { AfterWatch } from '../../../shared/after-watch.ts'
import type { Run } from '../../../shared/run.ts'
import type { BringsBack } from '../../../shared/unit.ts'
import type { Head } from '../decide/copies.ts'
import type { WhoStarted } from '../decide/after/who-started.ts'
import type { Clock } from '../os/ports.ts'

/** A service that runs again. */
export interface CameBack extends WhoStarted {
  /** "it runs again as 9001": words without a full stop. */
  readonly how: string
}

/** What is known of a service from before its end, and at it. */
export interface BeforeEnd {
  /** Who headed it while it ran. */
  readonly heads: readonly Head[]
  readonly restarts: number | null
}

/** What watching ended runs asks of the engine. */
export interface AfterPorts {
  readonly clock: Clock
  /** Who heads the service now, while it runs. */
  remember(run: Run): readonly Head[]
  /** How often its manager has started it again by itself, by now; null where nobody counts. */
  restarts(run: Run): number | null
  /** Whether the service of this ended run runs again; null where it does not. */
  look(run: Run, before: BeforeEnd): CameBack | null
  /** Who would start it again, as it is now. */
  expects(run: Run): AfterWatch['expected']
  /** What would start it again, now. */
  bringsBack(run: Run): {
    readonly brings: readonly BringsBack[]
    readonly restartMs: number | null
  }
  /** Calls back when the unit of this run changes, until the returned function is called. */
  onUnitChange(run: Run, listener: () => void): () => void
  /** The run's view carries this from now on. */
  show(run: string, watch: AfterWatch): void
  alert(run: Run, sentence: string): void
  report(error: unknown): void
}
