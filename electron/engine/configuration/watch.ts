/** Notices that something changed in a folder, even in one that is not there yet. */
import { existsSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'
import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'

/** Editors write a file in several steps; half of one would be refused as bad. */
const settleMs = 100
/** Where a folder cannot be watched (out of inotify watches), it is looked at so often. */
const lookAgainMs = 5000

class FolderWatcher {
  readonly #folder: string
  readonly #clock: Clock
  readonly #onChange: () => void
  #watcher: FSWatcher | null = null
  #disarm: (() => void) | null = null

  constructor(folder: string, clock: Clock, onChange: () => void) {
    this.#folder = folder
    this.#clock = clock
    this.#onChange = onChange
    this.#arm()
  }

  end(): void {
    this.#watcher?.close()
    this.#watcher = null
    this.#disarm?.()
  }

  /** Watches the folder, or the nearest one above it, where it would appear. */
  #arm(): void {
    this.end()
    let place = this.#folder
    while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
    try {
      this.#watcher = watch(place, { persistent: false }, (_, name) => {
        this.#onEvent(place, name)
      })
      this.#watcher.on('error', () => {
        this.#lookLater()
      })
    } catch {
      // Looking now and then finds the same change, later.
      this.#lookLater()
      return
    }
    // It may have appeared between the look and the watch.
    if (place !== this.#folder && existsSync(this.#folder)) this.#arm()
  }

  #onEvent(place: string, name: string | null): void {
    // Above the folder only its coming matters; in its place, its going (inotify names itself).
    const moved = place !== this.#folder || name === null || name === basename(this.#folder)
    if (moved) this.#arm()
    if (place === this.#folder || existsSync(this.#folder)) this.#onChange()
  }

  #lookLater(): void {
    this.end()
    const at = later(this.#clock.now(), lookAgainMs)
    this.#disarm = this.#clock.at(at, () => {
      this.#arm()
      this.#onChange()
    })
  }
}

/** Calls back a moment after the last of several changes, until the returned function is called. */
export function watchConfiguration(
  folders: readonly string[],
  clock: Clock,
  onChange: () => void,
): () => void {
  let disarm = (): void => undefined
  const settle = (): void => {
    disarm()
    disarm = clock.at(later(clock.now(), settleMs), onChange)
  }
  const watchers = folders.map((folder) => new FolderWatcher(folder, clock, settle))
  return () => {
    disarm()
    for (const watcher of watchers) watcher.end()
  }
}
