/** Reads that are given up rather than waited for: a file of /proc may hang with its process. */
import { constants } from 'node:fs'
import { open, readdir, readlink } from 'node:fs/promises'
import { later, msUntil } from '../../../shared/moment.ts'
import type { Moment } from '../../../shared/run.ts'
import { unknown, type Known } from '../../../shared/unknown.ts'
import { errnoWords } from '../errno.ts'
import type { Clock } from '../os/ports.ts'

/**
 * A read that hangs keeps one of libuv's four threads until it comes back. Two are left for the
 * journal and for what is being saved.
 */
const mostStuck = 2

export interface ReadText {
  readonly text: string
  /** There was more than fits. */
  readonly cut: boolean
}

export interface BoundedReads {
  /** A file as text, its first `most` bytes. Unknown with the reason; never rejects. */
  text(path: string, most: number): Promise<Known<ReadText>>
  names(path: string): Promise<Known<readonly string[]>>
  /** What a link says. It is not followed. */
  link(path: string): Promise<Known<string>>
  /** The time is over: nothing is read any more. */
  isOver(): boolean
}

async function readFirst(path: string, most: number): Promise<ReadText> {
  // O_NONBLOCK: a FIFO under this name must not hang the reader.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const chunks: Buffer[] = []
    let size = 0
    while (size <= most) {
      const chunk = Buffer.alloc(Math.min(64 * 1024, most + 1 - size))
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null)
      if (bytesRead === 0) break
      chunks.push(chunk.subarray(0, bytesRead))
      size += bytesRead
    }
    const whole = Buffer.concat(chunks)
    return { text: whole.toString('utf8', 0, Math.min(size, most)), cut: size > most }
  } finally {
    await file.close()
  }
}

export interface BoundedOf {
  readonly clock: Clock
  readonly until: Moment
  readonly oneMs: number
}

/** Reads until a moment. */
export function createBoundedReads(of: BoundedOf): BoundedReads {
  const { clock, until } = of
  let stuck = 0
  const isOver = (): boolean => msUntil(until, clock.now()) <= 0
  const bounded = async <T>(read: () => Promise<T>): Promise<Known<T>> => {
    if (isOver()) return unknown('the time was over')
    if (stuck >= mostStuck) return unknown('reads of this machine hang; no more were tried')
    return beforeItHangs(of, read, (by) => {
      stuck += by
    })
  }
  return {
    isOver,
    text: (path, most) => bounded(() => readFirst(path, most)),
    names: (path) => bounded(() => readdir(path)),
    link: (path) => bounded(() => readlink(path)),
  }
}

/** What it gives, or why it gave nothing within its time. It counts as stuck until it came back. */
export function beforeItHangs<T>(
  { clock, until, oneMs }: BoundedOf,
  act: () => Promise<T>,
  countStuck: (by: number) => void,
): Promise<Known<T>> {
  return new Promise((resolve) => {
    let late = false
    const now = clock.now()
    const disarm = clock.at(later(now, Math.min(oneMs, msUntil(until, now))), () => {
      late = true
      countStuck(1)
      resolve(unknown('it did not answer in time'))
    })
    const finish = (value: Known<T>): void => {
      if (late) countStuck(-1)
      disarm()
      resolve(value)
    }
    act().then(finish, (error: unknown) => {
      finish(unknown(errnoWords(error)))
    })
  })
}
