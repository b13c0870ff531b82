/** What main process and preload call each other: one channel a request, one for pushed events. */
import type { RequestName } from '../../shared/contract.ts'

/** The channel of one request; `ipcMain` has a handler for it exactly when the contract has it. */
export const requestChannel = (name: RequestName): string => `quiesce:request:${name}`

/** The channel on which the main process pushes events to the window. */
export const eventChannel = 'quiesce:event'

/**
 * The argument that carries the contract's request names into the preload. A sandboxed preload can
 * load nothing; this way the list is written down once, in the contract.
 */
export const requestNamesArgument = '--quiesce-requests='
