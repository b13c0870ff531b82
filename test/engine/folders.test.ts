import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFolders, type FolderProbe } from '../../electron/engine/folders.ts'
import { makePrivateFolder, refusePrivateFolder } from '../../electron/engine/private-folder.ts'
import type { QuiesceError } from '../../shared/errors.ts'

const refusal: QuiesceError = { code: 'no-permission', message: 'a link', next: 'look' }

/** A machine with these folders and owners. */
const probe = (owners: Record<string, number>, unsafe: string[] = []): FolderProbe => ({
  passwdHome: () => '/home/passwd',
  ownerOf: (path) => owners[path] ?? null,
  refusePrivate: (path) => (unsafe.includes(path) ? refusal : null),
})

const folders = (
  env: Record<string, string>,
  uid: number,
  at: FolderProbe,
): Record<string, string> => {
  const found = findFolders(env, uid, at)
  if (!found.ok) throw new Error(found.error.message)
  return { ...found.value }
}

describe('findFolders', () => {
  it('uses the defaults of the XDG specification', () => {
    expect(folders({ HOME: '/home/ada' }, 1000, probe({}))).toEqual({
      config: '/home/ada/.config/quiesce',
      systemConfig: '/etc/quiesce/services.d',
      journal: '/home/ada/.local/state/quiesce/journal',
      output: '/home/ada/.local/state/quiesce/output',
      runtime: '/tmp/quiesce-1000',
    })
  })

  it.each([
    ['XDG_CONFIG_HOME', 'config', '/x', '/x/quiesce'],
    ['XDG_STATE_HOME', 'journal', '/x', '/x/quiesce/journal'],
    ['XDG_CONFIG_HOME', 'config', 'x/y', '/home/ada/.config/quiesce'],
    ['XDG_STATE_HOME', 'journal', './x', '/home/ada/.local/state/quiesce/journal'],
    ['XDG_CONFIG_HOME', 'config', '', '/home/ada/.config/quiesce'],
    ['XDG_STATE_HOME', 'journal', '', '/home/ada/.local/state/quiesce/journal'],
  ])('with %s, its %s for "%s" is %s', (name, field, value, expected) => {
    const env = { HOME: '/home/ada', [name]: value }
    expect(folders(env, 1000, probe({}))[field]).toBe(expected)
  })

  it.each<[string, Record<string, string>, number, Record<string, number>, string]>([
    ['its own', { XDG_RUNTIME_DIR: '/run/me' }, 1000, { '/run/me': 1000 }, '/run/me/quiesce'],
    [
      "not another user's, which su leaves",
      { XDG_RUNTIME_DIR: '/run/user/7' },
      1000,
      { '/run/user/7': 7 },
      '/tmp/quiesce-1000',
    ],
    [
      "/run/user where the session's is another user's",
      { XDG_RUNTIME_DIR: '/run/user/7' },
      1000,
      { '/run/user/7': 7, '/run/user/1000': 1000 },
      '/run/user/1000/quiesce',
    ],
    ['/run/user without a session', {}, 1000, { '/run/user/1000': 1000 }, '/run/user/1000/quiesce'],
    ['not a relative one', { XDG_RUNTIME_DIR: 'run' }, 1000, { run: 1000 }, '/tmp/quiesce-1000'],
    ['one that is not there', { XDG_RUNTIME_DIR: '/run/me' }, 1000, {}, '/tmp/quiesce-1000'],
    [
      'one place for root',
      { XDG_RUNTIME_DIR: '/run/user/0' },
      0,
      { '/run/user/0': 0 },
      '/run/quiesce',
    ],
    ['the one that is named, even for root', { QUIESCE_RUNTIME_DIR: '/x' }, 0, {}, '/x'],
    ['not a relative one that is named', { QUIESCE_RUNTIME_DIR: 'x' }, 0, {}, '/run/quiesce'],
  ])('takes as runtime folder %s', (_, env, uid, owners, expected) => {
    expect(folders({ HOME: '/home/ada', ...env }, uid, probe(owners)).runtime).toBe(expected)
  })

  it('refuses a lock folder in /tmp that somebody else made', () => {
    expect(findFolders({}, 1000, probe({}, ['/tmp/quiesce-1000']))).toEqual({
      ok: false,
      error: refusal,
    })
  })

  it.each<[string, Record<string, string>, number, Record<string, number>, string]>([
    ['the password database without HOME', {}, 1000, {}, '/home/passwd'],
    ['the password database for a relative HOME', { HOME: 'ada' }, 1000, {}, '/home/passwd'],
    [
      "root's own home where sudo left the caller's",
      { HOME: '/home/ada' },
      0,
      { '/home/ada': 1000 },
      '/home/passwd',
    ],
    ["root's HOME where it is root's", { HOME: '/srv/root' }, 0, { '/srv/root': 0 }, '/srv/root'],
  ])('takes as home %s', (_, env, uid, owners, home) => {
    expect(folders(env, uid, probe(owners)).config).toBe(`${home}/.config/quiesce`)
  })
})

describe('makePrivateFolder', () => {
  const uid = process.getuid?.() ?? 0
  let base: string
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'quiesce-private-'))
  })
  afterEach(async () => {
    await rm(base, { recursive: true, force: true })
  })

  it('makes it for the owner alone, and takes it again the next time', () => {
    const path = join(base, 'run')
    expect(makePrivateFolder(path, uid)).toEqual({ ok: true, value: path })
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(makePrivateFolder(path, uid).ok).toBe(true)
  })

  it.each<[string, (path: string) => void, number, string]>([
    [
      'a link to a good folder',
      (path) => {
        mkdirSync(`${path}-real`, { mode: 0o700 })
        symlinkSync(`${path}-real`, path)
      },
      uid,
      'symbolic link',
    ],
    [
      'a link to nowhere',
      (path) => {
        symlinkSync('/nowhere', path)
      },
      uid,
      'symbolic link',
    ],
    [
      'a file',
      (path) => {
        writeFileSync(path, '')
      },
      uid,
      'no folder',
    ],
    [
      'one that others may read',
      (path) => {
        mkdirSync(path)
        chmodSync(path, 0o755)
      },
      uid,
      'mode 755',
    ],
    [
      'one that a group may write',
      (path) => {
        mkdirSync(path)
        chmodSync(path, 0o770)
      },
      uid,
      'mode 770',
    ],
    [
      "somebody else's",
      (path) => {
        mkdirSync(path, { mode: 0o700 })
      },
      uid + 1,
      `not to uid ${uid + 1}`,
    ],
  ])('refuses %s', (_, prepare, owner, words) => {
    const path = join(base, 'run')
    prepare(path)
    const made = makePrivateFolder(path, owner)
    expect(made).toMatchObject({ ok: false, error: { code: 'no-permission', place: path } })
    expect(!made.ok && made.error.message).toContain(words)
    expect(refusePrivateFolder(path, owner)).toEqual(!made.ok && made.error)
  })

  it('says why where its parent is not there', () => {
    const made = makePrivateFolder(join(base, 'no', 'run'), uid)
    expect(made).toMatchObject({ ok: false, error: { code: 'no-permission' } })
  })

  it('finds nothing wrong with one that is not there yet', () => {
    expect(refusePrivateFolder(join(base, 'run'), uid)).toBeNull()
  })
})
