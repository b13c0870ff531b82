import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDeadlineFiles } from '../../../../electron/engine/os/systemd/deadline-files.ts'
import type { DeadlineFiles } from '../../../../electron/engine/os/systemd/ports.ts'

const uid = process.getuid?.() ?? 0
const content = '[Service]\nTimeoutStopSec=9\n'
let run: string
let runtime: string
let files: DeadlineFiles

/** As the person who runs the tests, whose own manager has its folder in `run/user/UID`. */
const open = (own: number, env: Readonly<Record<string, string>> = {}): DeadlineFiles =>
  createDeadlineFiles({ uid: own, env, run })
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'quiesce-run-'))
  runtime = join(run, 'user', String(uid))
  mkdirSync(runtime, { recursive: true })
  mkdirSync(join(run, 'systemd/system'), { recursive: true })
  files = open(uid)
})
afterEach(() => {
  rmSync(run, { recursive: true })
})

describe('the place of a moved deadline', () => {
  it.each([
    ['a.service', 'system', 'systemd/system/a.service.d/zzzz-quiesce.conf'],
    [
      'app-a\\x2db@c:1.service',
      'system',
      'systemd/system/app-a\\x2db@c:1.service.d/zzzz-quiesce.conf',
    ],
    ['a..b.service', 'system', 'systemd/system/a..b.service.d/zzzz-quiesce.conf'],
    ['a.service', 'user', `user/${uid}/systemd/user/a.service.d/zzzz-quiesce.conf`],
  ] as const)('of %s of the %s manager is %s', (unit, manager, expected) => {
    expect(files.pathOf(unit, manager)).toBe(join(run, expected))
  })

  it('follows XDG_RUNTIME_DIR, if that is absolute', () => {
    const at = (folder: string): string =>
      open(uid, { XDG_RUNTIME_DIR: folder }).pathOf('a.service', 'user')
    expect(at('/x/y/')).toBe('/x/y/systemd/user/a.service.d/zzzz-quiesce.conf')
    expect(at('x/y')).toBe(files.pathOf('a.service', 'user'))
    expect(at('')).toBe(files.pathOf('a.service', 'user'))
  })
})

describe('whether a deadline can be moved', () => {
  it('is a matter of root for system units', () => {
    const refusal = open(1000).refusal('system')
    expect(refusal).toBe("moving a system unit's deadline needs root")
  })

  it('needs the folder of the manager', () => {
    expect(open(uid).refusal('user')).toBeNull()
    rmSync(runtime, { recursive: true })
    expect(open(uid).refusal('user')).toBe(
      `the folder for its drop-ins, ${runtime}, cannot be used: there is no such file or folder`,
    )
  })

  it.each([
    [
      'is somebody else’s',
      (path: string) => open(uid + 1, { XDG_RUNTIME_DIR: path }),
      /belongs to/,
    ],
    [
      'is open to others',
      (path: string) => (chmodSync(path, 0o777), open(uid)),
      /others may write/,
    ],
    [
      'is a link',
      (path: string) => {
        rmSync(path, { recursive: true })
        symlinkSync('/', path)
        return open(uid)
      },
      /symbolic link/,
    ],
    [
      'is a file',
      (path: string) => {
        rmSync(path, { recursive: true })
        writeFileSync(path, '')
        return open(uid)
      },
      /no folder/,
    ],
  ])('is refused where that folder %s', (_what, prepare, why) => {
    const closed = prepare(runtime)
    expect(closed.refusal('user')).toMatch(why)
    expect(closed.write(closed.pathOf('a.service', 'user'), content)).toMatchObject({
      ok: false,
      error: { code: 'no-permission', message: expect.stringMatching(why) as string },
    })
  })
})

describe('a moved deadline', () => {
  const write = (unit = 'a.service'): string => {
    const path = files.pathOf(unit, 'user')
    expect(files.write(path, content)).toEqual({ ok: true, value: null })
    return path
  }

  it('is a file and folders that all may read, whatever the umask', () => {
    const before = process.umask(0o077)
    const path = write('app-a\\x2db@c.service')
    process.umask(before)
    expect(readFileSync(path, 'utf8')).toBe(content)
    expect([mode(path), mode(join(path, '..')), mode(join(runtime, 'systemd/user'))]).toEqual([
      '644',
      '755',
      '755',
    ])
    expect(files.exists(path)).toBe(true)
  })

  it('replaces an earlier one, and leaves nothing else behind', () => {
    const path = write()
    expect(files.write(path, 'other')).toEqual({ ok: true, value: null })
    expect(readFileSync(path, 'utf8')).toBe('other')
    expect(readdirSync(join(path, '..'))).toEqual(['zzzz-quiesce.conf'])
  })

  it('goes with its folder, and with what a crash left there', () => {
    const path = write()
    writeFileSync(join(path, '../.zzzz-quiesce.conf.1234'), 'half')
    expect(files.remove(path)).toEqual({ ok: true, value: true })
    expect(existsSync(join(path, '..'))).toBe(false)
    expect(files.exists(path)).toBe(false)
    expect(files.remove(path)).toEqual({ ok: true, value: false })
  })

  it('goes alone where the folder holds somebody else’s file', () => {
    const path = write()
    writeFileSync(join(path, '../override.conf'), '')
    expect(files.remove(path)).toEqual({ ok: true, value: true })
    expect(readdirSync(join(path, '..'))).toEqual(['override.conf'])
  })

  it('leaves no empty folder where it went by itself', () => {
    const path = write()
    rmSync(path)
    expect(files.remove(path)).toEqual({ ok: true, value: false })
    expect(existsSync(join(path, '..'))).toBe(false)
  })

  it('replaces a link in its place, and does not follow it', () => {
    const path = files.pathOf('a.service', 'user')
    const victim = join(run, 'victim')
    writeFileSync(victim, 'kept')
    mkdirSync(join(path, '..'), { recursive: true })
    symlinkSync(victim, path)
    expect(files.exists(path)).toBe(true)
    write()
    expect(readFileSync(victim, 'utf8')).toBe('kept')
    expect(statSync(path).isFile()).toBe(true)
    rmSync(path)
    symlinkSync(victim, path)
    expect(files.remove(path)).toEqual({ ok: true, value: true })
    expect(readFileSync(victim, 'utf8')).toBe('kept')
  })

  it('is neither written nor removed through a folder that is a link', () => {
    const elsewhere = join(run, 'elsewhere')
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'zzzz-quiesce.conf'), 'kept')
    const path = files.pathOf('a.service', 'user')
    mkdirSync(join(runtime, 'systemd/user'), { recursive: true })
    symlinkSync(elsewhere, join(path, '..'))
    const refused = { ok: false, error: { code: 'no-permission' } }
    expect(files.write(path, content)).toMatchObject(refused)
    expect(files.remove(path)).toMatchObject(refused)
    expect(readFileSync(join(elsewhere, 'zzzz-quiesce.conf'), 'utf8')).toBe('kept')
    expect(readdirSync(elsewhere)).toEqual(['zzzz-quiesce.conf'])
  })

  it.each([
    ['a path of another folder', () => join(run, 'a.service.d/zzzz-quiesce.conf')],
    ['another file of the folder', () => files.pathOf('a.service', 'user').replace('zzzz', 'a')],
    ['a name with a slash', () => files.pathOf('b/a.service', 'user')],
    ['a name that leads out', () => files.pathOf('../../a.service', 'user')],
    [
      'a path that goes back',
      () => join(runtime, 'systemd/user') + '/../user/a.service.d/zzzz-quiesce.conf',
    ],
    ['a name without a type', () => files.pathOf('a', 'user')],
    ['a name with a space', () => files.pathOf('a b.service', 'user')],
    ['nothing', () => ''],
  ])('is not at %s', (_what, path) => {
    const refused = { ok: false, error: { code: 'bad-input' } }
    expect(files.write(path(), content)).toMatchObject(refused)
    expect(files.remove(path())).toMatchObject(refused)
    expect(readdirSync(runtime)).toEqual([])
  })

  it('carries the system’s words where it cannot be written', () => {
    const path = files.pathOf('a.service', 'user')
    mkdirSync(path, { recursive: true })
    expect(files.write(path, content)).toMatchObject({
      ok: false,
      error: { code: 'backend-failed', cause: expect.stringContaining('EISDIR') as string },
    })
    expect(readdirSync(join(path, '..'))).toEqual(['zzzz-quiesce.conf'])
    expect(files.remove(path)).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
  })
})

if (uid !== 0) console.warn('skipped: moved deadlines of system units (only root may write them)')

describe.skipIf(uid !== 0)('a moved deadline of a system unit', () => {
  it('lies in the folder of the system manager', () => {
    expect(files.refusal('system')).toBeNull()
    const path = files.pathOf('a.service', 'system')
    expect(files.write(path, content)).toEqual({ ok: true, value: null })
    expect(readdirSync(join(run, 'systemd/system/a.service.d'))).toEqual(['zzzz-quiesce.conf'])
    expect(files.remove(path)).toEqual({ ok: true, value: true })
    expect(readdirSync(join(run, 'systemd/system'))).toEqual([])
  })

  it('is refused where systemd does not run, and where its folder is somebody else’s', () => {
    const path = files.pathOf('a.service', 'system')
    mkdirSync(join(path, '..'))
    chownSync(join(path, '..'), 1000, 1000)
    expect(files.write(path, content)).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    rmSync(join(run, 'systemd'), { recursive: true })
    expect(files.refusal('system')).toContain('there is no such file or folder')
    expect(files.write(path, content)).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    expect(files.remove(path)).toEqual({ ok: true, value: false })
  })

  it('is not written by somebody else than root', () => {
    const other = open(1000)
    const path = other.pathOf('a.service', 'system')
    expect(other.write(path, content)).toMatchObject({
      ok: false,
      error: { code: 'no-permission', message: expect.stringContaining('needs root') as string },
    })
    expect(existsSync(path)).toBe(false)
  })
})
