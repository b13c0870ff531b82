/** The session's gates, the schemes of `protocol`, and what is asked of them. */
import type Electron from 'electron'

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type Handler = Parameters<Electron.Protocol['handle']>[1]

/** Electron's own answer where nobody has set a handler: yes, to everything. */
let ask: RequestHandler = (_contents, _permission, answer) => {
  answer(true)
}
let check: CheckHandler = () => true
let device: DeviceHandler = () => true
let ready = false
const schemes: Electron.CustomScheme[] = []
const handlers = new Map<string, Handler>()

/** `protocol` may be told of schemes before this, and handle them only after. */
export function becomeReady(): void {
  ready = true
}

export const protocol = {
  registerSchemesAsPrivileged(custom: Electron.CustomScheme[]): void {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged must be called before ready')
    schemes.push(...custom)
  },
  handle(scheme: string, handler: Handler): void {
    if (!ready) throw new Error('protocol can only be used after app is ready')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
} satisfies Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>

export const defaultSession = {
  protocol,
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    ask = handler ?? ask
  },
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    check = handler ?? check
  },
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    device = handler ?? device
  },
  setDisplayMediaRequestHandler(): void {},
  setSpellCheckerEnabled(): void {},
  on: (): void => {},
} satisfies Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
> & { on: unknown; protocol: unknown }

/** What a page is told that asks for a permission, and that only looks. */
export async function permissionOf(
  name: string,
): Promise<{ asked: boolean; checked: boolean; device: boolean }> {
  const page = 'app://quiesce/'
  const details = { isMainFrame: true, requestingUrl: page }
  const asked = await new Promise<boolean>((resolve) => {
    ask(null as never, name as never, resolve, details)
  })
  const checked = check(null, name as never, page, details)
  const deviceDetails = { deviceType: 'usb', origin: page, device: {} }
  return { asked, checked, device: device(deviceDetails as never) }
}

/** Schemes with their privileges, and those that are handled. */
export const declaredSchemes = (): { registered: string[]; handled: string[] } => ({
  registered: schemes.map(({ scheme, privileges }) => `${scheme} ${JSON.stringify(privileges)}`),
  handled: [...handlers.keys()],
})

/** What the handler of the address's scheme answers; null where there is none. */
export async function serve(
  url: string,
  method: string,
): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array } | null> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (handler === undefined) return null
  const response = await handler(new Request(url, { method }))
  const body = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: Object.fromEntries(response.headers), body }
}
