import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { largestBytes, readConfigurationText } from '../../../electron/engine/configuration/file.ts'

const plainUser = 1000
const isRoot = process.getuid?.() === 0
if (!isRoot) console.warn('skipped: what root refuses to read (only root can give files away)')

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-config-'))
  path = join(folder, 'services.yaml')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('readConfigurationText', () => {
  it.each([
    ['text', 'services:\n'],
    ['nothing', ''],
    ['letters beyond ASCII', 'title: Grüße 🙂\n'],
    ['the largest size', 'x'.repeat(largestBytes)],
  ])('gives %s as it stands', async (_, text) => {
    writeFileSync(path, text)
    expect(await readConfigurationText(path, plainUser)).toEqual({ ok: true, value: text })
  })

  it('gives null where there is no file', async () => {
    expect(await readConfigurationText(path, plainUser)).toEqual({ ok: true, value: null })
  })

  it('follows a link to a file', async () => {
    writeFileSync(join(folder, 'real'), 'x')
    symlinkSync(join(folder, 'real'), path)
    expect(await readConfigurationText(path, plainUser)).toEqual({ ok: true, value: 'x' })
  })

  it.each<[string, () => void, string]>([
    [
      'a folder',
      () => {
        mkdirSync(path)
      },
      'it is a folder',
    ],
    ['a FIFO, without hanging', () => execFileSync('mkfifo', [path]), 'no regular file'],
    [
      'a device',
      () => {
        symlinkSync('/dev/zero', path)
      },
      'no regular file',
    ],
    [
      '10 MB',
      () => {
        writeFileSync(path, Buffer.alloc(10_000_000, 'x'))
      },
      'larger than 1024 KiB',
    ],
    [
      'a link to itself',
      () => {
        symlinkSync(path, path)
      },
      'symbolic link',
    ],
    [
      'a file below a file',
      () => {
        writeFileSync(path, '')
        path = join(path, 'x')
      },
      'not a folder',
    ],
  ])('refuses %s', async (_, prepare, words) => {
    prepare()
    const read = await readConfigurationText(path, plainUser)
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'bad-configuration', place: `${path}:1:1` },
    })
    expect(!read.ok && read.error.message).toContain(words)
  })

  it.each<[string, readonly (string | number)[], string]>([
    ['Latin-1', ['title: Gr', 0xfc, 0xdf, 'e\n'], '1:10'],
    ['UTF-16', [0xff, 0xfe, 's', 0], '1:1'],
    ['a bad byte on a later line', ['a: 1\nb: ü', 0xff, '\n'], '2:5'],
    ['a letter cut off at the end', ['a: 🙂'.slice(0, 3), 0xf0, 0x9f], '1:4'],
    ['one after a replacement letter that was really written', ['\ufffd', 0x80], '1:2'],
  ])('refuses %s with line and column', async (_, parts, place) => {
    const bytes = parts.map((part) =>
      typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part),
    )
    writeFileSync(path, Buffer.concat(bytes))
    const read = await readConfigurationText(path, plainUser)
    expect(read).toMatchObject({ ok: false, error: { place: `${path}:${place}` } })
    expect(!read.ok && read.error.message).toContain('UTF-8')
  })
})

describe.skipIf(!isRoot)('as root', () => {
  beforeEach(() => {
    writeFileSync(path, 'services:\n')
    chmodSync(path, 0o644)
  })

  it('a file of root in a folder of root is read', async () => {
    expect((await readConfigurationText(path, 0)).ok).toBe(true)
  })

  it.each<[string, () => void, string]>([
    [
      'that its group can write',
      () => {
        chmodSync(path, 0o664)
      },
      'written by others (mode 664)',
    ],
    [
      'that everybody can write',
      () => {
        chmodSync(path, 0o646)
      },
      'written by others (mode 646)',
    ],
    [
      'of another user',
      () => {
        chownSync(path, 1000, 0)
      },
      'belongs to uid 1000',
    ],
    [
      'in a folder that others can write',
      () => {
        chmodSync(folder, 0o777)
      },
      'its folder',
    ],
    [
      'in a folder of another user',
      () => {
        chownSync(folder, 1000, 0)
      },
      'its folder',
    ],
    [
      'behind a link into such a folder',
      () => {
        const open = join(folder, 'open')
        mkdirSync(open)
        writeFileSync(join(open, 'real'), 'x')
        chmodSync(open, 0o777)
        path = join(folder, 'link.yaml')
        symlinkSync(join(open, 'real'), path)
      },
      'its folder',
    ],
  ])('one is refused %s', async (_, prepare, words) => {
    prepare()
    const read = await readConfigurationText(path, 0)
    expect(read).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
    expect(!read.ok && read.error.message).toContain(words)
    // For a plain user the same file is his own affair.
    expect((await readConfigurationText(path, plainUser)).ok).toBe(true)
  })
})
