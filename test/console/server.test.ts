import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startConsole } from '../../electron/console/server.ts'
import { fail, type Result } from '../../shared/errors.ts'
import { FakeEngine, refusal } from '../cli/fake-engine.ts'
import { get, makeWindow, openConsole, request, sendRaw, type Answer } from './open-console.ts'

const errorOf = (answer: Answer) => {
  const result = JSON.parse(answer.body) as Result<unknown>
  return result.ok ? null : result.error
}

describe('a request of our own page', () => {
  it('gets the engine’s answer', async () => {
    const opened = await openConsole()
    const answer = await sendRaw(opened.port, request(opened, '/api/host.info'))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { hostName: 'host' } })
    expect(answer.head).toContain('Cache-Control: no-store')
  })

  it('gets the engine’s refusal as a result, with status 200', async () => {
    const opened = await openConsole()
    opened.engine.answers['plan.make'] = () => fail(refusal('protected'))
    const body = JSON.stringify({ target: 'pid:1' })
    const answer = await sendRaw(opened.port, request(opened, '/api/plan.make', {}, body))
    expect([answer.status, errorOf(answer)?.code]).toEqual([200, 'protected'])
  })

  it('gets `internal` when the engine throws', async () => {
    const opened = await openConsole()
    opened.engine.answers['host.info'] = () => {
      throw new Error('a bug')
    }
    const answer = await sendRaw(opened.port, request(opened, '/api/host.info'))
    expect([answer.status, errorOf(answer)?.code]).toEqual([500, 'internal'])
  })
})

describe('a request that must have no effect', () => {
  it.each<[string, number, Record<string, string | null>]>([
    ['without a token', 401, { Authorization: null }],
    ['with a wrong token', 401, { Authorization: 'Bearer AAAA' }],
    ['with two tokens', 401, { Authorization: 'Bearer a\r\nAuthorization: Bearer b' }],
    ['with a foreign Host', 403, { Host: 'evil.example' }],
    ['without a Host', 400, { Host: null }],
    ['with a foreign Origin', 403, { Origin: 'http://evil.example' }],
    ['with a hidden Origin', 403, { Origin: 'null' }],
    ['with two Origins', 403, { Origin: 'http://127.0.0.1\r\nOrigin: http://evil.example' }],
    ['from another site', 403, { Origin: null, 'Sec-Fetch-Site': 'cross-site' }],
    ['with a form’s type', 415, { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ])('%s is refused with %i', async (_, status, change) => {
    const opened = await openConsole()
    const answer = await sendRaw(opened.port, request(opened, '/api/host.info', change))
    expect(answer.status).toBe(status)
    expect(answer.head).not.toMatch(/access-control/i)
    expect(opened.asked).toEqual([])
  })

  it.each([
    ['no JSON', 'garbage{', 400],
    ['nothing', '', 400],
    ['an array', '[]', 400],
    ['a field that nobody asked for', '{"target":"x","evil":1}', 400],
    ['a field of another type', '{"target":7}', 400],
    ['a prototype', '{"target":"x","__proto__":{"a":1}}', 400],
  ])('whose body is %s is refused', async (_, body, status) => {
    const opened = await openConsole()
    const bytes = Buffer.from(request(opened, '/api/plan.make', {}, body), 'utf8')
    const answer = await sendRaw(opened.port, bytes)
    expect([answer.status, errorOf(answer)?.code]).toEqual([status, 'bad-input'])
    expect(opened.asked).toEqual([])
  })

  it('whose body is no UTF-8 is refused', async () => {
    const opened = await openConsole()
    const body = Buffer.from([0x22, 0xff, 0x22])
    const head = request(opened, '/api/plan.make', { 'Content-Length': '3' }, '')
    const answer = await sendRaw(opened.port, Buffer.concat([Buffer.from(head), body]))
    expect([answer.status, errorOf(answer)?.message]).toEqual([400, 'The body is no JSON.'])
  })

  it('with two Hosts is refused, though the first is ours', async () => {
    const opened = await openConsole()
    const Host = `127.0.0.1:${opened.port}\r\nHost: evil.example`
    const answer = await sendRaw(opened.port, request(opened, '/api/host.info', { Host }))
    expect([answer.status, opened.asked]).toEqual([403, []])
  })

  it.each(['/api/run.everything', '/api/', '/api/constructor', '/api/__proto__', '/api/toString'])(
    'of an unknown name is refused with 404: %s',
    async (path) => {
      const opened = await openConsole()
      const answer = await sendRaw(opened.port, request(opened, path))
      expect([answer.status, errorOf(answer)?.code]).toEqual([404, 'bad-input'])
    },
  )

  it('with an unknown method is refused with 405 and says which would do', async () => {
    const opened = await openConsole()
    const answer = await sendRaw(
      opened.port,
      request(opened, '/api/host.info', {}, '{}', 'OPTIONS'),
    )
    expect(answer.status).toBe(405)
    expect(answer.head).toContain('Allow: POST')
    expect(answer.head).not.toMatch(/access-control/i)
  })
})

describe('a body of 10 MB', () => {
  const large = 'x'.repeat(10 * 1024 * 1024)

  it('is refused at once where it says how long it is, and the connection is closed', async () => {
    const opened = await openConsole()
    const answer = await sendRaw(opened.port, request(opened, '/api/plan.make', {}, large))
    expect([answer.status, errorOf(answer)?.code]).toEqual([413, 'bad-input'])
    expect(answer.head).toContain('Connection: close')
    expect(opened.asked).toEqual([])
  })

  it('is refused before it is sent where only the length is', async () => {
    const opened = await openConsole()
    const change = { 'Content-Length': String(large.length), Connection: 'keep-alive' }
    const answer = await sendRaw(opened.port, request(opened, '/api/plan.make', change, ''))
    expect(answer.status).toBe(413)
  })

  it('is refused at 64 KiB where it comes in pieces without a length', async () => {
    const opened = await openConsole()
    const change = { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }
    const piece = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    const head = request(opened, '/api/plan.make', change, '')
    const answer = await sendRaw(opened.port, head + piece.repeat(320) + '0\r\n\r\n')
    expect(answer.status).toBe(413)
    expect(opened.asked).toEqual([])
  })
})

describe('limits', () => {
  it('refuses a header block that is too large', async () => {
    const opened = await openConsole()
    const change = { 'X-Long': 'x'.repeat(40_000) }
    const answer = await sendRaw(opened.port, request(opened, '/api/host.info', change))
    expect(answer.status).toBe(431)
    expect(opened.asked).toEqual([])
  })

  it('refuses an address that is too long', async () => {
    const opened = await openConsole()
    const answer = await sendRaw(opened.port, get(opened, `/${'x'.repeat(4000)}`))
    expect(answer.status).toBe(414)
  })

  it.each([
    ['its headers', 'POST /api/host.info HTTP/1.1\r\nHost: x\r\n'],
    ['its body', 'BODY'],
  ])('cuts a request that never finishes %s', async (_, start) => {
    const opened = await openConsole({ headersMs: 40, requestMs: 80 })
    const change = { 'Content-Length': '100', Connection: 'keep-alive' }
    const begun = request(opened, '/api/host.info', change, '{')
    const answer = await sendRaw(opened.port, start === 'BODY' ? begun : start)
    expect([answer.status, opened.asked]).toEqual([408, []])
  })

  it('refuses what is no HTTP', async () => {
    const opened = await openConsole()
    expect((await sendRaw(opened.port, 'SSH-2.0-OpenSSH\r\n\r\n')).status).toBe(400)
  })
})

describe('files', () => {
  it('are served with their type and a strict policy', async () => {
    const opened = await openConsole()
    const index = await sendRaw(opened.port, get(opened, '/'))
    expect(index.status).toBe(200)
    expect(index.head.split('\r\n').slice(1)).toEqual(
      expect.arrayContaining([
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'X-Content-Type-Options: nosniff',
        'Referrer-Policy: no-referrer',
        'Cross-Origin-Opener-Policy: same-origin',
        'Cross-Origin-Resource-Policy: same-origin',
        'Content-Type: text/html; charset=utf-8',
        'Cache-Control: no-store',
      ]),
    )
    const script = await sendRaw(opened.port, get(opened, '/assets/index-1a2b.js'))
    expect(script.head).toContain('Content-Type: text/javascript; charset=utf-8')
    expect(script.body).toBe('export {}')
  })

  it('have no body where only the head is wanted', async () => {
    const opened = await openConsole()
    const answer = await sendRaw(opened.port, get(opened, '/').replace('GET', 'HEAD'))
    expect([answer.status, answer.body]).toEqual([200, ''])
  })

  it.each([
    '/../outside.html',
    '/assets/../../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/link.html',
    '/secret.key',
    '/assets',
    '/assets/',
    '//index.html',
    '/index.html/',
    '/INDEX.HTML',
  ])('that are not in the list do not exist: %s', async (path) => {
    const opened = await openConsole()
    expect((await sendRaw(opened.port, get(opened, path))).status).toBe(404)
  })

  it('written after the start do not exist either', async () => {
    const opened = await openConsole()
    writeFileSync(join(opened.folder, 'renderer', 'late.html'), 'late')
    expect((await sendRaw(opened.port, get(opened, '/late.html'))).status).toBe(404)
  })
})

describe('the token', () => {
  it('is new for each console and has 32 random bytes', async () => {
    const [first, second] = [await openConsole(), await openConsole()]
    expect(Buffer.from(first.token, 'base64url')).toHaveLength(32)
    expect(first.token).not.toBe(second.token)
  })

  it('stands in a file that only its owner reads, until the console ends', async () => {
    const opened = await openConsole()
    expect(statSync(opened.openerFile).mode & 0o777).toBe(0o600)
    expect(statSync(join(opened.folder, 'run')).mode & 0o777).toBe(0o700)
    expect(readFileSync(opened.openerFile, 'utf8')).toContain(`content="0;url=${opened.url}"`)
    await opened.close()
    expect(existsSync(opened.openerFile)).toBe(false)
  })
})

describe('starting', () => {
  const options = (folder: string, port = 0) => ({
    client: new FakeEngine(),
    port,
    rendererFolder: join(folder, 'renderer'),
    openerFolder: join(folder, 'run'),
  })

  it('listens on loopback alone', async () => {
    const opened = await openConsole()
    const listening = readFileSync('/proc/net/tcp', 'utf8')
    const port = opened.port.toString(16).toUpperCase().padStart(4, '0')
    expect(listening).toContain(`0100007F:${port} 00000000:0000 0A`)
    expect(listening).not.toContain(`00000000:${port} 00000000:0000 0A`)
  })

  it('fails where the port is taken, and says what to do', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        resolve((other.address() as { port: number }).port)
      })
    })
    const opened = await startConsole(options(makeWindow(), port))
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'not-available', next: expect.stringContaining('--port') as string },
    })
  })

  it('fails where the window was never built', async () => {
    const opened = await startConsole({ ...options(makeWindow()), rendererFolder: '/nonexistent' })
    expect(opened).toMatchObject({ ok: false, error: { next: 'Build it with `npm run build`.' } })
  })

  it('fails where others may read the folder of the opener file, and frees the port', async () => {
    const folder = makeWindow()
    const opened = await startConsole({ ...options(folder), openerFolder: folder + '/renderer' })
    expect(opened).toMatchObject({ ok: false, error: { code: 'no-permission' } })
  })
})
