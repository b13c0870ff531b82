/**
 * Appends bytes to this process's segments: begins one at the first write, another when it is full,
 * when an attempt failed, or when somebody removed the file.
 *
 * After a failed attempt the segment is given up: a failed fdatasync(2) leaves the kernel free to
 * forget the bytes and to report success the next time, and a torn line must stay the last one.
 */
import { randomBytes } from 'node:crypto'
import { errnoOf } from '../errno.ts'
import { segmentName, type Segment, type SegmentStore } from './segment.ts'
import type { Clock } from '../os/ports.ts'

/** A segment is not begun anew before it would pass this size. */
export const segmentLimitBytes = 8 * 1024 * 1024

export interface AppenderOptions {
  readonly store: SegmentStore
  readonly clock: Clock
  readonly pid: number
  /** Called after a full segment was left behind. */
  readonly onRotated?: () => void
  readonly limitBytes?: number
}

export class JournalAppender {
  readonly #options: AppenderOptions
  readonly #names = new Set<string>()
  #segment: Segment | null = null
  #bytes = 0

  constructor(options: AppenderOptions) {
    this.#options = options
  }

  /** Names of the segments that this process made. */
  get names(): ReadonlySet<string> {
    return this.#names
  }

  /**
   * Resolves when the bytes are on the disk, in a file that is found under its name. Gives the name
   * of a segment that vanished with what it held, or null. Throws the system's error.
   */
  async append(bytes: Uint8Array): Promise<string | null> {
    try {
      if (await this.#tryAppend(bytes)) return null
      const vanished = this.#segment?.name ?? null
      await this.close()
      if (await this.#tryAppend(bytes)) return vanished
    } catch (error) {
      await this.#giveUp()
      throw error
    }
    await this.#giveUp()
    throw new Error('its file is removed as soon as it is made')
  }

  /** Lets the file go. */
  async close(): Promise<void> {
    const segment = this.#segment
    this.#segment = null
    this.#bytes = 0
    await segment?.close()
  }

  async #tryAppend(bytes: Uint8Array): Promise<boolean> {
    const limit = this.#options.limitBytes ?? segmentLimitBytes
    if (this.#bytes > 0 && this.#bytes + bytes.length > limit) {
      await this.close()
      this.#options.onRotated?.()
    }
    this.#segment ??= await this.#begin()
    await this.#segment.append(bytes)
    await this.#segment.sync()
    this.#bytes += bytes.length
    return this.#segment.isThere()
  }

  async #begin(): Promise<Segment> {
    const { store, clock, pid } = this.#options
    for (;;) {
      const name = segmentName(clock.now().wall, pid, randomBytes(4).toString('hex'))
      try {
        const segment = await store.create(name)
        this.#names.add(name)
        return segment
      } catch (error) {
        // Two segments of one second with one random number: take another number.
        if (errnoOf(error) !== 'EEXIST') throw error
      }
    }
  }

  /** The failure that brought us here is the one to report; a close that fails too adds nothing. */
  async #giveUp(): Promise<void> {
    await this.close().catch(() => undefined)
  }
}
