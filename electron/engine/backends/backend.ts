/** How every kind of service is found and controlled: one interface. */
import type { Result } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { Backend } from '../../../shared/service.ts'
import type { Look, Observed } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'
import type { Target } from '../decide/target.ts'

export type { Look, Observed, Target }

/** Finds a service anew in a table; asked again whenever members may have changed. */
export interface BackendDriver {
  readonly kind: Backend
  /**
   * For a run. `known` are the members of the run so far, empty at its start. Everything that
   * forbids a run is an error here: `unsafe-pid-file`, `bad-pid-file`, `identity-changed`,
   * `unknown-target`, `protected`, `managed-by-unit` … Once members are known, only they and what
   * belongs to them are members: whoever else a pid file or port names by then is a suspect.
   */
  observe(target: Target, table: Table, known: readonly Member[]): Result<Observed>
  /** The processes that a look in a run is about, where that is not the whole table. */
  pidsInRun?(target: Target, known: readonly Member[]): Iterable<number>
}

/** A backend that can also show what it would refuse. */
export interface LookingBackend extends BackendDriver {
  /** For a look: an error only where there is nothing to show (`unknown-target`, `ambiguous-target`). */
  look(target: Target, table: Table): Result<Look>
}
