import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { later } from '../../../../shared/moment.ts'
import { errorCode } from '../proc-reader.ts'
import type { Clock } from '../ports.ts'

/** Where the kernel gives no watch (its limit for this user is reached), so often. */
const lookAgainMs = 250

/** Whether an error of fs.watch only says that there is nothing to watch (now). */
const isAbsent = (thrown: unknown): boolean => {
  const code = errorCode(thrown)
  return code === 'ENOENT' || code === 'ENODEV' || code === 'ENOTDIR'
}

/**
 * Watches `cgroup.events` of one folder. The kernel tells of its changes there, but says nothing
 * when the cgroup itself is removed, so the folder above is watched for that: a unit that starts
 * again has a new cgroup in the old place.
 */
export class CgroupWatch {
  readonly #folder: string
  readonly #listener: () => void
  readonly #clock: Clock
  #file: FSWatcher | null = null
  #parent: FSWatcher | null = null
  #disarm: (() => void) | null = null
  #ended = false

  constructor(folder: string, listener: () => void, clock: Clock) {
    this.#folder = folder
    this.#listener = listener
    this.#clock = clock
    this.#parent = this.#watch(dirname(folder), (name) => {
      if (name === basename(folder)) this.#onFolder()
    })
    this.#file = this.#watchFile()
    // Not there from the start: said once, and never from within the call that asked for it.
    if (this.#file === null) queueMicrotask(this.#tell.bind(this))
  }

  end(): void {
    this.#ended = true
    this.#disarm?.()
    this.#file?.close()
    this.#parent?.close()
  }

  #tell(): void {
    if (!this.#ended) this.#listener()
  }

  #onFolder(): void {
    this.#file?.close()
    this.#file = this.#watchFile()
    this.#tell()
  }

  #watchFile(): FSWatcher | null {
    return this.#watch(join(this.#folder, 'cgroup.events'), () => {
      this.#tell()
    })
  }

  #watch(path: string, onEvent: (name: string | null) => void): FSWatcher | null {
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => {
        onEvent(name)
      })
      watcher.on('error', () => {
        this.#lookLater()
      })
      return watcher
    } catch (error) {
      if (!isAbsent(error)) this.#lookLater()
      return null
    }
  }

  #lookLater(): void {
    this.#disarm?.()
    if (this.#ended) return
    this.#disarm = this.#clock.at(later(this.#clock.now(), lookAgainMs), () => {
      this.#tell()
      this.#lookLater()
    })
  }
}
