import { createPinnedSignaller } from './pinned-signaller.ts'
import { createPortablePinner } from './portable.ts'
import type { Clock, Signaller } from './ports.ts'
import type { PresenceTable } from './presence.ts'
import { startHelperOr } from './signal-helper.ts'

/** What the machine offers to signal with. */
export interface SignallerOptions {
  readonly helperPath: string
  readonly table: PresenceTable
  readonly clock: Clock
  /** Told at each death of a helper, before it is started again. */
  readonly onDeath?: (why: string) => void
}

/**
 * The best signaller that this machine allows: the signal helper with its pidfds; else, and when it
 * has died too often, the portable path, whose guarantee says why. Held processes stay held.
 */
export function createSignaller(options: SignallerOptions): Promise<Signaller> {
  const { helperPath, table, clock, onDeath } = options
  const boot = table.boot()
  const helper = { path: helperPath, clock, boot, ...(onDeath && { onDeath }) }
  return createPinnedSignaller(
    startHelperOr(helper, (why) => createPortablePinner(table, clock, why)),
  )
}
