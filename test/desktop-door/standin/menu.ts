/** Menus: data with a click, as Electron's are; nothing is drawn. */
import type Electron from 'electron'
import type { MenuEntry } from './tables.ts'

type Options = Electron.MenuItemConstructorOptions
type ItemPart = Pick<
  Electron.MenuItem,
  'id' | 'label' | 'enabled' | 'visible' | 'checked' | 'type' | 'sublabel' | 'toolTip' | 'commandId'
>

/** What Electron itself writes on items of these roles. */
const roleLabels: Partial<Record<NonNullable<Options['role']>, string>> = {
  quit: 'Quit',
  close: 'Close Window',
  minimize: 'Minimize',
}

export class StandInMenuItem implements ItemPart {
  static #count = 0
  readonly commandId: number
  readonly id: string
  readonly label: string
  readonly type: Electron.MenuItem['type']
  readonly role: Options['role']
  readonly sublabel: string
  readonly toolTip: string
  readonly submenu: StandInMenu | undefined
  readonly #click: Options['click']
  enabled: boolean
  visible: boolean
  checked: boolean

  constructor(options: Options) {
    const { submenu } = options
    if (options.type === 'submenu' && submenu === undefined) {
      throw new Error('Invalid submenu')
    }
    StandInMenuItem.#count += 1
    this.commandId = StandInMenuItem.#count
    this.id = options.id ?? ''
    this.role = options.role
    this.label = options.label ?? roleLabels[options.role ?? 'help'] ?? ''
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.submenu = Array.isArray(submenu)
      ? StandInMenu.buildFromTemplate(submenu)
      : (submenu as unknown as StandInMenu | undefined)
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#click = options.click
  }

  /** As the shell does for a person: nothing where the item is grey. */
  click(): void {
    if (!this.enabled || !this.visible) throw new Error(`“${this.label}” cannot be chosen`)
    if (this.type === 'checkbox') this.checked = !this.checked
    this.#click?.(this as never, undefined, {})
  }
}

export class StandInMenu {
  static #application: StandInMenu | null = null
  readonly items: StandInMenuItem[] = []

  static buildFromTemplate(template: readonly (Options | StandInMenuItem)[]): StandInMenu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu')
    const menu = new StandInMenu()
    for (const entry of template as readonly (Options | StandInMenuItem)[]) {
      menu.append(entry instanceof StandInMenuItem ? entry : new StandInMenuItem(entry))
    }
    return menu
  }
  static setApplicationMenu(menu: StandInMenu | null): void {
    StandInMenu.#application = menu
  }
  static getApplicationMenu(): StandInMenu | null {
    return StandInMenu.#application
  }

  append(item: StandInMenuItem): void {
    this.items.push(item)
  }
  insert(at: number, item: StandInMenuItem): void {
    this.items.splice(at, 0, item)
  }
  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
  popup(): void {}
  closePopup(): void {}
}

/** The visible items of a menu. */
export function describeMenu(menu: StandInMenu): readonly MenuEntry[] {
  return menu.items
    .filter((item) => item.visible)
    .map(({ label, type, enabled, checked, submenu }) => ({
      ...{ label, type, enabled, checked },
      ...(submenu === undefined ? {} : { submenu: describeMenu(submenu) }),
    }))
}

/** The item that these labels lead to; a label may be cut short to how it begins. */
export function findItem(menu: StandInMenu, path: readonly string[]): StandInMenuItem {
  const [first = '', ...rest] = path
  const shown = menu.items.filter(({ visible }) => visible)
  const item =
    shown.find(({ label }) => label === first) ?? shown.find(({ label }) => label.startsWith(first))
  if (item === undefined) {
    const labels = shown.map(({ label }) => `“${label}”`)
    throw new Error(`no item “${first}” among ${labels.join(', ')}`)
  }
  if (rest.length === 0) return item
  if (item.submenu === undefined) throw new Error(`“${item.label}” has no submenu`)
  return findItem(item.submenu, rest)
}
