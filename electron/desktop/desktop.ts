/**
 * The desktop outside its window, put together: what the engine tells becomes tray and
 * notifications, and what a person chooses there goes to the engine or leads into the window.
 */
import type { Client } from '../../shared/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import { Follower, type Change } from './follower.ts'
import type { Place } from './place.ts'
import { act, type Told } from './tray-actions.ts'
import { trayIconFile, type Panel } from './tray-icon.ts'
import type { TrayAction } from './tray-item.ts'
import { trayMenu } from './tray-menu.ts'
import { trayState, trayTooltip } from './tray-state.ts'
import type { TrayLook } from './tray.ts'

export interface DesktopPorts {
  readonly client: Client
  readonly tray: { show(look: TrayLook): void; hide(): void; readonly isThere: boolean }
  readonly window: { show(place: Place | null): void; readonly lookedAt: Place | null }
  readonly panel: () => Panel
  readonly tell: (told: Told) => void
  readonly quit: (then: 'end' | 'relaunch') => void
  /** Called when something changed that others than the tray care for. */
  readonly onChange: (change: Change) => void
  readonly report: (sentence: string) => void
}

export class Desktop {
  readonly #ports: DesktopPorts
  readonly #follower: Follower

  constructor(ports: DesktopPorts) {
    this.#ports = ports
    this.#follower = new Follower({
      client: ports.client,
      report: ports.report,
      onChange: (change) => {
        ports.onChange(change)
        this.redraw()
      },
    })
  }

  get showsTray(): boolean {
    return this.#ports.tray.isThere
  }

  get settings(): Settings {
    return this.#follower.snapshot.settings
  }

  /** Reads everything anew and shows it. */
  async read(): Promise<void> {
    await this.#follower.read()
    this.redraw()
  }

  /** Draws the tray as everything stands now; also after the panel's colours changed. */
  redraw(): void {
    const { tray, panel, report } = this.#ports
    const { snapshot } = this.#follower
    if (!snapshot.settings.tray.show) {
      tray.hide()
      return
    }
    try {
      tray.show({
        icon: trayIconFile(trayState(snapshot), snapshot.settings, panel()),
        tooltip: trayTooltip(snapshot),
        menu: trayMenu(snapshot),
      })
    } catch (error) {
      // A desktop without any tray refuses the icon; the window does all that the tray does.
      report(`The tray could not be shown: ${String(error)}`)
    }
  }

  /** Carries out what was chosen. */
  async act(action: TrayAction): Promise<void> {
    const { client, window, tell, quit } = this.#ports
    await act(
      {
        client,
        snapshot: () => this.#follower.snapshot,
        show: (place) => {
          window.show(place)
        },
        tell,
        quit,
      },
      action,
    )
  }

  /** Call when the window comes to the front, or goes to another place. */
  looked(): void {
    this.#follower.looked(this.#ports.window.lookedAt)
  }

  /** Our own files were replaced. */
  updated(): void {
    this.#follower.updated()
  }

  close(): void {
    this.#follower.close()
    this.#ports.tray.hide()
  }
}
