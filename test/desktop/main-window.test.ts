import { beforeEach, describe, expect, it } from 'vitest'
import { MainWindow, type NativeWindow } from '../../electron/desktop/main-window.ts'
import { createCloseListener } from '../../electron/desktop/close-window.ts'
import { fillSettings } from '../../shared/settings.ts'

const page = 'app://quiesce/index.html'

/** A window of Electron's that notes what it is told. */
class FakeWindow implements NativeWindow {
  log: string[] = []
  url = ''
  focused = false
  minimized = false
  visible = false
  destroyed = false
  refusal: Error | null = null
  readonly webContents = { getURL: () => this.url, isDestroyed: () => this.destroyed }
  isDestroyed = (): boolean => this.destroyed
  isFocused = (): boolean => this.focused
  isMinimized = (): boolean => this.minimized
  isVisible = (): boolean => this.visible
  restore = (): void => void this.log.push('restore')
  show = (): void => void this.log.push('show')
  hide = (): void => void this.log.push('hide')
  focus = (): void => void this.log.push('focus')
  loadURL(address: string): Promise<void> {
    this.log.push(`load ${address.replace(page, '')}`)
    if (this.refusal !== null) return Promise.reject(this.refusal)
    this.url = address
    return Promise.resolve()
  }
}

let native = new FakeWindow()
let reports: string[] = []
const makeWindow = (): MainWindow => new MainWindow(native, (sentence) => reports.push(sentence))
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
beforeEach(() => {
  native = new FakeWindow()
  reports = []
})

describe('the window', () => {
  it('comes to the front', () => {
    native.minimized = true
    makeWindow().show(null)
    expect(native.log).toEqual(['restore', 'show', 'focus'])
  })

  it.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])('shown %s, minimized %s: can be seen %s', (visible, minimized, expected) => {
    Object.assign(native, { visible, minimized })
    expect(makeWindow().isOnScreen).toBe(expected)
  })

  it('goes to a place within its page, once', async () => {
    const window = makeWindow()
    await window.open(page)
    native.log = []
    window.show({ view: 'settings' })
    await settled()
    window.show({ view: 'settings' })
    await settled()
    expect(native.log).toEqual(['show', 'focus', 'load #/settings', 'show', 'focus'])
  })

  it('does not break off its first load: it goes there afterwards', async () => {
    let loaded: () => void = () => undefined
    const first = new Promise<void>((resolve) => (loaded = resolve))
    const load = native.loadURL.bind(native)
    native.loadURL = (address) => (address === page ? first : load(address))
    const window = makeWindow()
    const opening = window.open(page)
    window.show({ view: 'run', id: 'r1' })
    await settled()
    expect(native.log).toEqual(['show', 'focus'])
    loaded()
    await opening
    await settled()
    expect(native.log.at(-1)).toBe('load #/run/r1')
  })

  it('tells whoever opens it that it cannot be loaded, and reports it later on', async () => {
    native.refusal = new Error('ERR_FAILED')
    const window = makeWindow()
    await expect(window.open(page)).rejects.toThrow('ERR_FAILED')
    window.show({ view: 'settings' })
    await settled()
    expect(reports).toEqual([`The window could not go to ${page}#/settings: Error: ERR_FAILED`])
  })

  it('knows what is looked at: only in front of all others', () => {
    native.url = `${page}#/run/r1`
    const window = makeWindow()
    expect(window.lookedAt).toBeNull()
    native.focused = true
    expect(window.lookedAt).toEqual({ view: 'run', id: 'r1' })
    native.destroyed = true
    expect(window.lookedAt).toBeNull()
  })

  it('that is gone does nothing', () => {
    native.destroyed = true
    native.visible = true
    const window = makeWindow()
    window.show({ view: 'settings' })
    expect([native.log, window.isVisible]).toEqual([[], false])
  })
})

describe('closing the window', () => {
  const tray = fillSettings().tray
  it.each([
    ['hides it, where a panel shows the tray', {}, true, ['held back', 'hide']],
    ['quits, where no panel does', {}, false, ['held back', 'quit end']],
    ['quits, where that is wanted', { close: 'quit' }, true, ['held back', 'quit end']],
    ['quits, where no tray is wanted', { show: false }, true, ['held back', 'quit end']],
  ] as const)('%s', async (_what, more, there, expected) => {
    const log: string[] = []
    const listener = createCloseListener({
      settings: () => ({ tray: { ...tray, ...more } }),
      isTrayThere: () => Promise.resolve(there),
      hide: () => log.push('hide'),
      quit: (then) => {
        log.push(`quit ${then}`)
        return Promise.resolve()
      },
    })
    await listener({ preventDefault: () => log.push('held back') })
    expect(log).toEqual(expected)
  })
})
