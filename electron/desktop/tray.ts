/**
 * The tray of the desktop. On Linux it is a StatusNotifierItem: its menu lives with the panel, so an
 * item that changes later is not seen there. A changed menu is therefore a new one, set again; an
 * equal one is left alone, since a menu that is replaced closes under the finger.
 */
import type { TrayAction, TrayItem } from './tray-item.ts'

/** An item as `Menu.buildFromTemplate` takes it. */
export type NativeItem =
  | { readonly type: 'separator' }
  | { readonly label: string; readonly enabled: boolean; readonly click?: () => void }
  | { readonly label: string; readonly submenu: NativeItem[] }

/** Electron's `Tray`, as far as it is used here. */
export interface NativeTray<Image, Menu> {
  setImage(image: Image): void
  setToolTip(text: string): void
  setContextMenu(menu: Menu): void
  on(event: 'click', listener: () => void): unknown
  destroy(): void
}

/** What the tray needs of Electron. */
export interface TrayPorts<Image, Menu> {
  readonly open: (image: Image) => NativeTray<Image, Menu>
  readonly readImage: (file: string) => Image
  readonly buildMenu: (items: NativeItem[]) => Menu
  readonly act: (action: TrayAction) => void
}

/** What is to be seen. */
export interface TrayLook {
  readonly icon: string
  readonly tooltip: string
  readonly menu: readonly TrayItem[]
}

export class DesktopTray<Image, Menu> {
  readonly #ports: TrayPorts<Image, Menu>
  #tray: NativeTray<Image, Menu> | null = null
  #shown = { icon: '', tooltip: '', menu: '' }

  constructor(ports: TrayPorts<Image, Menu>) {
    this.#ports = ports
  }

  get isThere(): boolean {
    return this.#tray !== null
  }

  /** Shows this; opens the tray where it is not there yet, and touches only what is different. */
  show(look: TrayLook): void {
    const { open, readImage, buildMenu, act } = this.#ports
    const menu = JSON.stringify(look.menu)
    if (this.#tray === null) {
      this.#shown = { icon: look.icon, tooltip: '', menu: '' }
      this.#tray = open(readImage(look.icon))
      this.#tray.on('click', () => {
        act({ kind: 'show' })
      })
    } else if (this.#shown.icon !== look.icon) this.#tray.setImage(readImage(look.icon))
    if (this.#shown.tooltip !== look.tooltip) this.#tray.setToolTip(look.tooltip)
    if (this.#shown.menu !== menu) this.#tray.setContextMenu(buildMenu(toNative(look.menu, act)))
    this.#shown = { icon: look.icon, tooltip: look.tooltip, menu }
  }

  /** Takes it away. */
  hide(): void {
    this.#tray?.destroy()
    this.#tray = null
  }
}

/** A single `&` would underline the letter behind it. */
const plainLabel = (label: string): string => label.replaceAll('&', '&&')

/** The data as Electron's template. */
export function toNative(
  items: readonly TrayItem[],
  act: (action: TrayAction) => void,
): NativeItem[] {
  return items.map((one) => {
    switch (one.kind) {
      case 'separator':
        return { type: 'separator' }
      case 'text':
        return { label: plainLabel(one.label), enabled: false }
      case 'submenu':
        return { label: plainLabel(one.label), submenu: toNative(one.items, act) }
      case 'action': {
        const { action, enabled } = one
        const click = (): void => {
          act(action)
        }
        return { label: plainLabel(one.label), enabled, click }
      }
    }
  })
}
