/**
 * The journal: the append-only record of everything Quiesce did and saw. Every effect is written
 * before (intent) and after (result); the stop-runner sends nothing before `write` has resolved.
 */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalHealth } from '../../../shared/host.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { causeOf } from '../errno.ts'
import { JournalAppender } from './appender.ts'
import { followJournal } from './follow.ts'
import { mergeEntries } from './lines.ts'
import { pruneJournal } from './prune.ts'
import { readJournal, selectEntries, type JournalQuery, type JournalReading } from './reader.ts'
import {
  openSegmentStore,
  prepareJournalFolder,
  UnsafeFolder,
  type SegmentStore,
} from './segment.ts'
import { JournalWriter } from './writer.ts'
import type { Clock } from '../os/ports.ts'
import { syslogSentence, type Syslog } from './syslog.ts'

export interface JournalOptions {
  readonly folder: string
  readonly clock: Clock
  /** /proc/sys/kernel/random/boot_id. */
  readonly boot: string
  /** Which door opened it: `desktop`, `console`, `cli`. */
  readonly door: string
  readonly user: string
  readonly version: string
  readonly syslog?: Syslog
  /** This process; `startTicks` lets a later Quiesce tell whether it still lives. */
  readonly pid?: number
  readonly startTicks?: number
  readonly uid?: number
  /** Tests hand in a disk that is slow, full or gone. */
  readonly store?: SegmentStore
}

/** The journal as the engine holds it. */
export interface Journal {
  /**
   * Resolves once the record is on the disk (write and fdatasync), or with `journal-unwritable` when
   * it cannot be, or is not there within 2 s. What failed is kept, and written as soon as it can be,
   * with a notice that says so.
   */
  write(run: string | null, target: string | null, body: JournalBody): Promise<Result<JournalEntry>>
  /** Calls back for each record of this process once it is on the disk, until the result is called. */
  onEntry(listener: (entry: JournalEntry) => void): () => void
  /** `records` counts those that this process wrote. */
  health(): JournalHealth
  /** All records of all writers, oldest first; those of ours that are in memory only are among them. */
  read(query?: JournalQuery): Promise<JournalReading>
  /** Calls back for each record that other processes write from now on. */
  follow(
    listener: (entry: JournalEntry) => void,
    onProblem?: (sentence: string) => void,
  ): () => void
  /** Writes what is left and lets the file go; a disk that hangs is waited for 2 s. */
  close(): Promise<void>
}

/**
 * Opens the journal. Refuses a folder that belongs to somebody else. One that cannot be written now
 * (full, read-only) opens all the same, with `health()` failing: looking and listing need no record.
 */
export async function openJournal(options: JournalOptions): Promise<Result<Journal>> {
  const { folder, clock, boot, door, user, version } = options
  const pid = options.pid ?? process.pid
  const uid = options.uid ?? process.getuid?.() ?? 0
  const listeners = new Set<(entry: JournalEntry) => void>()
  const store = options.store ?? openSegmentStore(folder, uid)
  const prune = (): void => {
    void pruneJournal(folder, clock.now().wall, appender.names).then(({ problems }) => {
      for (const sentence of problems) void writer.write(null, null, { kind: 'notice', sentence })
    })
  }
  const appender = new JournalAppender({ store, clock, pid, onRotated: prune })
  const { startTicks } = options
  const writer = new JournalWriter({
    folder,
    clock,
    boot,
    writer: { pid, door, user, version, ...(startTicks === undefined ? {} : { startTicks }) },
    appender,
    onWritten: (entry) => {
      for (const listener of listeners) callListener(listener, entry)
    },
  })
  // One that throws is a bug of its own and must stop neither the record nor the run.
  const callListener = (listener: (entry: JournalEntry) => void, entry: JournalEntry): void => {
    try {
      listener(entry)
    } catch (error) {
      listeners.delete(listener)
      const sentence = `A listener of the journal failed and is not called again: ${causeOf(error)}`
      void writer.write(null, null, { kind: 'notice', sentence })
    }
  }
  try {
    await prepareJournalFolder(folder, uid)
    prune()
  } catch (error) {
    if (error instanceof UnsafeFolder) return fail(refuseFolder(folder, error))
    writer.noteFailure(error)
  }
  const parts: Parts = { options, writer, appender, listeners }
  return ok(journalOf(parts))
}

interface Parts {
  readonly options: JournalOptions
  readonly writer: JournalWriter
  readonly appender: JournalAppender
  readonly listeners: Set<(entry: JournalEntry) => void>
}

function journalOf({ options, writer, appender, listeners }: Parts): Journal {
  const { folder, clock, syslog } = options
  syslog?.onFailure((sentence) => {
    void writer.write(null, null, { kind: 'notice', sentence })
  })
  return {
    async write(run, target, body) {
      const written = await writer.write(run, target, body)
      const sentence = syslogSentence({ run, target, body, recorded: written.ok })
      if (sentence !== null) syslog?.send(sentence)
      return written
    },
    onEntry(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    health: () => ({
      state: writer.failing === null ? 'writing' : 'failing',
      folder,
      records: writer.records,
      why: writer.failing,
    }),
    read: (query = {}) => readAll(folder, writer.kept, query),
    follow: (listener, onProblem = () => undefined) =>
      followJournal({
        folder,
        clock,
        isOwn: (name) => appender.names.has(name),
        listener,
        onProblem,
      }),
    async close() {
      await writer.close()
      await syslog?.close()
    },
  }
}

/** What is on the disk, and what is only in this process's memory because the disk refused it. */
async function readAll(
  folder: string,
  kept: readonly JournalEntry[],
  query: JournalQuery,
): Promise<JournalReading> {
  const { entries, problems } = await readJournal(folder)
  if (kept.length > 0) {
    problems.push(`Not on the disk, in this Quiesce's memory only: ${kept.length} records.`)
  }
  return { entries: selectEntries(mergeEntries([entries, kept]), query), problems }
}

const refuseFolder = (folder: string, error: UnsafeFolder): QuiesceError => ({
  code: 'journal-unwritable',
  message: `The journal's folder is refused: ${error.message}.`,
  next: 'Name a folder of your own with XDG_STATE_HOME; with sudo, use `sudo -H`.',
  place: folder,
  cause: causeOf(error),
})
