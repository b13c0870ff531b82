/** Builds the window over its fake client and serves it on the loopback, as strictly as the console. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, 'scene-page')

/** What the console and the desktop send; a page that needs more than this is broken. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'"

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Bundles the scene page into a folder, with the settings of the real window. */
async function buildScenePage(folder: string): Promise<void> {
  const [{ build }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ])
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    base: './',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  })
}

export interface SceneSite {
  readonly origin: string
  /** Frees the port and removes what was built. */
  readonly close: () => Promise<void>
}

/**
 * Serves the page. It is built once, in a folder of its own, when it is first asked for: a run
 * without a window does not pay for it. A build that fails is told with status 500, each time.
 */
export async function serveScenePage(): Promise<SceneSite> {
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-scene-page-'))
  let built: Promise<void> | null = null
  const server: Server = createServer((request, response) => {
    built ??= buildScenePage(folder)
    built.then(
      () => {
        answerWithFile(folder, request.url ?? '/', response)
      },
      (error: unknown) => {
        response.writeHead(500).end(`The scene page was not built: ${String(error)}`)
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await rm(folder, { recursive: true })
    },
  }
}

function answerWithFile(folder: string, url: string, response: ServerResponse): void {
  const path = new URL(url, 'http://x').pathname
  const file = join(folder, normalize(path === '/' ? '/index.html' : path))
  readFile(file).then(
    (body) => {
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        // A built asset's name changes with its content: a browser need not compile it for each page.
        'cache-control': file.endsWith('.html') ? 'no-store' : 'max-age=31536000, immutable',
      })
      response.end(body)
    },
    () => {
      response.writeHead(404).end()
    },
  )
}
