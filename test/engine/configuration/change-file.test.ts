import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type * as FsPromises from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeFile } from '../../../electron/engine/configuration/change-file.ts'
import { largestBytes } from '../../../electron/engine/configuration/file.ts'
import { ok } from '../../../shared/errors.ts'

/** What the disk says to the next write; null: it takes it. */
const disk = vi.hoisted(() => ({ refuses: null as string | null }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FsPromises>()
  const open: typeof real.open = async (path, flags, mode) => {
    const handle = await real.open(path, flags, mode)
    const code = disk.refuses
    if (code !== null && flags === 'wx') {
      handle.writeFile = () => Promise.reject(Object.assign(new Error(`${code}: x`), { code }))
    }
    return handle
  }
  return { ...real, open }
})

let home: string
let path: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quiesce-change-'))
  mkdirSync(join(home, 'q'), { mode: 0o700 })
  path = join(home, 'q', 'services.yaml')
})
afterEach(() => {
  disk.refuses = null
  rmSync(home, { recursive: true, force: true })
})

const uid = process.getuid?.() ?? 0
const text = '# mine\nservices:\n  web: { port: 80 } # http\n'
/** Puts a setting in. */
const change = (file = path) =>
  changeFile({ path: file, uid }, ({ values }) =>
    ok({ wanted: { ...values, settings: { window: { keys: false } } } }),
  )
const after = `${text}\nsettings:\n  window:\n    keys: false\n`
const content = (): string => readFileSync(path, 'utf8')
const beside = (): string[] => readdirSync(join(home, 'q')).filter((n) => n !== 'services.yaml')

describe('a change of the person’s own file', () => {
  it('makes it with its folder where there is none', async () => {
    rmSync(join(home, 'q'), { recursive: true })
    expect(await change()).toMatchObject({
      ok: true,
      value: { settings: { window: { keys: false } } },
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'q')).mode & 0o777).toBe(0o700)
  })

  it('keeps its mode, its byte order mark and all else', async () => {
    writeFileSync(path, `\ufeff${text}`)
    chmodSync(path, 0o640)
    expect((await change()).ok).toBe(true)
    expect([content(), statSync(path).mode & 0o777, beside()]).toEqual([
      `\ufeff${after}`,
      0o640,
      [],
    ])
  })

  it('follows a link, which stays one, and refuses one to nothing', async () => {
    const real = join(home, 'dotfiles.yaml')
    symlinkSync(real, path)
    expect(await change()).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
    writeFileSync(real, text)
    expect((await change()).ok).toBe(true)
    expect([lstatSync(path).isSymbolicLink(), readFileSync(real, 'utf8')]).toEqual([true, after])
  })

  it.each([
    ['ENOSPC', 'backend-failed', 'Make room'],
    ['EDQUOT', 'backend-failed', 'Make room'],
    ['EIO', 'backend-failed', 'Look at that file system'],
    ['EROFS', 'no-permission', 'Give yourself the right'],
    ['EACCES', 'no-permission', 'Give yourself the right'],
  ])('leaves it as it was where the disk says %s', async (code, refusal, next) => {
    writeFileSync(path, text)
    disk.refuses = code
    const refused = await change()
    expect(refused).toMatchObject({ ok: false, error: { code: refusal, place: path } })
    if (!refused.ok) expect(refused.error.next).toContain(`Nothing was written. ${next}`)
    expect([content(), beside()]).toEqual([text, []])
    disk.refuses = null
    expect((await change()).ok).toBe(true)
  })

  it('is refused as root where others could have written it', async () => {
    writeFileSync(path, text)
    chmodSync(path, 0o666)
    const refused = await changeFile({ path, uid: 0 }, () => ok({ wanted: {} }))
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
    expect(content()).toBe(text)
  })

  it('is refused where it would grow larger than what is read', async () => {
    const huge = `# ${'x'.repeat(largestBytes - 3)}\n`
    writeFileSync(path, huge)
    const refused = await change()
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-configuration', place: path } })
    if (!refused.ok) expect(refused.error.message).toContain('larger than 1024 KiB')
    expect(content().length).toBe(huge.length)
  })

  it('finds its place in a file of hundreds of services', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `  s${n}: { port: 80 } # c${n}\n`)
    const many = `services:\n${lines.join('')}`
    writeFileSync(path, many)
    expect((await change()).ok).toBe(true)
    expect(content()).toBe(`${many}\nsettings:\n  window:\n    keys: false\n`)
  })

  it.each([
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n'],
    ['aliases to nothing', 'services: *gone\n'],
    ['no YAML', 'services: [\n'],
    ['two documents', '---\nservices:\n---\nservices:\n'],
  ])('is refused where the file holds %s', async (_name, bad) => {
    writeFileSync(path, bad)
    expect(await change()).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
    expect([content(), beside()]).toEqual([bad, []])
  })

  it('may be of a file that uses anchors elsewhere', async () => {
    const anchored = 'groups:\n  a: &all [web]\n  b: *all # both\n'
    writeFileSync(path, anchored)
    expect((await change()).ok).toBe(true)
    expect(content()).toBe(`${anchored}\nsettings:\n  window:\n    keys: false\n`)
  })
})
