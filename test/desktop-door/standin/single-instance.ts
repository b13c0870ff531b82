/** One instance a user-data folder: the second leaves a note, and the first reads it. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs'
import { join } from 'node:path'

export interface Note {
  readonly argv: string[]
  readonly cwd: string
  readonly data: unknown
}

/** Asks at once, as Electron does. `heard` is called for every later start. */
export class SingleInstance {
  readonly #folder: string
  readonly #watcher: FSWatcher | null
  readonly first: boolean

  constructor(folder: string, note: Note, heard: (note: Note) => void) {
    this.#folder = join(folder, 'stand-in-singleton')
    mkdirSync(this.#folder, { recursive: true })
    this.first = this.#take()
    this.#watcher = this.first ? this.#listen(heard) : null
    if (!this.first) this.#leave(note)
  }

  release(): void {
    this.#watcher?.close()
    if (this.first) rmSync(join(this.#folder, 'owner'), { force: true })
  }

  /** A lock whose owner was killed is no lock. */
  #take(): boolean {
    const owner = join(this.#folder, 'owner')
    try {
      writeFileSync(owner, String(process.pid), { flag: 'wx' })
      return true
    } catch {
      if (isAlive(Number(readFileSync(owner, 'utf8')))) return false
      rmSync(owner)
      return this.#take()
    }
  }

  #leave(note: Note): void {
    const draft = join(this.#folder, `${process.pid}.draft`)
    writeFileSync(draft, JSON.stringify(note))
    renameSync(draft, join(this.#folder, `${process.pid}.note`))
  }

  #listen(heard: (note: Note) => void): FSWatcher {
    const read = (): void => {
      for (const name of readdirSync(this.#folder).filter((file) => file.endsWith('.note'))) {
        const path = join(this.#folder, name)
        const note = JSON.parse(readFileSync(path, 'utf8')) as Note
        rmSync(path)
        heard(note)
      }
    }
    return watch(this.#folder, read).unref()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
