/** Electron's security checklist on the built desktop: what it tells Electron, and what a page can do. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { fuses } from '../../build/installers/fuses.mjs'
import packageJson from '../../package.json' with { type: 'json' }
import { startChromium, type Chromium } from '../e2e/browser.ts'
import { checkout, Home } from '../live/quiesce.ts'
import { checklist, item, printChecklist } from './checklist.ts'
import { StandInDriver } from './standin-driver.ts'
import type { Declared } from './standin/tables.ts'
import { tryOut, type Tried } from './try-out.ts'

/** A copy with a fault shows which items find it. */
const mainFile = process.env['QUIESCE_MAIN'] ?? join(checkout, 'dist/desktop/main.js')

let chromium: Chromium | null = null
let home: Home | null = null
let desktop: StandInDriver
let page: Page
let declared: Declared
let web: NonNullable<Declared['windows'][number]['webPreferences']>
/** What a hostile script in the page got; it tries everything once. */
let tried: Tried
const passed = new Set<number>()

beforeAll(async () => {
  if (!canRun.chromium.here) return
  chromium = await startChromium()
  home = new Home()
  desktop = await StandInDriver.start(chromium.browser, home, { main: mainFile })
  page = await desktop.page()
  await page.getByRole('heading').first().waitFor()
  const heard = (address: string): boolean =>
    desktop.windowsOf.attempts.some(({ url }) => url.includes(address))
  tried = await tryOut(page, async (address) => {
    await vi.waitUntil(() => heard(address), { timeout: 30_000 })
  })
  declared = await desktop.main.ask('declared')
  web = declared.windows[0]?.webPreferences ?? {}
})
afterAll(async () => {
  if (chromium === null) return
  await desktop.close()
  await chromium.end()
  home?.close()
  console.log(printChecklist(passed))
})

/** One item; it fails when anything of it is broken. */
function check(number: number, look: () => Promise<void> | void): void {
  const { title, mark } = item(number)
  it(`${number}. ${title} (${mark})`, async ({ skip }) => {
    if (!canRun.chromium.here) skip(canRun.chromium.missing)
    await look()
    passed.add(number)
  })
}
const attempts = (kind: string): readonly { url: string; prevented: boolean }[] =>
  desktop.windowsOf.attempts.filter((attempt) => attempt.kind === kind)
const mainText = readFileSync(mainFile, 'utf8')
const dangerous = /web-security|no-sandbox|insecure|blink|experimental|remote-debug|site-isolation/

check(1, () => {
  const asked = desktop.windowsOf.served
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.filter((url) => !url.startsWith('app://quiesce/'))).toEqual([])
})

check(2, () => {
  expect(web).toMatchObject({
    ...{
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
    },
  })
  expect(tried.node).toEqual([])
})

check(3, () => {
  expect(web.contextIsolation).toBe(true)
  // The page's own changes do not reach the preload: it answers as before.
  expect(tried.poisoned).toMatchObject({ ok: false, error: { code: 'bad-input' } })
})

check(4, () => {
  expect(web.sandbox).toBe(true)
  expect(declared.switches.filter((name) => dangerous.test(name))).toEqual([])
  const preload = readFileSync(join(dirname(mainFile), 'preload.cjs'), 'utf8')
  const required = [...preload.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name)
  expect(required).toEqual(['electron'])
})

check(5, async () => {
  const given = Object.entries(tried.permissions).filter(([, state]) => state === 'granted')
  expect(given.map(([name]) => name)).toEqual(['clipboard-write'])
  expect(tried.refused).toEqual([
    'geolocation',
    'camera',
    'notifications',
    'clipboard-read',
    'midi',
  ])
  const names = ['media', 'openExternal', 'hid', 'serial', 'usb', 'fileSystem', 'unknown']
  for (const name of names) {
    const answer = await desktop.main.ask('permission', name)
    expect([name, answer]).toEqual([name, { asked: false, checked: false, device: false }])
  }
})

check(6, () => {
  expect(web.webSecurity).toBe(true)
  expect(declared.switches.filter((name) => dangerous.test(name))).toEqual([])
})

check(7, () => {
  const policy = desktop.windowsOf.headersOf('app://quiesce/index.html')['content-security-policy']
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*|https?:|data:|blob:/)
  expect(policy).toMatch(/base-uri 'none'.*form-action 'none'.*frame-ancestors 'none'/)
  expect(tried.script).toEqual([])
  expect(tried.fetched).toEqual([])
})

check(8, () => {
  expect(web).not.toHaveProperty('allowRunningInsecureContent', true)
})
check(9, () => {
  expect(web).not.toHaveProperty('experimentalFeatures', true)
  expect(mainText).not.toMatch(/experimental-web-platform-features|appendSwitch/)
})
check(10, () => {
  expect(web).not.toHaveProperty('enableBlinkFeatures')
})

check(11, async () => {
  expect(web.webviewTag).toBe(false)
  expect(await page.locator('webview').count()).toBe(0)
  expect(mainText).not.toMatch(/allowpopups/i)
})
check(12, () => {
  expect(declared.webviews).toEqual([false])
})

check(13, async () => {
  expect(attempts('navigate').length).toBeGreaterThanOrEqual(3)
  expect(attempts('navigate').filter(({ prevented }) => !prevented)).toEqual([])
  expect(new URL(page.url()).host).toBe('quiesce.invalid')
  const frames = await desktop.main.ask('navigates', 1, 'https://evil.example/frame', false)
  expect(frames).toBe(true)
})

check(14, () => {
  expect(attempts('open').map(({ url }) => url)).toContain('https://evil.example/window')
  expect(attempts('open').filter(({ prevented }) => !prevented)).toEqual([])
  expect(page.context().pages()).toEqual([page])
})

check(15, () => {
  expect(declared.opened).toEqual([])
  expect(mainText).not.toMatch(/openExternal/)
})

check(16, () => {
  const lock = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as Lock
  const installed = JSON.parse(
    readFileSync(join(checkout, 'node_modules/electron/package.json'), 'utf8'),
  ) as { version: string }
  const { electron } = packageJson.devDependencies
  expect(electron).toMatch(/^\d+\.\d+\.\d+$/)
  expect([lock.packages['node_modules/electron']?.version, installed.version]).toEqual([
    electron,
    electron,
  ])
  // The newest major when this was written; it is supported until 48 is there.
  expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(45)
})

check(17, async () => {
  const ours = { url: 'app://quiesce/index.html', parent: null }
  const strangers = [
    [1, { url: 'https://evil.example/', parent: null }],
    [1, { url: 'app://quiesce.evil.example/', parent: null }],
    [1, { url: 'file:///usr/share/index.html', parent: null }],
    [1, { ...ours, parent: { url: 'app://quiesce/index.html' } }],
    [1, null],
    [2, ours],
  ] as const
  for (const channel of declared.channels) {
    for (const [id, frame] of strangers) {
      const answer = await desktop.main.ask('invoke', id, frame, channel, [{}])
      expect([channel, answer]).toMatchObject([channel, { ok: false, error: unauthorized }])
    }
  }
  expect(declared.channels.length).toBeGreaterThan(30)
})

check(18, () => {
  expect(declared.handled).toEqual(['app'])
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  expect(declared.schemes).toEqual([`app ${JSON.stringify(privileges)}`])
  expect(desktop.windowsOf.served.filter((url) => url.startsWith('file:'))).toEqual([])
  expect(mainText).not.toMatch(/\.loadFile\(/)
})

check(19, () => {
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
  const config = readFileSync(join(checkout, 'build/installers/config.mjs'), 'utf8')
  expect(config).toMatch(/electronFuses: fuses\b/)
})

check(20, () => {
  expect(tried.surface).toEqual({ quiesce: ['request: function', 'subscribe: function'] })
  expect(tried.frozen).toBe(true)
  expect(tried.events).toEqual([])
})

it('has twenty items, as Electron’s own list', () => {
  expect(checklist.map(({ number }) => number)).toEqual([...Array(20).keys()].map((n) => n + 1))
})

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>
}
const unauthorized = { code: 'unauthorized' }
