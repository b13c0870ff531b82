import { describe, expect, it } from 'vitest'
import {
  decideRequest,
  isSameToken,
  type GuardRules,
  type RequestFacts,
} from '../../electron/console/guard.ts'

const token = 'a'.repeat(43)
const rules: GuardRules = { port: 4711, token, maxBodyBytes: 65_536 }

/** A request as our own page sends it. */
const good: RequestFacts = {
  method: 'POST',
  url: '/api/host.info',
  host: '127.0.0.1:4711',
  origin: 'http://127.0.0.1:4711',
  fetchSite: 'same-origin',
  authorization: `Bearer ${token}`,
  contentType: 'application/json',
  contentEncoding: undefined,
  contentLength: 2,
}
const decide = (change: Partial<RequestFacts>) => decideRequest({ ...good, ...change }, rules)
const page = { method: 'GET', url: '/', origin: undefined, contentType: undefined } as const

describe('what is let in', () => {
  it.each<[string, Partial<RequestFacts>]>([
    ['our own page', {}],
    [
      'our own page under its other name',
      { host: 'localhost:4711', origin: 'http://localhost:4711' },
    ],
    ['a script with the token, which has no Origin', { origin: undefined, fetchSite: undefined }],
    ['a JSON body in UTF-8, said aloud', { contentType: 'Application/JSON; charset=UTF-8' }],
    ['a body of the largest size', { contentLength: 65_536 }],
    ['a body of a length not said', { contentLength: null }],
    ['a token whose scheme is written small', { authorization: `bearer ${token}` }],
  ])('%s', (_, change) => {
    expect(decide(change)).toEqual({ kind: 'request', name: 'host.info' })
  })

  it('the event stream, with the token', () => {
    const events = { method: 'GET', url: '/api/events', origin: undefined, contentType: undefined }
    expect(decide(events)).toEqual({ kind: 'events' })
  })

  it.each(['/', '/index.html', '/assets/a.js', '/../../etc/passwd', '/%2e%2e/x'])(
    'a file by its name, which is looked up in a list and nowhere else: %s',
    (url) => {
      expect(decide({ ...page, url, authorization: undefined })).toEqual({
        kind: 'file',
        path: url,
      })
    },
  )

  it('a page that a link or the opener file leads to: it holds no secret', () => {
    expect(decide({ ...page, fetchSite: 'cross-site' })).toEqual({ kind: 'file', path: '/' })
  })

  it('a file with a query, without it', () => {
    expect(decide({ ...page, url: '/?utm=1' })).toEqual({ kind: 'file', path: '/' })
  })
})

describe('what is refused', () => {
  it.each<[number, string, Partial<RequestFacts>]>([
    [403, 'a name that was pointed at us (DNS rebinding)', { host: 'evil.example:4711' }],
    [403, 'another port’s Host', { host: '127.0.0.1:4712' }],
    [403, 'our address without the port', { host: '127.0.0.1' }],
    [403, 'our address with something behind it', { host: '127.0.0.1:4711.evil.example' }],
    [403, 'another spelling of loopback', { host: '127.1:4711' }],
    [403, 'IPv6 loopback', { host: '[::1]:4711' }],
    [403, 'no Host', { host: undefined }],
    [403, 'a foreign Host even for a page', { ...page, host: 'evil.example' }],
    [403, 'a foreign Origin', { origin: 'http://evil.example' }],
    [403, 'our Origin with https', { origin: 'https://127.0.0.1:4711' }],
    [403, 'a hidden Origin', { origin: 'null' }],
    [403, 'an empty Origin', { origin: '' }],
    [403, 'our Origin and another', { origin: 'http://127.0.0.1:4711, http://evil.example' }],
    [403, 'another site, by its own word', { origin: undefined, fetchSite: 'cross-site' }],
    [403, 'another port of this machine', { origin: undefined, fetchSite: 'same-site' }],
    [401, 'no token', { authorization: undefined }],
    [401, 'an empty token', { authorization: 'Bearer ' }],
    [401, 'a token that is one letter off', { authorization: `Bearer ${'a'.repeat(42)}b` }],
    [401, 'a token that is too short', { authorization: `Bearer ${'a'.repeat(42)}` }],
    [401, 'a token with more behind it', { authorization: `Bearer ${token}a` }],
    [401, 'another scheme', { authorization: `Basic ${token}` }],
    [
      401,
      'a token in the address',
      { authorization: undefined, url: `/api/host.info?token=${token}` },
    ],
    [405, 'a request by GET', { method: 'GET' }],
    [405, 'a preflight', { method: 'OPTIONS' }],
    [405, 'events by POST', { url: '/api/events' }],
    [405, 'a page by POST', { url: '/' }],
    [413, 'a body that says it is too large', { contentLength: 65_537 }],
    [414, 'an address without end', { url: `/api/${'x'.repeat(3000)}` }],
    [415, 'a form', { contentType: 'application/x-www-form-urlencoded' }],
    [415, 'plain text', { contentType: 'text/plain' }],
    [415, 'JSON in name only', { contentType: 'application/json-seq' }],
    [415, 'another charset', { contentType: 'application/json; charset=utf-16' }],
    [415, 'a compressed body', { contentEncoding: 'gzip' }],
    [415, 'no type', { contentType: undefined }],
  ])('%i: %s', (status, _, change) => {
    expect(decide(change)).toMatchObject({ kind: 'refused', status })
  })

  it.each<[string, Partial<RequestFacts>, string]>([
    ['Host', { host: 'evil.example' }, 'unauthorized'],
    ['token', { authorization: undefined }, 'unauthorized'],
    ['type', { contentType: 'text/plain' }, 'bad-input'],
  ])('with the code of its kind: %s', (_, change, code) => {
    expect(decide(change)).toMatchObject({ error: { code } })
  })

  it('in this order: the Host before the Origin, the Origin before the token', () => {
    const all = { host: 'evil', origin: 'http://evil', authorization: undefined }
    expect(decide(all)).toMatchObject({
      error: { message: expect.stringContaining('own address') as string },
    })
    expect(decide({ ...all, host: good.host })).toMatchObject({ status: 403 })
    expect(decide({ ...all, host: good.host, origin: good.origin })).toMatchObject({ status: 401 })
  })

  it('says which method would do', () => {
    expect(decide({ method: 'PUT' })).toMatchObject({ allow: 'POST' })
    expect(decide({ ...page, method: 'DELETE' })).toMatchObject({ allow: 'GET, HEAD' })
  })
})

describe('comparing tokens', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['ab', 'abc', false],
    ['', '', true],
    ['ä', 'a', false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(isSameToken(a, b)).toBe(same)
  })
})
