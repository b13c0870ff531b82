/** Shows what other Quiesces write while they write it, so that their runs can be looked at here. */
import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs'
import { basename, join } from 'node:path'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { later } from '../../../shared/moment.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { parseSegment } from './lines.ts'
import { listSegments, readSegmentBytes } from './reader.ts'
import { isSegmentName } from './segment.ts'
import type { Clock } from '../os/ports.ts'

export interface FollowOptions {
  readonly folder: string
  readonly clock: Clock
  /** True for a segment of this process: its records are known already. */
  readonly isOwn: (name: string) => boolean
  readonly listener: (entry: JournalEntry) => void
  readonly onProblem: (sentence: string) => void
}

/** Where the folder cannot be watched (not there, out of inotify watches) it is looked at so often. */
const lookAgainMs = 1000

interface Place {
  readonly offset: number
  /** Number of the line that begins there. */
  readonly line: number
}

class JournalFollower {
  readonly #options: FollowOptions
  readonly #places = new Map<string, Place>()
  readonly #due = new Set<string>()
  #watcher: FSWatcher | null = null
  #disarm: (() => void) | null = null
  #looking = false
  #ended = false

  constructor(options: FollowOptions) {
    this.#options = options
    for (const name of this.#namesNow()) {
      this.#places.set(name, { offset: this.#sizeNow(name), line: 1 })
    }
    this.#arm()
  }

  end(): void {
    this.#ended = true
    this.#watcher?.close()
    this.#disarm?.()
  }

  // Read at once, not later: a segment that appears after this moment is new from its first line.
  #namesNow(): string[] {
    try {
      return readdirSync(this.#options.folder).filter(isSegmentName)
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') this.#report(this.#options.folder, error)
      return []
    }
  }

  #sizeNow(name: string): number {
    try {
      return statSync(join(this.#options.folder, name)).size
    } catch (error) {
      this.#report(name, error)
      return 0
    }
  }

  #report(name: string, error: unknown): void {
    this.#options.onProblem(`${name}: it cannot be followed: ${errnoWords(error)}.`)
  }

  #arm(): void {
    const { folder } = this.#options
    try {
      this.#watcher = watch(folder, { persistent: false }, (_, name) => {
        this.#onChange(name)
      })
      this.#watcher.on('error', () => {
        this.#lookLater()
      })
    } catch {
      // No folder yet, or no watches left: looking now and then finds the same records, later.
      this.#lookLater()
    }
    void this.#lookAtAll()
  }

  #lookLater(): void {
    this.#watcher?.close()
    this.#watcher = null
    this.#disarm?.()
    if (this.#ended) return
    const { clock } = this.#options
    this.#disarm = clock.at(later(clock.now(), lookAgainMs), () => {
      this.#arm()
    })
  }

  #onChange(name: string | null): void {
    // inotify names the watched folder itself when that is removed; the watch is dead then.
    if (name === basename(this.#options.folder)) {
      this.#lookLater()
    } else if (name === null) {
      void this.#lookAtAll()
    } else if (isSegmentName(name) && !this.#options.isOwn(name)) {
      this.#due.add(name)
      void this.#look()
    }
  }

  async #lookAtAll(): Promise<void> {
    try {
      for (const name of await listSegments(this.#options.folder)) {
        if (!this.#options.isOwn(name)) this.#due.add(name)
      }
    } catch (error) {
      this.#report(this.#options.folder, error)
    }
    await this.#look()
  }

  /** One reader at a time: two would tell the same record twice. */
  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    for (let name = this.#next(); name !== null; name = this.#next()) await this.#readNew(name)
    this.#looking = false
  }

  #next(): string | null {
    const [name] = this.#due
    if (name === undefined || this.#ended) return null
    this.#due.delete(name)
    return name
  }

  async #readNew(name: string): Promise<void> {
    const place = this.#places.get(name) ?? { offset: 0, line: 1 }
    try {
      const { bytes } = await readSegmentBytes(join(this.#options.folder, name), place.offset)
      const read = parseSegment(name, bytes, place.line)
      const offset = place.offset + bytes.length - read.tornBytes
      this.#places.set(name, { offset, line: place.line + read.lines })
      if (this.#ended) return
      for (const problem of read.problems) this.#options.onProblem(problem)
      for (const entry of read.entries) this.#options.listener(entry)
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') this.#places.delete(name)
      else this.#report(name, error)
    }
  }
}

/**
 * Calls back for each whole record that appears in other processes' segments from now on, until the
 * returned function is called. To miss none and to see each once: follow first, then read, and
 * leave out what both gave.
 */
export function followJournal(options: FollowOptions): () => void {
  const follower = new JournalFollower(options)
  return () => {
    follower.end()
  }
}
