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
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addServiceToFile } from '../../../electron/engine/configuration/edit.ts'

let home: string
let path: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'quiesce-add-'))
  mkdirSync(join(home, 'q'), { mode: 0o700 })
  path = join(home, 'q', 'services.yaml')
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const service = { name: 'dns', configuration: { port: 53 } }
const add = (beforeRename?: () => Promise<void>) =>
  addServiceToFile(
    { path, uid: process.getuid?.() ?? 0, ...(beforeRename && { beforeRename }) },
    service,
  )
const content = (): string => readFileSync(path, 'utf8')
const web = 'services:\n  web:\n    port: 80 # http\n'
const lines = '  dns:\n    port: 53\n'

/** Nothing of ours is left beside the file. */
const beside = (): string[] =>
  readdirSync(join(home, 'q')).filter((name) => name !== 'services.yaml')

describe('a file that is not there', () => {
  it('is made with its folder, closed to others, and says what it is', async () => {
    rmSync(join(home, 'q'), { recursive: true })
    expect(await add()).toEqual({ ok: true, value: { name: 'dns', place: `${path}:5:3` } })
    expect(content()).toMatch(/^# .*\n# .*\n\nservices:\n {2}dns:\n {4}port: 53\n$/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'q')).mode & 0o777).toBe(0o700)
  })
  it('and that somebody else makes meanwhile is not replaced', async () => {
    const result = await add(() => writeFile(path, web))
    expect(result).toMatchObject({ ok: false, error: { code: 'not-now', place: path } })
    expect([content(), beside()]).toEqual([web, []])
  })
})

describe('a file that is there', () => {
  it('keeps all that stands in it, its mode, and nothing is left beside it', async () => {
    writeFileSync(path, web)
    chmodSync(path, 0o640)
    expect(await add()).toEqual({ ok: true, value: { name: 'dns', place: `${path}:4:3` } })
    expect([content(), beside()]).toEqual([web + lines, []])
    expect(statSync(path).mode & 0o777).toBe(0o640)
  })
  it('keeps its byte order mark', async () => {
    writeFileSync(path, `\ufeff${web}`)
    expect((await add()).ok).toBe(true)
    expect(content()).toBe(`\ufeff${web}${lines}`)
  })
  it('that is a link stays one, and what it leads to is written', async () => {
    const real = join(home, 'dotfiles.yaml')
    writeFileSync(real, web)
    symlinkSync(real, path)
    expect(await add()).toMatchObject({ ok: true, value: { place: `${path}:4:3` } })
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(readFileSync(real, 'utf8')).toBe(web + lines)
  })
  it('that is a link to nothing is refused', async () => {
    symlinkSync(join(home, 'nowhere'), path)
    expect(await add()).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
  })
  it.each([
    ['other text', () => writeFile(path, `${web}# saved\n`)],
    [
      'another file with the same text',
      async () => {
        await rm(path)
        await writeFile(path, web)
      },
    ],
    ['nothing', () => rm(path)],
  ])('in whose place an editor puts %s meanwhile is left alone', async (_name, edit) => {
    writeFileSync(path, web)
    const result = await add(edit)
    expect(result).toMatchObject({ ok: false, error: { code: 'not-now', place: path } })
    if (!result.ok) expect(result.error.next).toContain('editor')
    expect(beside()).toEqual([])
  })
  it('that is broken is refused with each place, and stays as it is', async () => {
    const broken = 'services:\n  web:\n    port: x\n    exe: y\n'
    writeFileSync(path, broken)
    const result = await add()
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'bad-configuration', place: `${path}:3:11` },
    })
    if (!result.ok) expect(result.error.message).toContain('(and 1 more)')
    expect(content()).toBe(broken)
  })
  it('that has the name is refused with the place of the other', async () => {
    writeFileSync(path, `${web}${lines}`)
    expect(await add()).toMatchObject({
      ok: false,
      error: { code: 'bad-input', place: `${path}:4:3` },
    })
    expect(content()).toBe(web + lines)
  })
  it('whose folder is a file is refused', async () => {
    path = join(path, 'services.yaml')
    writeFileSync(join(home, 'q', 'services.yaml'), web)
    expect((await add()).ok).toBe(false)
  })
})
