/** The icon in the tray, as on Linux: a menu is shown as it was when it was set. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { describeMenu, findItem, type StandInMenu } from './menu.ts'
import type { StandInImage } from './native-image.ts'
import { toImage } from './native-image.ts'
import { makeKnown } from './status-notifier.ts'
import type { TrayView } from './tables.ts'

type Promised = Pick<
  Electron.Tray,
  'destroy' | 'isDestroyed' | 'setToolTip' | 'setTitle' | 'getTitle' | 'getBounds' | 'getGUID'
>

export class StandInTray extends EventEmitter implements Promised {
  /** Icons that are there; a tray that was not kept from the garbage collector stays, here. */
  static readonly shown: StandInTray[] = []
  static #made = 0
  #image: StandInImage
  #toolTip = ''
  #title = ''
  #menu: StandInMenu | null = null
  #seen: TrayView['menu'] = []

  constructor(image: StandInImage | string) {
    super()
    this.#image = this.#check(image)
    StandInTray.shown.push(this)
    StandInTray.#made += 1
    void makeKnown(`icon-${process.pid}-${StandInTray.#made}`)
  }

  setImage(image: StandInImage | string): void {
    this.#image = this.#check(image)
  }
  setToolTip(toolTip: string): void {
    this.#live()
    this.#toolTip = toolTip
  }
  setTitle(title: string): void {
    this.#live()
    this.#title = title
  }
  getTitle = (): string => this.#title
  getGUID = (): null => null
  getBounds = (): Electron.Rectangle => ({ x: 0, y: 0, width: 0, height: 0 })
  setContextMenu(menu: StandInMenu | null): void {
    this.#live()
    this.#menu = menu
    // Changes to an item of a menu that is set are not seen on Linux until it is set again.
    this.#seen = menu === null ? [] : describeMenu(menu)
  }
  destroy(): void {
    StandInTray.shown.splice(StandInTray.shown.indexOf(this), 1)
  }
  isDestroyed = (): boolean => !StandInTray.shown.includes(this)

  /** What a person sees. */
  describe(): TrayView {
    const image = this.#image.describe()
    return { toolTip: this.#toolTip, title: this.#title, image, menu: this.#seen }
  }
  /** What a person does. */
  choose(path: readonly string[]): void {
    if (this.#menu === null) throw new Error('the tray has no menu')
    findItem(this.#menu, path).click()
  }

  #live(): void {
    if (this.isDestroyed()) throw new TypeError('Tray is destroyed')
  }
  #check(image: StandInImage | string): StandInImage {
    const read = toImage(image)
    if (typeof image === 'string' && read.isEmpty()) {
      throw new Error(`Failed to load image from path '${image}'`)
    }
    return read
  }
}
