/** What came of requests that are no runs. */
import type { LogLine } from './unit.ts'

/** What came of a single signal. */
export interface SignalReport {
  readonly sentence: string
  readonly sent: number
  readonly refused: number
}

export interface StartReport {
  readonly sentence: string
  readonly up: boolean
}

/** What came of a unit's control. `warnings` are what stands in the way of doing it unconfirmed. */
export interface UnitControlReport {
  readonly done: boolean
  readonly sentence: string
  readonly warnings: readonly string[]
}

export interface LogPage {
  readonly lines: readonly LogLine[]
  /** What to ask after next; null where the log has no line yet. */
  readonly cursor: string | null
}
