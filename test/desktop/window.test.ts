import { describe, expect, it } from 'vitest'
import { confineContents, denyPermissions, windowOptions } from '../../electron/desktop/window.ts'
import { requestInputs } from '../../shared/request-inputs.ts'

type Listener = (event: { preventDefault: () => void }) => void
type Permission = Parameters<typeof denyPermissions>[0]
type Contents = Parameters<typeof confineContents>[0]

describe('the window', () => {
  it('runs its page sandboxed, isolated and without Node', () => {
    expect(windowOptions('/srv/preload.cjs').webPreferences).toMatchObject({
      preload: '/srv/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  it('hands the preload the names of the contract’s requests, and nothing else', () => {
    expect(windowOptions('p').webPreferences?.additionalArguments).toEqual([
      `--quiesce-requests=${Object.keys(requestInputs).join(',')}`,
    ])
  })
})

describe('the page’s ways out', () => {
  const listeners = new Map<string, Listener>()
  const opened: (() => unknown)[] = []
  confineContents({
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: () => unknown) => opened.push(handler),
  } as unknown as Contents)

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is prevented',
    (name) => {
      let prevented = false
      listeners.get(name)?.({ preventDefault: () => (prevented = true) })
      expect(prevented).toBe(true)
    },
  )

  it('a new window is denied', () => {
    expect(opened.map((handler) => handler())).toEqual([{ action: 'deny' }])
  })
})

describe('permissions', () => {
  type Ask = (contents: unknown, permission: string, answer: (given: boolean) => void) => void
  type Check = (contents: unknown, permission: string) => boolean
  let ask: Ask = () => undefined
  let check: Check = () => true
  let device = (): boolean => true
  denyPermissions({
    setPermissionRequestHandler: (handler: Ask) => (ask = handler),
    setPermissionCheckHandler: (handler: Check) => (check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (device = handler),
  } as unknown as Permission)

  it.each([
    ['media', false],
    ['notifications', false],
    ['geolocation', false],
    ['clipboard-read', false],
    ['openExternal', false],
    ['hid', false],
    ['a permission that is invented later', false],
    ['clipboard-sanitized-write', true],
  ])('%s: %s', (permission, expected) => {
    let given: boolean | null = null
    ask(null, permission, (answer) => (given = answer))
    expect(given).toBe(expected)
    expect(check(null, permission)).toBe(expected)
  })

  it('no device', () => {
    expect(device()).toBe(false)
  })
})
