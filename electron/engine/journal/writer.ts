/**
 * The writing half of the journal. A record is given back only when its line is on the disk; records
 * that come while a write is under way share the next one. What could not be written is kept and
 * written as soon as it can be: a result or an outcome that comes late is worth more than none.
 */
import { fail, ok, toQuiesceError, type QuiesceError, type Result } from '../../../shared/errors.ts'
import {
  journalEntrySchema,
  type JournalBody,
  type JournalEntry,
} from '../../../shared/journal-entry.ts'
import { later } from '../../../shared/moment.ts'
import { duration } from '../../../shared/wording/numbers.ts'
import { causeOf, errnoWords } from '../errno.ts'
import type { JournalAppender } from './appender.ts'
import { afterPatience } from './patience.ts'
import type { Clock } from '../os/ports.ts'

/** A record has to be on the disk within this time, or its writer is told that it is not. */
export const writeDeadlineMs = 2000
/** What failed is tried again after this time, or with the next record. */
export const retryMs = 5000
/** What is kept for later takes at most this much memory. */
const keptLimitBytes = 8 * 1024 * 1024

export interface JournalWriterOptions {
  readonly folder: string
  readonly clock: Clock
  readonly boot: string
  readonly writer: JournalEntry['writer']
  readonly appender: JournalAppender
  /** Called for each record that reached the disk, in order. */
  readonly onWritten: (entry: JournalEntry) => void
}

interface Waiting {
  readonly entry: JournalEntry
  readonly line: string
  readonly settle: (result: Result<JournalEntry>) => void
  readonly disarm: () => void
  /** Its caller has been told that it is not on the disk. */
  told: boolean
}

interface Failure {
  readonly why: string
  readonly cause: string
}

export class JournalWriter {
  readonly #options: JournalWriterOptions
  #sequence = 0
  #queue: Waiting[] = []
  #draining: Promise<void> | null = null
  #retryIsDue = false
  #disarmRetry: (() => void) | null = null
  #records = 0
  #forgotten = 0
  #failure: Failure | null = null
  #closed = false

  constructor(options: JournalWriterOptions) {
    this.#options = options
  }

  /** Records of this writer that are on the disk. */
  get records(): number {
    return this.#records
  }

  /** Why the last attempt failed, as words, or null while writing works. */
  get failing(): string | null {
    return this.#failure?.why ?? null
  }

  /** Records whose callers were told that they are not on the disk, and which still are not. */
  get kept(): readonly JournalEntry[] {
    return this.#queue.filter((waiting) => waiting.told).map((waiting) => waiting.entry)
  }

  /** Notes a failure found before any record was written (the folder cannot be used). */
  noteFailure(thrown: unknown): void {
    this.#failure = { why: errnoWords(thrown), cause: causeOf(thrown) }
  }

  /** Resolves once the record is on the disk, or with `journal-unwritable` and why it is not. */
  write(
    run: string | null,
    target: string | null,
    body: JournalBody,
  ): Promise<Result<JournalEntry>> {
    if (this.#closed) {
      return Promise.resolve(this.#refusal({ why: 'Quiesce is ending', cause: 'closed' }))
    }
    return this.#enqueue(run, target, body)
  }

  /** Writes what is left, once, and lets the file go. A disk that hangs is not waited for. */
  async close(): Promise<void> {
    this.#closed = true
    this.#disarmRetry?.()
    this.#retryIsDue = this.#queue.length > 0
    const { clock, appender } = this.#options
    let disarm = (): void => undefined
    const patience = new Promise<void>((resolve) => {
      disarm = afterPatience(clock, writeDeadlineMs, resolve)
    })
    await Promise.race([this.#drain().then(() => appender.close()), patience])
    disarm()
  }

  #enqueue(
    run: string | null,
    target: string | null,
    body: JournalBody,
  ): Promise<Result<JournalEntry>> {
    const { boot, writer, clock } = this.#options
    const at = clock.now()
    const seq = this.#sequence + 1
    const entry: JournalEntry = { v: 1, seq, at, boot, writer, run, target, ...body }
    const line = printLine(entry)
    if (!line.ok) return Promise.resolve(line)
    this.#sequence = seq
    return new Promise((settle) => {
      const disarm = afterPatience(clock, writeDeadlineMs, () => {
        this.#failure = { why: 'it did not reach the disk within 2 s', cause: 'timeout' }
        this.#tell(waiting, this.#failure)
      })
      const waiting: Waiting = { entry, line: line.value, settle, disarm, told: false }
      this.#queue.push(waiting)
      void this.#drain()
    })
  }

  /** Writes until nothing is left or an attempt failed. One at a time, whoever calls. */
  #drain(): Promise<void> {
    this.#draining ??= this.#drainAll()
    return this.#draining
  }

  async #drainAll(): Promise<void> {
    // Records that come in the same turn of the event loop share one write and one fdatasync.
    await Promise.resolve()
    while (this.#retryIsDue || this.#queue.some((waiting) => !waiting.told)) {
      this.#retryIsDue = false
      const batch = [...this.#queue]
      const bytes = Buffer.from(batch.map((waiting) => waiting.line).join(''))
      try {
        const vanished = await this.#options.appender.append(bytes)
        this.#queue = this.#queue.slice(batch.length)
        // Those whose time ran out behind a slow write have not been tried yet.
        this.#retryIsDue = this.#queue.length > 0
        this.#confirm(batch, vanished)
      } catch (error) {
        this.#keep(batch, { why: errnoWords(error), cause: causeOf(error) })
      }
    }
    // In the same turn as the last look at the queue: a record that comes later starts anew.
    this.#draining = null
  }

  #confirm(batch: readonly Waiting[], vanished: string | null): void {
    const failure = this.#failure
    this.#failure = null
    const late = batch.filter((waiting) => waiting.told)
    for (const waiting of batch) {
      this.#records += 1
      waiting.disarm()
      this.#options.onWritten(waiting.entry)
      if (!waiting.told) waiting.settle(ok(waiting.entry))
    }
    if (vanished !== null) {
      this.#notice(
        null,
        `The journal's file ${vanished} vanished; what this Quiesce wrote into it is lost.`,
      )
    }
    const first = late[0]?.entry
    if (first !== undefined) this.#notice(first.run, this.#lateSentence(late, failure))
  }

  #lateSentence(late: readonly Waiting[], failure: Failure | null): string {
    const numbers = late.map((waiting) => waiting.entry.seq)
    const first = late[0]?.entry.at.mono ?? 0
    const after = duration(this.#options.clock.now().mono - first)
    const lost = this.#forgotten === 0 ? '' : ` ${this.#forgotten} older ones are lost.`
    this.#forgotten = 0
    return (
      `Late by up to ${after}: records ${numbers.join(', ')} reached the disk after their writer ` +
      `was told that they had not (${failure?.why ?? 'unknown'}).${lost}`
    )
  }

  /** A notice of the journal's own. Its result needs no answer: `failing` holds what went wrong. */
  #notice(run: string | null, sentence: string): void {
    void this.#enqueue(run, null, { kind: 'notice', sentence })
  }

  #keep(batch: readonly Waiting[], failure: Failure): void {
    this.#failure = failure
    for (const waiting of batch) this.#tell(waiting, failure)
    let bytes = this.#queue.reduce((sum, waiting) => sum + waiting.line.length, 0)
    while (bytes > keptLimitBytes && this.#queue[0]?.told === true) {
      bytes -= this.#queue.shift()?.line.length ?? 0
      this.#forgotten += 1
    }
    this.#disarmRetry?.()
    if (this.#closed) return
    const { clock } = this.#options
    this.#disarmRetry = clock.at(later(clock.now(), retryMs), () => {
      this.#retryIsDue = this.#queue.length > 0
      void this.#drain()
    })
  }

  #tell(waiting: Waiting, failure: Failure): void {
    waiting.disarm()
    if (waiting.told) return
    waiting.told = true
    waiting.settle(this.#refusal(failure))
  }

  #refusal(failure: Failure): Result<never> {
    const { folder } = this.#options
    const error: QuiesceError = {
      code: 'journal-unwritable',
      message: `The journal in ${folder} cannot be written: ${failure.why}.`,
      next: 'Make room or give the folder back, then go on; or go on with the record in memory and in syslog.',
      place: folder,
      cause: failure.cause,
    }
    return fail(error)
  }
}

/** A record that could not be read again would be none: refused before it is written. */
function printLine(entry: JournalEntry): Result<string> {
  try {
    const line = JSON.stringify(entry)
    const readable = journalEntrySchema.safeParse(JSON.parse(line))
    return readable.success ? ok(`${line}\n`) : fail(toQuiesceError(readable.error))
  } catch (error) {
    return fail(toQuiesceError(error))
  }
}
