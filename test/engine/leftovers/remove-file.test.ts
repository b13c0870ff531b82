import { createServer, type Server } from 'node:net'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import { knock } from '../../../electron/engine/os/knock.ts'
import {
  liesWhereItSays,
  removeAside,
  removeFolder,
  stampThing,
  type FileStamp,
} from '../../../electron/engine/leftovers/remove-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-aside-'))
  path = join(folder, 'ctl')
  writeFileSync(path, 'mine')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const stampOf = (of = path): FileStamp => {
  const stamp = stampThing(of)
  if (!stamp.ok) throw new Error(stamp.error)
  return stamp.value
}
const names = (): string[] => readdirSync(folder)
const nobody = () => Promise.resolve(null)

describe('a thing that is removed in two steps', () => {
  it('has lost its name while somebody looks who has it, and then is gone', async () => {
    const { ino } = lstatSync(path)
    const seen: string[] = []
    const done = await removeAside(stampOf(), (aside) => {
      seen.push(...names())
      expect([aside.inode, lstatSync(aside.path).ino]).toEqual([ino, ino])
      expect(readFileSync(aside.real, 'utf8')).toBe('mine')
      return Promise.resolve(null)
    })
    expect(done).toEqual(ok(null))
    expect(seen).toEqual([expect.stringMatching(/^\.quiesce-[0-9a-f]{12}$/)])
    expect(names()).toEqual([])
  })

  it('gets its name back, and stays the same file, where somebody has it', async () => {
    const { ino } = lstatSync(path)
    const done = await removeAside(stampOf(), () => Promise.resolve('somebody has it'))
    expect(done).toEqual(fail('somebody has it'))
    expect([names(), lstatSync(path).ino]).toEqual([['ctl'], ino])
  })

  it('leaves the name to whoever took it meanwhile', async () => {
    const done = await removeAside(stampOf(), () => {
      writeFileSync(path, 'theirs')
      return Promise.resolve('somebody has it')
    })
    expect(done.ok).toBe(false)
    expect([names(), readFileSync(path, 'utf8')]).toEqual([['ctl'], 'theirs'])
  })

  it.each<[string, () => void]>([
    [
      'was written',
      () => {
        writeFileSync(path, 'mine, again')
      },
    ],
    [
      'was replaced',
      () => {
        rmSync(path)
        writeFileSync(path, 'mine')
      },
    ],
    [
      'has another mode',
      () => {
        chmodSync(path, 0o600)
      },
    ],
    [
      'became a link',
      () => {
        rmSync(path)
        symlinkSync('/etc/hostname', path)
      },
    ],
  ])('is not touched when it %s since', async (_, change) => {
    const stamp = stampOf()
    change()
    expect(await removeAside(stamp, nobody)).toEqual(
      fail('it was written or replaced a moment ago'),
    )
    expect(names()).toEqual(['ctl'])
  })

  it('is no failure of ours when it went by itself, nor when its folder did', async () => {
    const stamp = stampOf()
    rmSync(path)
    expect(await removeAside(stamp, nobody)).toEqual(fail('there is no such file or folder'))
    const gone = { ...stamp, folder: join(folder, 'none') }
    expect(await removeAside(gone, nobody)).toMatchObject({ ok: false })
  })

  it('is not looked for behind a link in place of its folder', async () => {
    const stamp = stampOf()
    const link = join(folder, 'link')
    symlinkSync(folder, link)
    expect(await removeAside({ ...stamp, folder: link }, nobody)).toMatchObject({ ok: false })
    expect(names()).toContain('ctl')
  })
})

describe('what may be removed', () => {
  it('is no link and no device', () => {
    const link = join(folder, 'link')
    symlinkSync(path, link)
    expect(stampThing(link)).toEqual(fail('it is a link or a device'))
    expect(stampThing('/dev/null')).toEqual(fail('it is a link or a device'))
    expect(stampThing(join(folder, 'none'))).toMatchObject({ ok: false })
  })
})

describe('a folder', () => {
  it('goes when it is empty, and only then', async () => {
    const inner = join(folder, 'run')
    mkdirSync(inner)
    writeFileSync(join(inner, 'a'), '')
    expect(await removeFolder(stampOf(inner))).toMatchObject({ ok: false })
    expect(existsSync(inner)).toBe(true)
    rmSync(join(inner, 'a'))
    expect(await removeFolder(stampOf(inner))).toEqual(ok(null))
    expect(existsSync(inner)).toBe(false)
  })
})

describe('a knock at a socket', () => {
  const listen = (): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        socket.destroy()
      })
      server.listen(join(folder, 'sock'), () => {
        resolve(server)
      })
    })
  const close = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve()
      })
    })

  it('finds somebody who listens, under whatever name', async () => {
    const server = await listen()
    expect(await knock(join(folder, 'sock'))).toBe('somebody')
    let aside = ''
    await removeAside(stampOf(join(folder, 'sock')), async ({ path: held }) => {
      aside = await knock(held)
      return 'it stays'
    })
    expect([aside, await knock(join(folder, 'sock'))]).toEqual(['somebody', 'somebody'])
    await close(server)
  })
  it('is no proof where there is no socket', async () => {
    expect(await knock(join(folder, 'none'))).toBe('somebody')
    expect(await knock(join(folder, 'x'.repeat(200)))).toBe('not-permitted')
  })
})

describe('where a thing lies', () => {
  it.each([
    ['/run/i/pipe', '/run/i', true],
    ['/run/i/pipe', '/run/other', false],
    ['/var/run/i/pipe', '/run/i', true],
    ['/tmp/i/pipe', '/etc', false],
    ['/srv/i/pipe', '/srv/i', true],
    ['/srv/i/pipe', '/srv/j', false],
  ])('%s in truth in %s: %s', (said, real, isThere) => {
    // Where /var/run is no link, nothing of it lies in /run.
    const isLinked = lstatSync('/var/run').isSymbolicLink()
    const expected = isThere && (isLinked || !said.startsWith('/var/run'))
    expect(liesWhereItSays(said, { folder: real, name: 'pipe', key: '' })).toBe(expected)
  })
  it('is never believed where a folder on the way is a link', () => {
    mkdirSync(join(folder, 'real'))
    writeFileSync(join(folder, 'real/a'), '')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    const [direct, linked] = [join(folder, 'real/a'), join(folder, 'link/a')]
    expect(liesWhereItSays(direct, stampOf(direct))).toBe(true)
    expect(liesWhereItSays(linked, stampOf(linked))).toBe(false)
  })
})
