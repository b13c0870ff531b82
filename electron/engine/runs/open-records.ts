import type { JournalEntry } from '../../../shared/journal-entry.ts'

const keyOf = (entry: JournalEntry): string =>
  `${entry.boot}/${entry.writer.pid}/${entry.writer.startTicks ?? 0}/${entry.seq}`

/**
 * Records of runs that have no outcome yet, kept as they are written: the journal is read once, not
 * at every look at the services.
 */
export class OpenRecords {
  readonly #read: () => Promise<readonly JournalEntry[]>
  readonly #byRun = new Map<string, JournalEntry[]>()
  readonly #over = new Set<string>()
  readonly #seen = new Set<string>()
  #loaded: Promise<void> | null = null

  constructor(read: () => Promise<readonly JournalEntry[]>) {
    this.#read = read
  }

  /** A record was written, by this Quiesce or by another. */
  note(entry: JournalEntry): void {
    if (entry.run === null || this.#over.has(entry.run)) return
    if (entry.kind === 'outcome') {
      // Of a run that is over nothing is needed here; what comes late is no news.
      this.#over.add(entry.run)
      this.#byRun.delete(entry.run)
      return
    }
    const key = keyOf(entry)
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const list = this.#byRun.get(entry.run)
    if (list) list.push(entry)
    else this.#byRun.set(entry.run, [entry])
  }

  /** The records of each run without an outcome, oldest first. */
  async all(): Promise<readonly (readonly JournalEntry[])[]> {
    this.#loaded ??= this.#load()
    await this.#loaded
    return [...this.#byRun.values()]
  }

  async #load(): Promise<void> {
    for (const entry of await this.#read()) this.note(entry)
    // What was noted while the journal was being read stands before what it holds.
    for (const list of this.#byRun.values())
      list.sort((a, b) => a.at.wall - b.at.wall || a.seq - b.seq)
  }
}
