/** What closing the window does: it goes to the tray, where that is there and wanted, or quits. */
import type { Settings } from '../../shared/settings.ts'
import type { Preventable, Then } from './lifecycle.ts'

export interface ClosePorts {
  readonly settings: () => Pick<Settings, 'tray'>
  /** A panel is there that shows our icon now. */
  readonly isTrayThere: () => Promise<boolean>
  readonly hide: () => void
  readonly quit: (then: Then) => Promise<void>
}

/**
 * The listener for closing the window. It holds the event back always, since what follows has to be
 * found out first: a window that is hidden without a tray would be gone for good.
 */
export function createCloseListener(ports: ClosePorts): (event: Preventable) => Promise<void> {
  return async (event) => {
    event.preventDefault()
    const { tray } = ports.settings()
    if (tray.show && tray.close === 'tray' && (await ports.isTrayThere())) ports.hide()
    else await ports.quit('end')
  }
}
