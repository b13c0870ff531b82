/** Writes evidence within its limits, and remembers what could not be written. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { EvidenceFile } from '../../../shared/evidence.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { beforeItHangs, type BoundedOf } from './bounded-reads.ts'
import { below, type EvidenceFolder } from './evidence-folder.ts'
import type { EvidenceLimits } from './limits.ts'

const asNew = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
/** After these no other file fares better. */
const isLast = (errno: string | null): boolean =>
  errno !== null && ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'].includes(errno)

export class EvidenceWriter {
  readonly files: EvidenceFile[] = []
  readonly missing: { readonly what: string; readonly why: string }[] = []
  readonly #folder: EvidenceFolder
  readonly #limits: EvidenceLimits
  readonly #bounded: BoundedOf
  #bytes = 0
  #cut = false
  #broken: string | null = null

  constructor(folder: EvidenceFolder, limits: EvidenceLimits, bounded: BoundedOf) {
    this.#folder = folder
    this.#limits = limits
    this.#bounded = bounded
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The limit ran out before all was written. */
  get cut(): boolean {
    return this.#cut
  }

  /** Why nothing more can be written, or null. */
  get broken(): string | null {
    return this.#broken
  }

  miss(what: string, why: string): void {
    this.missing.push({ what, why })
  }

  /** Time or room ran out for this. */
  cutShort(what: string, why: string): void {
    this.#cut = true
    this.miss(what, why)
  }

  /** Counts a file that somebody else wrote into the folder. */
  note(file: EvidenceFile): void {
    this.files.push(file)
    this.#bytes += file.bytes
  }

  /** Writes one file of mode 0600; what does not fit any more is cut, and named. Never rejects. */
  async write(name: string, text: string): Promise<void> {
    if (this.#broken !== null) {
      this.miss(name, this.#broken)
      return
    }
    const whole = Buffer.from(text, 'utf8')
    const room = Math.max(0, this.#limits.wholeBytes - this.#bytes)
    if (room === 0) {
      this.cutShort(name, 'there was no room left')
      return
    }
    const fitting = whole.subarray(0, Math.min(whole.length, room))
    if (fitting.length < whole.length) this.cutShort(`the end of ${name}`, 'there was no room left')
    await this.#put(name, fitting)
  }

  /** As `write`, beyond all limits: the little that tells of the rest. */
  async writeAlways(name: string, text: string): Promise<void> {
    if (this.#broken !== null) this.miss(name, this.#broken)
    else await this.#put(name, Buffer.from(text, 'utf8'))
  }

  async #put(name: string, content: Buffer): Promise<void> {
    let written = 0
    const write = async (): Promise<null> => {
      const file = await open(below(this.#folder.handle, name), asNew, 0o600)
      try {
        while (written < content.length) {
          written += (await file.write(content, written)).bytesWritten
        }
        return null
      } finally {
        await file.close()
      }
    }
    const noteBroken = (error: unknown): never => {
      if (isLast(errnoOf(error))) this.#broken = errnoWords(error)
      throw error
    }
    const { oneMs } = this.#limits
    const { clock } = this.#bounded
    const until = { mono: Number.MAX_SAFE_INTEGER, wall: Number.MAX_SAFE_INTEGER }
    const done = await beforeItHangs(
      { clock, until, oneMs },
      () => write().catch(noteBroken),
      (by) => {
        // The disk hangs: another write would take the next thread.
        if (by > 0) this.#broken = 'the disk does not answer'
      },
    )
    if (written > 0 || isKnown(done)) this.note({ name, bytes: written })
    if (!isKnown(done)) this.miss(written > 0 ? `the end of ${name}` : name, done.unknown)
  }
}
