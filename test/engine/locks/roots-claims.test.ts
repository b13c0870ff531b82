import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  claimFileName,
  readOthersClaims,
  writeClaim,
  type ClaimRecord,
} from '../../../electron/engine/locks/claim-files.ts'
import { createLocks, type Locks } from '../../../electron/engine/locks/locks.ts'
import {
  isShared,
  makePrivateFolder,
  refusePrivateFolder,
} from '../../../electron/engine/private-folder.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'

let base: string
let roots: string
let dead: Set<number>
const identity = (pid: number): ProcessIdentity => ({ boot: 'boot-1', pid, startTicks: pid })
const isAlive = ({ pid }: ProcessIdentity): boolean => !dead.has(pid)

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'quiesce-roots-claims-'))
  roots = join(base, 'roots')
  mkdirSync(roots, { mode: 0o755 })
  dead = new Set()
})
afterEach(() => {
  rmSync(base, { recursive: true })
})

const locks = (alsoRead: string | null = roots): Locks =>
  createLocks({
    folder: join(base, 'own'),
    alsoRead,
    me: { identity: identity(7), user: 'ada', door: 'desktop' },
    isAlive,
    wait: () => Promise.resolve(),
  })

const record = (state: ClaimRecord['state'], pid = 1): ClaimRecord => ({
  v: 1,
  state,
  run: 'roots-run',
  target: 'iguana',
  title: 'Iguana',
  owner: { identity: identity(pid), user: 'root', door: 'cli' },
  members: [identity(100)],
  at: 1,
})
const writeRoots = (state: ClaimRecord['state'], pid = 1): Promise<void> =>
  writeClaim(roots, claimFileName('roots-run', identity(pid)), record(state, pid), 0o644)
const claim = (target = 'another', pid = 100) =>
  locks().claim({ run: 'my-run', target, title: 'Iguana', members: [identity(pid)] })

describe('a claim of root’s', () => {
  it.each([
    ['one of its processes', 'another', 100],
    ['its target', 'iguana', 101],
  ])('keeps a plain user from %s, and says whose it is', async (_what, target, pid) => {
    await writeRoots('held')
    expect(await claim(target, pid)).toMatchObject({
      error: { code: 'busy', message: expect.stringContaining('(root, cli, pid 1)') as unknown },
    })
  })

  it('keeps nobody from another service', async () => {
    await writeRoots('held')
    expect((await claim('another', 101)).ok).toBe(true)
  })

  it('of a dead owner is nothing, and is not ours to remove', async () => {
    await writeRoots('held', 5)
    dead.add(5)
    expect((await claim()).ok).toBe(true)
    expect(readdirSync(roots)).toHaveLength(1)
  })

  it('that the root helper wrote for us is our own', async () => {
    await writeClaim(roots, claimFileName('my-run', identity(7)), record('held', 7), 0o644)
    expect((await claim('iguana')).ok).toBe(true)
  })

  it('that cannot be understood may be about anything', async () => {
    writeFileSync(join(roots, claimFileName('roots-run', identity(1))), 'half of it')
    expect(await claim('another', 101)).toMatchObject({ error: { code: 'busy' } })
  })

  it('is nothing where there is no such folder, or a name that is no claim', async () => {
    expect(await readOthersClaims(join(base, 'nowhere'), isAlive)).toEqual([])
    writeFileSync(join(roots, 'console-1.html'), '')
    expect(await readOthersClaims(roots, isAlive)).toEqual([])
    expect((await locks(null).claim({ run: 'r', target: 't', title: 't', members: [] })).ok).toBe(
      true,
    )
  })

  it('can be read by all, whatever the umask', async () => {
    const before = process.umask(0o077)
    try {
      await writeRoots('held')
    } finally {
      process.umask(before)
    }
    const [name = ''] = readdirSync(roots)
    expect(statSync(join(roots, name)).mode & 0o777).toBe(0o644)
  })

  it('of a plain user is readable by that user alone', async () => {
    await claim()
    const [name = ''] = readdirSync(join(base, 'own'))
    expect(statSync(join(base, 'own', name)).mode & 0o777).toBe(0o600)
  })
})

describe('the folder of root’s claims', () => {
  it.each([
    ['/run/quiesce', 0, true],
    ['/run/quiesce', 1000, false],
    ['/run/quiesce/practice', 0, false],
    ['/tmp/quiesce-0', 0, false],
  ])('%s of uid %i is shared: %s', (path, uid, shared) => {
    expect(isShared(path, uid)).toBe(shared)
  })

  it('is the only one that others may look into', () => {
    const uid = process.getuid?.() ?? 0
    chmodSync(roots, 0o755)
    expect(refusePrivateFolder(roots, uid)?.message).toContain('others may enter it (mode 755)')
    expect(makePrivateFolder(roots, uid).ok).toBe(false)
  })
})
