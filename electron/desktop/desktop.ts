/**
 * The desktop outside its window, put together: what the engine tells becomes tray and
 * notifications, and what a person chooses there goes to the engine or leads into the window.
 */
import type { Client } from '../../shared/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Clock } from '../engine/os/ports.ts'
import { Attention } from './attention.ts'
import { Follower, type Change } from './follower.ts'
import { foundRuns, placeOfFound } from './found-runs.ts'
import type { Then } from './lifecycle.ts'
import type { NoticeChange } from './notice.ts'
import type { Place } from './place.ts'
import type { Snapshot } from './snapshot.ts'
import { act } from './tray-actions.ts'
import { trayIconFile, type Panel } from './tray-icon.ts'
import type { TrayAction } from './tray-item.ts'
import { trayMenu } from './tray-menu.ts'
import { trayState, trayTooltip } from './tray-state.ts'
import type { TrayLook } from './tray.ts'

export interface DesktopPorts {
  readonly client: Client
  readonly clock: Clock
  readonly tray: { show(look: TrayLook): void; hide(): void; readonly isThere: boolean }
  readonly notifier: { apply(changes: readonly NoticeChange[]): void; close(): void }
  readonly window: {
    show(place: Place | null): void
    readonly lookedAt: Place | null
    readonly isVisible: boolean
  }
  readonly panel: () => Panel
  readonly quit: (then: Then) => void
  /** Start at login is wanted so: read at the start, or just changed by somebody. */
  readonly setLoginStart: (login: Settings['login'], occasion: 'start' | 'changed') => void
  readonly report: (sentence: string) => void
}

export class Desktop {
  readonly #ports: DesktopPorts
  readonly #follower: Follower
  readonly #attention: Attention

  constructor(ports: DesktopPorts) {
    this.#ports = ports
    this.#attention = new Attention({
      clock: ports.clock,
      lookedAt: () => ports.window.lookedAt,
      apply: (changes) => {
        ports.notifier.apply(changes)
      },
    })
    this.#follower = new Follower({
      client: ports.client,
      report: ports.report,
      onChange: (change) => {
        this.#take(change)
      },
    })
  }

  get snapshot(): Snapshot {
    return this.#follower.snapshot
  }

  /** The tray was shown; whether a panel shows it is another question. */
  get showsTray(): boolean {
    return this.#ports.tray.isThere
  }

  /**
   * Reads everything for the first time. Runs that a crash left bring the window to the front, at
   * them, unless somebody asked for another place.
   */
  async begin(asked: Place | null): Promise<void> {
    await this.read()
    const found = foundRuns(this.snapshot)
    if (found.length === 0) return
    const place = placeOfFound(found)
    this.#attention.tellFound(found, place)
    this.#ports.window.show(asked ?? place)
  }

  /** Reads everything anew: the machine slept, or nobody knows what was missed. */
  async read(): Promise<void> {
    await this.#follower.read()
    this.redraw()
  }

  /** Draws the tray as everything stands now; also after the panel's colours changed. */
  redraw(): void {
    const { tray, panel, report, window } = this.#ports
    const { snapshot } = this
    if (!snapshot.settings.tray.show) {
      // Without a tray a hidden window would be gone for good.
      if (tray.isThere && !window.isVisible) window.show(null)
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

  /**
   * Makes the icon anew. One that was made while no panel was there is never shown: Chromium asks for
   * a panel once, when the icon is made (status_icon_linux_dbus.cc, OnHostRegisteredResponse).
   */
  showTrayAnew(): void {
    const { tray } = this.#ports
    if (!tray.isThere) return
    tray.hide()
    this.redraw()
  }

  /** Carries out what was chosen. */
  async act(action: TrayAction): Promise<void> {
    const { client, window, quit } = this.#ports
    const ports = {
      client,
      snapshot: () => this.snapshot,
      show: (place: Place | null) => {
        window.show(place)
      },
      tell: this.#attention.tell.bind(this.#attention),
      quit,
    }
    await act(ports, action)
  }

  /** Call when the window comes to the front, or goes to another place. */
  looked(): void {
    this.#attention.looked()
    this.#follower.looked(this.#ports.window.lookedAt)
  }

  /** The window was closed, and Quiesce goes on. */
  wentToTray(): void {
    this.#attention.tellHidden()
  }

  /** Our own files were replaced. */
  updated(): void {
    this.#follower.updated()
    this.#attention.tellUpdated()
  }

  /** Takes tray and notifications away: nobody could answer them any more. */
  close(): void {
    this.#follower.close()
    this.#attention.close()
    this.#ports.notifier.close()
    this.#ports.tray.hide()
  }

  #take(change: Change): void {
    this.#attention.take(change)
    this.#followLogin(change)
    // Records of the journal come by the hundred, and nothing of them is to be seen here.
    if (change.before !== change.now) this.redraw()
  }

  #followLogin({ before, now }: Change): void {
    if (!now.settingsKnown) return
    const { setLoginStart } = this.#ports
    const { login } = now.settings
    if (!before.settingsKnown) setLoginStart(login, 'start')
    else if (JSON.stringify(before.settings.login) !== JSON.stringify(login))
      setLoginStart(login, 'changed')
  }
}
