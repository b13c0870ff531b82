import { randomBytes } from 'node:crypto'

/** A run's name: when it began, and four letters so that two of one second differ. */
export function makeRunId(wall: number): string {
  const stamp = new Date(wall).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  return `${stamp}-${randomBytes(2).toString('hex')}`
}
