import { beforeEach, describe, expect, it } from 'vitest'
import type { TrayAction, TrayItem } from '../../electron/desktop/tray-item.ts'
import { item, separator } from '../../electron/desktop/tray-item.ts'
import { DesktopTray, toNative, type NativeItem } from '../../electron/desktop/tray.ts'

const log: string[] = []
const acted: TrayAction[] = []
let click: () => void = () => undefined
const makeTray = (): DesktopTray<string, NativeItem[]> =>
  new DesktopTray<string, NativeItem[]>({
    open: (image) => {
      log.push(`open ${image}`)
      return {
        setImage: (next) => log.push(`image ${next}`),
        setToolTip: (text) => log.push(`tooltip ${text}`),
        setContextMenu: (menu) => log.push(`menu of ${menu.length}`),
        on: (_event, listener) => (click = listener),
        destroy: () => log.push('destroy'),
      }
    },
    readImage: (file) => file,
    buildMenu: (items) => items,
    act: (action) => acted.push(action),
  })
const quit = item('Quit', { kind: 'quit' })
const look = { icon: 'rest.png', tooltip: 'Quiesce', menu: [quit] }
beforeEach(() => {
  log.length = 0
  acted.length = 0
})

describe('the tray', () => {
  it('opens with its picture, tooltip and menu, and shows the window at a click', () => {
    const tray = makeTray()
    expect(tray.isThere).toBe(false)
    tray.show(look)
    expect(tray.isThere).toBe(true)
    expect(log).toEqual(['open rest.png', 'tooltip Quiesce', 'menu of 1'])
    click()
    expect(acted).toEqual([{ kind: 'show' }])
  })

  it('leaves an equal look alone: a menu that is replaced closes under the finger', () => {
    const tray = makeTray()
    tray.show(look)
    log.length = 0
    tray.show({ ...look, menu: [item('Quit', { kind: 'quit' })] })
    expect(log).toEqual([])
  })

  it.each([
    ['picture', { icon: 'asks.png' }, 'image asks.png'],
    ['tooltip', { tooltip: 'asks' }, 'tooltip asks'],
    ['line', { menu: [quit, separator] }, 'menu of 2'],
    ['action behind a line', { menu: [item('Quit', { kind: 'show' })] }, 'menu of 1'],
  ])('sets what is different, and that alone: another %s', (_what, more, expected) => {
    const tray = makeTray()
    tray.show(look)
    log.length = 0
    tray.show({ ...look, ...more })
    expect(log).toEqual([expected])
  })

  it('goes away, and comes back whole', () => {
    const tray = makeTray()
    tray.hide()
    tray.show(look)
    tray.hide()
    expect(tray.isThere).toBe(false)
    log.length = 0
    tray.show(look)
    expect(log).toEqual(['open rest.png', 'tooltip Quiesce', 'menu of 1'])
  })
})

describe('the template for Electron', () => {
  const native = (items: readonly TrayItem[]): NativeItem[] =>
    toNative(items, (action) => acted.push(action))

  it('has each item, and each does its own action', () => {
    const start = item('Start', { kind: 'start', target: 'cron' }, false)
    const submenu: TrayItem = { kind: 'submenu', label: 'cron', items: [start] }
    const items = native([{ kind: 'text', label: 'host' }, separator, submenu, quit])
    expect(items).toMatchObject([
      { label: 'host', enabled: false },
      { type: 'separator' },
      { label: 'cron', submenu: [{ label: 'Start', enabled: false }] },
      { label: 'Quit', enabled: true },
    ])
    const last = items.at(-1)
    if (last !== undefined && 'click' in last) last.click()
    expect(acted).toEqual([{ kind: 'quit' }])
  })

  it('shows an ampersand as itself', () => {
    expect(native([{ kind: 'text', label: 'a&b' }])).toMatchObject([{ label: 'a&&b' }])
  })
})
