import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  appScheme,
  contentSecurityPolicy,
  findAsset,
  rendererFolder,
  serveAsset,
  startPage,
} from '../../electron/desktop/serve-renderer.ts'

let outside = ''
let folder = ''
beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'quiesce-serve-'))
  folder = join(outside, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets', 'main.js'), 'export {}')
  writeFileSync(join(outside, 'secret.js'), 'secret')
  writeFileSync(join(outside, 'renderer-secret.js'), 'secret')
  symlinkSync(join(outside, 'secret.js'), join(folder, 'link.js'))
})
afterAll(() => {
  rmSync(outside, { recursive: true })
})

describe('which file an address names', () => {
  it.each([
    ['app://quiesce/index.html', '/srv/renderer/index.html'],
    ['app://quiesce/assets/main-1a2b.js', '/srv/renderer/assets/main-1a2b.js'],
    ['app://quiesce/index.html?x=1#/services', '/srv/renderer/index.html'],
    ['app://quiesce/assets/a%20b.css', '/srv/renderer/assets/a b.css'],
    ['app://quiesce/assets/../index.html', '/srv/renderer/index.html'],
  ])('%s is %s', (address, file) => {
    expect(findAsset(address, '/srv/renderer')).toBe(file)
  })

  it.each([
    ['another host', 'app://other/index.html'],
    ['another scheme', 'https://quiesce/index.html'],
    ['an encoded way up', 'app://quiesce/..%2f..%2fetc%2fsecret.js'],
    ['an encoded way up into a sister folder', 'app://quiesce/..%2frenderer-secret.js'],
    ['a doubly encoded way up, which stays a name', 'app://quiesce/..%252fsecret'],
    ['a NUL', 'app://quiesce/index.html%00.js'],
    ['a broken escape', 'app://quiesce/%zz.js'],
    ['a folder', 'app://quiesce/'],
    ['a type that the bundle does not hold', 'app://quiesce/notes.txt'],
    ['a source map', 'app://quiesce/assets/main.js.map'],
    ['no address', 'index.html'],
  ])('%s is none', (_, address) => {
    expect(findAsset(address, '/srv/renderer')).toBeNull()
  })
})

describe('what is served', () => {
  const get = (address: string): Promise<Response> => serveAsset(new Request(address), folder)

  it('the start page, with its type and the policy', async () => {
    const response = await get(startPage)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('scripts as scripts, or a module would not load', async () => {
    const response = await get('app://quiesce/assets/main.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    ['a file that is not there', 'app://quiesce/assets/other.js'],
    ['a path out of the folder', 'app://quiesce/..%2fsecret.js'],
    ['a symbolic link out of the folder', 'app://quiesce/link.js'],
  ])('not %s', async (_, address) => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('nothing to anything but GET', async () => {
    const response = await serveAsset(new Request(startPage, { method: 'POST' }), folder)
    expect(response.status).toBe(404)
  })

  it('a broken disk as an error, not as a missing file', async () => {
    mkdirSync(join(folder, 'folder.js'))
    await expect(get('app://quiesce/folder.js')).rejects.toThrow('EISDIR')
  })
})

describe('the policy', () => {
  it.each(["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"])(
    'says %s',
    (rule) => {
      expect(contentSecurityPolicy.split('; ')).toContain(rule)
    },
  )

  it('allows no code but the bundle’s', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/)
  })

  it('stands on a scheme that counts as a secure origin and does not bypass it', () => {
    expect(appScheme.privileges).toEqual({ standard: true, secure: true, supportFetchAPI: true })
  })
})

it('the renderer stands beside the main process in dist/', () => {
  expect(rendererFolder('/srv/dist/desktop')).toBe('/srv/dist/renderer')
})
