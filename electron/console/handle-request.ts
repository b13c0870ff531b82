/** Answers one HTTP request of the console. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseRequest, type Client } from '../../shared/contract.ts'
import { toQuiesceError } from '../../shared/errors.ts'
import { commonHeaders, sendJson, sendRefusal } from './answer.ts'
import { readBody } from './body.ts'
import type { EventStreams } from './event-streams.ts'
import type { StaticFile } from './files.ts'
import { decideRequest, refuse, refuseLength, type GuardRules, type RequestFacts } from './guard.ts'

export interface ConsoleParts {
  readonly client: Client
  readonly files: ReadonlyMap<string, StaticFile>
  readonly streams: EventStreams
  readonly rules: GuardRules
}

/** A header that comes twice is one that two readers may understand differently: it counts as none. */
function oneHeader(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name]
  return values?.length === 1 ? values[0] : undefined
}

/** What the guard wants to know of a request. */
export function readFacts(request: IncomingMessage): RequestFacts {
  const length = oneHeader(request, 'content-length')
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    host: oneHeader(request, 'host'),
    // A second Origin must not turn into none: none is allowed where a token decides.
    origin: request.headersDistinct.origin?.join(', '),
    fetchSite: request.headersDistinct['sec-fetch-site']?.join(', '),
    authorization: oneHeader(request, 'authorization'),
    contentType: oneHeader(request, 'content-type'),
    contentEncoding: request.headers['content-encoding'],
    contentLength: length === undefined ? null : Number(length),
  }
}

function sendFile(
  parts: ConsoleParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): void {
  const file = parts.files.get(path)
  if (file === undefined) {
    sendRefusal(request, response, refuse(404, 'There is no such page.', 'Open `/`.'))
    return
  }
  response.writeHead(200, {
    ...commonHeaders,
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': file.cache,
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

function parseJson(bytes: Buffer): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown }
  } catch {
    // Whatever is wrong with it, the answer is the same: it is no JSON.
    return null
  }
}

async function answerRequest(
  parts: ConsoleParts,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, parts.rules.maxBodyBytes)
  if (body.kind === 'broken') return
  if (body.kind === 'too-large') {
    sendRefusal(request, response, refuseLength(parts.rules))
    return
  }
  const json = parseJson(body.bytes)
  if (json === null) {
    const refusal = refuse(400, 'The body is no JSON.', 'Nothing was done. Reload the window.')
    sendRefusal(request, response, refusal)
    return
  }
  const parsed = parseRequest(name, json.value)
  if (!parsed.ok) {
    sendJson(response, parsed.error.place === 'request' ? 404 : 400, parsed)
    return
  }
  sendJson(response, 200, await parts.client.request(parsed.value.name, parsed.value.input))
}

/** Decides over a request and answers it. What goes wrong inside is answered, too. */
export async function handleRequest(
  parts: ConsoleParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const verdict = decideRequest(readFacts(request), parts.rules)
  try {
    if (verdict.kind === 'refused') sendRefusal(request, response, verdict)
    else if (verdict.kind === 'file') sendFile(parts, request, response, verdict.path)
    else if (verdict.kind === 'events') parts.streams.add(response)
    else await answerRequest(parts, verdict.name, request, response)
  } catch (error) {
    if (response.headersSent) response.destroy()
    else sendJson(response, 500, { ok: false, error: toQuiesceError(error) })
  }
}
