/** What a hostile script in the page would try, each once; and what it got. */
import type { Page } from 'playwright-core'
import type { Bridged } from './use-desktop.ts'

export interface Tried {
  /** Names of Node that the page can see. */
  readonly node: readonly string[]
  /** What the preload gave the page: each object with its members. */
  readonly surface: Readonly<Record<string, readonly string[]>>
  /** The page could not change it. */
  readonly frozen: boolean
  /** The engine's answer after the page has changed what a preload could lean on. */
  readonly poisoned: unknown
  /** Events of Electron's own that a listener was handed besides the engine's. */
  readonly events: readonly unknown[]
  readonly permissions: Readonly<Record<string, string>>
  /** Permissions that were really asked for and refused. */
  readonly refused: readonly string[]
  /** Ways of running a script that worked. */
  readonly script: readonly string[]
  /** Addresses that could be fetched. */
  readonly fetched: readonly string[]
}

/** Tries everything; the page is where it was afterwards. `seen` waits until an attempt was heard of. */
export async function tryOut(page: Page, seen: (address: string) => Promise<void>): Promise<Tried> {
  // First what a page looks like that has nothing of us.
  const plain = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const names = Object.getOwnPropertyNames(frame.contentWindow)
    frame.remove()
    return names
  })
  const own = await page.evaluate(tryOwn, plain)
  const permissions = await page.evaluate(tryPermissions)
  const scripts = await page.evaluate(tryScripts)
  await tryToLeave(page, seen)
  return { ...own, ...permissions, ...scripts }
}

type Own = Pick<Tried, 'node' | 'surface' | 'frozen' | 'poisoned' | 'events'>

async function tryOwn(plain: readonly string[]): Promise<Own> {
  const page = globalThis as unknown as Record<string, object | undefined>
  const { quiesce } = window as unknown as Bridged
  const names = Object.getOwnPropertyNames(window).filter((name) => !plain.includes(name))
  const surface = names
    // The schema library keeps its registry there; it is the bundle's own.
    .filter((name) => !/^(__zod_\w+|\d+)$/.test(name))
    .map((name) => {
      const value = page[name] ?? {}
      const members = Object.getOwnPropertyNames(value)
      return [name, members.map((m) => `${m}: ${typeof (value as Record<string, unknown>)[m]}`)]
    })
  const node = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron']
  let frozen = Object.isFrozen(quiesce)
  try {
    page['quiesce'] = { hacked: true }
    frozen &&= (page['quiesce'] as unknown as Bridged['quiesce']) === quiesce
  } catch {
    // Refused aloud: just as well.
  }
  const before = Object.getOwnPropertyDescriptor(Promise, 'resolve') ?? {}
  const value = (): unknown =>
    new Promise((done) => {
      done('hacked')
    })
  Object.defineProperty(Promise, 'resolve', { ...before, value })
  const poisoned = await quiesce.request('no such request', {})
  Object.defineProperty(Promise, 'resolve', before)
  const events: unknown[] = []
  quiesce.subscribe((...args: unknown[]) => {
    if (args.length !== 1) events.push(args.length)
  })()
  return {
    node: node.filter((name) => name in window),
    surface: Object.fromEntries(surface) as Tried['surface'],
    ...{ frozen, poisoned, events },
  }
}

async function tryPermissions(): Promise<Pick<Tried, 'permissions' | 'refused'>> {
  const looked = ['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read']
  const all = [...looked, 'clipboard-write', 'local-fonts', 'storage-access']
  const states = all.map(async (name) => {
    const { state } = await navigator.permissions.query({ name: name as PermissionName })
    return [name, state]
  })
  const asks: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'geolocation',
      () =>
        new Promise((y, n) => {
          navigator.geolocation.getCurrentPosition(y, n)
        }),
    ],
    ['camera', () => navigator.mediaDevices.getUserMedia({ video: true })],
    [
      'notifications',
      async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')
      },
    ],
    ['clipboard-read', () => navigator.clipboard.readText()],
    ['midi', () => navigator.requestMIDIAccess()],
  ]
  const refused = await Promise.all(
    asks.map(([name, request]) =>
      request().then(
        () => `${name} was given`,
        () => name,
      ),
    ),
  )
  return {
    permissions: Object.fromEntries(await Promise.all(states)) as Tried['permissions'],
    refused,
  }
}

async function tryScripts(): Promise<Pick<Tried, 'script' | 'fetched'>> {
  const ran: string[] = []
  const here = globalThis as unknown as Record<string, unknown>
  here['ran'] = (how: string): number => ran.push(how)
  const inline = document.createElement('script')
  inline.textContent = 'ran("inline")'
  const remote = document.createElement('script')
  remote.src = 'https://evil.example/script.js'
  const data = document.createElement('script')
  data.src = 'data:text/javascript,ran("data")'
  document.body.append(inline, remote, data)
  const handler = document.createElement('img')
  handler.setAttribute('onerror', 'ran("handler")')
  handler.src = 'https://evil.example/picture.png'
  document.body.append(handler)
  const failed = (element: Element): Promise<unknown> =>
    new Promise((resolve) => {
      for (const end of ['load', 'error']) element.addEventListener(end, resolve)
    })
  await Promise.all([failed(remote), failed(data), failed(handler)])
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    new Function('ran("eval")')()
  } catch {
    // Refused, as it should be.
  }
  for (const element of [inline, remote, data, handler]) element.remove()
  const addresses = [
    'https://evil.example/',
    '/index.html',
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
  ]
  const got = await Promise.all(
    addresses.map((url) =>
      fetch(url).then(
        () => url,
        () => null,
      ),
    ),
  )
  return { script: ran, fetched: got.filter((url) => url !== null) }
}

/** Ways out that the page may try, each to its own address; it is told once somebody saw the attempt. */
const navigations: readonly (readonly [string, () => void])[] = [
  [
    'evil.example/location',
    () => {
      location.href = 'https://evil.example/location'
    },
  ],
  [
    'evil.example/link',
    () => {
      const link = document.createElement('a')
      link.href = 'https://evil.example/link'
      document.body.append(link)
      link.click()
    },
  ],
  [
    'assets/elsewhere.html',
    () => {
      location.assign('/assets/elsewhere.html')
    },
  ],
]

/** Every way out: a location, a link, a form, a frame, a new window. */
async function tryToLeave(page: Page, seen: (address: string) => Promise<void>): Promise<void> {
  for (const [address, leave] of navigations) {
    await page.evaluate(leave)
    // The next one would take its place.
    await seen(address)
  }
  await page.evaluate(() => {
    // The policy stops these before anybody is asked.
    const form = document.createElement('form')
    form.action = 'https://evil.example/form'
    document.body.append(form)
    form.submit()
    const frame = document.createElement('iframe')
    frame.src = 'https://evil.example/frame'
    document.body.append(frame)
    window.open('https://evil.example/window')
    const link = document.createElement('a')
    link.target = '_blank'
    link.href = 'https://evil.example/blank'
    document.body.append(link)
    link.click()
  })
  await seen('evil.example/window')
}
