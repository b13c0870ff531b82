/** The window's files, read once at the start: what is not in this list does not exist. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors.ts'

export interface StaticFile {
  readonly type: string
  readonly cache: string
  readonly bytes: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** The bundler writes a hash of the content into names under assets/, so they never change. */
const cacheOf = (path: string): string =>
  path.startsWith('/assets/') ? 'private, max-age=86400, immutable' : 'no-store'

/**
 * Reads a folder into a map from address to content. Only regular files of known types: a link in
 * the folder leads nowhere. Fails as `not-available` where the window was never built.
 */
export function readFiles(folder: string): Result<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = types[extname(entry.name)]
      if (!entry.isFile() || type === undefined) continue
      const file = join(entry.parentPath, entry.name)
      const path = `/${relative(folder, file).split(sep).join('/')}`
      files.set(path, { type, cache: cacheOf(path), bytes: readFileSync(file) })
    }
  } catch (error) {
    return fail(notBuilt(folder, error instanceof Error ? error.message : String(error)))
  }
  const index = files.get('/index.html')
  if (index === undefined) return fail(notBuilt(folder, 'index.html is missing'))
  return ok(files.set('/', index))
}

const notBuilt = (folder: string, cause: string) => ({
  code: 'not-available' as const,
  message: `The console has no window to show: ${folder} cannot be read.`,
  next: 'Build it with `npm run build`.',
  cause,
})
