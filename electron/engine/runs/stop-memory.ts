import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { PastStop } from '../../../shared/service.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import {
  endedRunsOf,
  gatherHistory,
  toEndedRun,
  type EndedRun,
  type ServiceNames,
} from '../decide/history.ts'
import { stopTimesOf } from '../decide/stop-times.ts'

/**
 * The ends of all runs, read from the journal once and followed from then on: how earlier stops of a
 * service went is asked at every plan and every look.
 */
export class StopMemory {
  readonly #read: () => Promise<readonly JournalEntry[]>
  readonly #ended = new Map<string, EndedRun>()
  #loaded: Promise<void> | null = null

  /** `read` gives at least the outcomes of the journal. */
  constructor(read: () => Promise<readonly JournalEntry[]>) {
    this.#read = read
  }

  /** Resolves when the journal has been read; it is read once. */
  ready(): Promise<void> {
    this.#loaded ??= this.#load()
    return this.#loaded
  }

  /** A record was written, by this Quiesce or by another. */
  note(entry: JournalEntry): void {
    const ended = toEndedRun(entry)
    if (ended !== null) this.#ended.set(ended.runId, ended)
  }

  /** Earlier stops, newest first; those before `ready` are missing. */
  historyOf(service: ServiceNames): readonly PastStop[] {
    return gatherHistory(this.#ended.values(), service)
  }

  /** How long they took without a person's doing; null where no clean one is remembered. */
  timesOf(service: ServiceNames): StopTimes | null {
    const all = endedRunsOf(this.#ended.values(), service)
    return stopTimesOf(all.filter(({ timedByPerson }) => !timedByPerson))
  }

  async #load(): Promise<void> {
    for (const entry of await this.#read()) this.note(entry)
  }
}
