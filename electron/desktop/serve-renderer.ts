/**
 * Serves dist/renderer as `app://quiesce/`: an origin of its own, with a content security policy,
 * which file: addresses cannot have.
 */
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { appOrigin, originOf } from './sender.ts'

/** The scheme, for `protocol.registerSchemesAsPrivileged`; must be registered before `ready`. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const

/** The page that the window opens. */
export const startPage = `${appOrigin}/index.html`

/**
 * Scripts, fonts and pictures from the bundle only; nothing is fetched, the engine is behind the
 * preload. Styles may be inline: the component library sets its variables in a style element.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * The file that an address names, or null where it names none of ours: another origin, a type that
 * the bundle does not hold, or a path that leaves the folder.
 */
export function findAsset(address: string, folder: string): string | null {
  if (originOf(address) !== appOrigin) return null
  const path = decodePath(new URL(address).pathname)
  if (path === null || path.includes('\0')) return null
  const file = resolve(folder, `.${path}`)
  if (!file.startsWith(resolve(folder) + sep)) return null
  return extname(file) in contentTypes ? file : null
}

/** Answers one request; `protocol.handle` calls it. Symbolic links may not lead out either. */
export async function serveAsset(request: Request, folder: string): Promise<Response> {
  const file = request.method === 'GET' ? findAsset(request.url, folder) : null
  if (file === null) return notFound()
  try {
    const real = await realpath(file)
    if (!real.startsWith((await realpath(folder)) + sep)) return notFound()
    return new Response(new Uint8Array(await readFile(real)), { headers: headersFor(file) })
  } catch (thrown) {
    if (isMissing(thrown)) return notFound()
    throw thrown
  }
}

/** Folder of the built window, seen from the built main process. */
export const rendererFolder = (mainFolder: string): string => join(mainFolder, '..', 'renderer')

function headersFor(file: string): Record<string, string> {
  return {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

const notFound = (): Response => new Response(null, { status: 404 })

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null // A stray percent sign: no file of ours is called so.
  }
}
