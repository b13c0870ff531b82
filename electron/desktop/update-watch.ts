/**
 * Whether our own files were replaced while we run, as a package's upgrade does. What is loaded goes
 * on; what is loaded later would be of another version, so a restart is offered, never done.
 */
import { statSync } from 'node:fs'
import { later } from '../../shared/moment.ts'
import type { Clock } from '../engine/os/ports.ts'

const lookEveryMs = 60_000

/** What tells one version of a file from another; '' while there is none. */
export function stampOf(file: string): string {
  const entry = statSync(file, { throwIfNoEntry: false })
  return entry === undefined ? '' : `${entry.dev}:${entry.ino}:${entry.mtimeMs}:${entry.size}`
}

export interface UpdateWatchPorts {
  readonly clock: Clock
  readonly stamp: () => string
  readonly onUpdated: () => void
}

/**
 * Looks once a minute, until the returned function is called or it was told. A file that is away for
 * a moment is in the middle of being replaced, and looked at again.
 */
export function watchForUpdate({ clock, stamp, onUpdated }: UpdateWatchPorts): () => void {
  const first = stamp()
  let disarm = (): void => undefined
  const arm = (): void => {
    disarm = clock.at(later(clock.now(), lookEveryMs), look)
  }
  const look = (): void => {
    const now = stamp()
    if (now === '' || now === first) arm()
    else onUpdated()
  }
  if (first !== '') arm()
  return () => {
    disarm()
  }
}
