/** The console: the window in a browser, served to this machine and to whoever has the token. */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Client } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { createEventStreams } from './event-streams.ts'
import { readFiles } from './files.ts'
import type { GuardRules } from './guard.ts'
import { handleRequest } from './handle-request.ts'
import { writeOpenerFile } from './opener-file.ts'

export interface ConsoleOptions {
  readonly client: Client
  /** 0 for a random free one. */
  readonly port: number
  /** The built window. */
  readonly rendererFolder: string
  /** Where the file goes that a browser is opened with: a folder of this user's own. */
  readonly openerFolder: string
  /** How long a request may take to arrive, milliseconds; 10 s and 20 s where not given. */
  readonly patience?: { readonly headersMs: number; readonly requestMs: number }
}

export interface Console {
  /** With the token: a secret. Without what follows the # it is none. */
  readonly url: string
  readonly port: number
  readonly openerFile: string
  /** Ends every connection and takes the opener file away. Runs are not its concern. */
  close(): Promise<void>
}

const maxBodyBytes = 64 * 1024
/** A header block or a body that takes longer is not being sent in earnest. */
const usualPatience = { headersMs: 10_000, requestMs: 20_000 }
const mostConnections = 128

function createLimitedServer({ headersMs, requestMs } = usualPatience): Server {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(1000, headersMs),
    keepAliveTimeout: 5000,
    noDelay: true,
  })
  server.maxConnections = mostConnections
  return server
}

/** Listens on loopback only, whatever the machine's names resolve to. */
function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error) => {
      resolve(
        fail({
          code: 'not-available',
          message: `The console cannot listen on 127.0.0.1:${port}.`,
          next: 'Choose another port with --port, or leave it out for a free one.',
          cause: error.message,
        }),
      )
    })
    server.listen({ host: '127.0.0.1', port }, () => {
      resolve(ok((server.address() as AddressInfo).port))
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}

/** Starts the console. Fails as `not-available` where it cannot listen, or has no window to show. */
export async function startConsole(options: ConsoleOptions): Promise<Result<Console>> {
  const files = readFiles(options.rendererFolder)
  if (!files.ok) return files
  const server = createLimitedServer(options.patience)
  const listening = await listen(server, options.port)
  if (!listening.ok) return listening
  const port = listening.value
  const token = randomBytes(32).toString('base64url')
  const url = `http://127.0.0.1:${port}/#token=${token}`
  const openerFile = writeOpenerFile(options.openerFolder, port, url)
  if (!openerFile.ok) {
    await closeServer(server)
    return openerFile
  }
  const streams = createEventStreams((listener) => options.client.subscribe(listener))
  const rules: GuardRules = { port, token, maxBodyBytes }
  const parts = { client: options.client, files: files.value, streams, rules }
  server.on('request', (request, response) => void handleRequest(parts, request, response))
  const close = async (): Promise<void> => {
    streams.close()
    rmSync(openerFile.value, { force: true })
    await closeServer(server)
  }
  return ok({ url, port, openerFile: openerFile.value, close })
}
