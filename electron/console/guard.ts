/**
 * Decides over a request before anything of it is used. Pure.
 *
 * Whom it keeps out: other users of this machine (they have no token), and web pages that the
 * person's own browser has open. A page elsewhere can send requests to 127.0.0.1 (its Origin is
 * foreign, its content type limited, its preflight unanswered), and can point its own name at
 * 127.0.0.1 (DNS rebinding: then the Host is foreign).
 */
import { timingSafeEqual } from 'node:crypto'
import type { QuiesceError } from '../../shared/errors.ts'

/** The parts of a request that the decision rests on; undefined where absent or given twice. */
export interface RequestFacts {
  readonly method: string
  readonly url: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  /** Declared length of the body in bytes, null where it declares none. */
  readonly contentLength: number | null
}

export interface GuardRules {
  readonly port: number
  readonly token: string
  readonly maxBodyBytes: number
}

export interface Refusal {
  readonly kind: 'refused'
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 414 | 415
  readonly error: QuiesceError
  /** Methods that would do, for status 405. */
  readonly allow?: string
}

export type Verdict =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'request'; readonly name: string }
  | { readonly kind: 'events' }
  | Refusal

const longestUrl = 2048

/** A refusal in the shape that every answer of the API has. */
export function refuse(
  status: Refusal['status'],
  message: string,
  next: string,
  code: 'unauthorized' | 'bad-input' = 'bad-input',
): Refusal {
  return { kind: 'refused', status, error: { code, message, next } }
}

/** Compares two tokens in a time that does not tell how many characters were right. */
export function isSameToken(given: string, wanted: string): boolean {
  const a = Buffer.from(given, 'utf8')
  const b = Buffer.from(wanted, 'utf8')
  // The length of a token is no secret; only its characters are.
  return a.length === b.length && timingSafeEqual(a, b)
}

const ourHosts = (port: number): string[] => [`127.0.0.1:${port}`, `localhost:${port}`]

function refuseHost(facts: RequestFacts, rules: GuardRules): Refusal | null {
  if (facts.host !== undefined && ourHosts(rules.port).includes(facts.host)) return null
  const next = `Open http://127.0.0.1:${rules.port}/.`
  return refuse(403, 'The console answers to its own address only.', next, 'unauthorized')
}

/** Scripts of a foreign page may not talk to the API, whatever else they know. */
function refuseOrigin(facts: RequestFacts, rules: GuardRules): Refusal | null {
  const { origin, fetchSite } = facts
  const ours = ourHosts(rules.port).map((host) => `http://${host}`)
  const foreignOrigin = origin !== undefined && !ours.includes(origin)
  const foreignSite = fetchSite !== undefined && !['same-origin', 'none'].includes(fetchSite)
  if (!foreignOrigin && !foreignSite) return null
  const next = 'Use the console in its own window.'
  return refuse(403, 'The request comes from another page.', next, 'unauthorized')
}

/** Authorization: Bearer TOKEN (RFC 6750, 2.1); the scheme's case does not matter. */
function refuseToken(facts: RequestFacts, rules: GuardRules): Refusal | null {
  const given = /^bearer ([\w.~+/=-]+)$/i.exec(facts.authorization ?? '')?.[1]
  if (given !== undefined && isSameToken(given, rules.token)) return null
  const next = 'Open the address that `quiesce console` printed: it carries the token.'
  return refuse(401, 'The token is missing or wrong.', next, 'unauthorized')
}

function refuseMethod(facts: RequestFacts, allow: readonly string[]): Refusal | null {
  if (allow.includes(facts.method)) return null
  const refusal = refuse(405, `${facts.method} is not answered here.`, `Use ${allow.join(' or ')}.`)
  return { ...refusal, allow: allow.join(', ') }
}

/** A form or a plain-text body needs no preflight, so that only JSON is taken. */
function refuseBody(facts: RequestFacts, rules: GuardRules): Refusal | null {
  const type = facts.contentType?.toLowerCase().replaceAll(' ', '')
  const json = type === 'application/json' || type === 'application/json;charset=utf-8'
  if (!json || facts.contentEncoding !== undefined) {
    const next = 'Send application/json in UTF-8, not compressed.'
    return refuse(415, 'The body is not plain JSON.', next)
  }
  if (facts.contentLength !== null && facts.contentLength > rules.maxBodyBytes) {
    return refuseLength(rules)
  }
  return null
}

/** The body is larger than any request is. */
export const refuseLength = (rules: GuardRules): Refusal =>
  refuse(413, 'The body is too large.', `Send at most ${rules.maxBodyBytes} bytes.`)

function decideApi(path: string, facts: RequestFacts, rules: GuardRules): Verdict {
  const events = path === '/api/events'
  const refusal =
    refuseOrigin(facts, rules) ??
    refuseMethod(facts, events ? ['GET'] : ['POST']) ??
    refuseToken(facts, rules)
  if (refusal) return refusal
  if (events) return { kind: 'events' }
  return refuseBody(facts, rules) ?? { kind: 'request', name: path.slice('/api/'.length) }
}

/** What becomes of a request: a file, a request of the contract, the event stream, or a refusal. */
export function decideRequest(facts: RequestFacts, rules: GuardRules): Verdict {
  const host = refuseHost(facts, rules)
  if (host) return host
  if (facts.url.length > longestUrl) {
    return refuse(414, 'The address is too long.', `Use at most ${longestUrl} characters.`)
  }
  const [path = ''] = facts.url.split('?')
  if (path.startsWith('/api/')) return decideApi(path, facts, rules)
  return refuseMethod(facts, ['GET', 'HEAD']) ?? { kind: 'file', path }
}
