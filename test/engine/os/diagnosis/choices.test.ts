/** What of locks, mounts and files a look chooses, as plain functions. */
import { describe, expect, it } from 'vitest'
import { chooseDisks, chooseMounts } from '../../../../electron/engine/os/diagnosis/disks.ts'
import {
  blockingLocks,
  chooseLocks,
  holdersOf,
  toLockFacts,
} from '../../../../electron/engine/os/diagnosis/locks.ts'
import type { MountView } from '../../../../electron/engine/os/diagnosis/mount-table.ts'
import { parseMounts } from '../../../../electron/engine/parse/mounts.ts'
import { parseProcLocks } from '../../../../electron/engine/parse/proc-locks.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { mountinfo } from './fake-process-files.ts'

const viewOf = (text: string): MountView => {
  const mounts = parseMounts(text)
  const byId = new Map(mounts.map((mount) => [mount.id, mount]))
  return { namespace: '', mounts, byId, deviceOf: (id) => byId.get(id)?.device ?? null }
}
const view = viewOf(mountinfo)

describe('file systems that are asked how full they are', () => {
  it.each([
    ['a disk', [27], ['/']],
    ['each of several', [27, 42], ['/', '/var/db']],
    ['no file server: the answer may never come', [40], []],
    ['no disk below a file server: already the way there may hang', [41], []],
    ['none that is not shown', [99], []],
    ['none', [], []],
  ])('%s', (_what, ids, expected) => {
    expect(chooseDisks(view, new Set(ids), '').map(({ path }) => path)).toEqual(expected)
  })

  it('is asked once, however many of its mounts are in use', () => {
    const twice = viewOf(`${mountinfo}\n50 27 254:0 /a /a rw - ext4 /dev/vda1 rw`)
    expect(chooseDisks(twice, new Set([27, 50]), '')).toHaveLength(1)
  })

  it('is reached through its process where that has mounts of its own', () => {
    expect(chooseDisks(view, new Set([42]), '/proc/9/root')[0]?.path).toBe('/proc/9/root/var/db')
  })

  it.each(['nfs', 'cifs', 'fuse', 'fuse.sshfs', 'fuseblk', '9p', 'ceph', 'autofs', 'nobody-knows'])(
    'is never %s',
    (type) => {
      const strange = viewOf(`27 1 8:1 / / rw - ext4 /dev/a rw\n30 27 0:9 / /m rw - ${type} x rw`)
      expect(chooseDisks(strange, new Set([30]), '')).toEqual([])
    },
  )
})

describe('mounts that may hold somebody up', () => {
  it('are those in use first, then file servers, then the rest; none of the kernel’s own', () => {
    const ids = chooseMounts(view, new Set([42])).map(({ id }) => id)
    expect(ids).toEqual([42, 40, 27, 41])
  })

  it('are none where they could not be read', () => {
    expect(chooseMounts({ ...view, mounts: unknown('permission denied') }, new Set())).toEqual([])
  })
})

const locks = parseProcLocks(
  [
    '1: POSIX  ADVISORY  WRITE 10 fe:00:1 0 EOF',
    '2: FLOCK  ADVISORY  WRITE 20 fe:00:2 0 EOF',
    '2: -> FLOCK  ADVISORY  WRITE 812 fe:00:2 0 EOF',
    '3: OFDLCK ADVISORY  WRITE -1 fe:00:3 0 EOF',
    '4: POSIX  ADVISORY  WRITE 812 fe:00:4 0 EOF',
    '4: -> POSIX  ADVISORY  WRITE 40 fe:00:4 0 EOF',
  ].join('\n'),
)
const ids = (found: ReturnType<typeof chooseLocks>): unknown =>
  Array.isArray(found) ? found.map(({ id, pid }: { id: number; pid: number }) => [id, pid]) : found

describe('locks that a look is about', () => {
  it('are its own, and the whole chain around them', () => {
    const found = chooseLocks(locks, { pids: new Set([812]), places: new Set() })
    expect(ids(found)).toEqual([
      [2, 20],
      [2, 812],
      [4, 812],
      [4, 40],
    ])
  })

  it('are those of files that it has open, too: an OFD lock names nobody', () => {
    const found = chooseLocks(locks, { pids: new Set(), places: new Set(['65024:3']) })
    expect(ids(found)).toEqual([[3, -1]])
  })

  it('are unknown with the same reason where the file could not be read', () => {
    const why = unknown('permission denied')
    expect(chooseLocks(why, { pids: new Set([812]), places: new Set() })).toEqual(why)
  })

  it('block where another one waits for them', () => {
    expect(blockingLocks(locks).map(({ id, pid }) => [id, pid])).toEqual([
      [2, 20],
      [4, 812],
    ])
  })
})

describe('who holds a lock', () => {
  const [posix, flock, , ofd] = locks
  const held = [
    { pid: 21, locks: flock ? [flock] : [] },
    { pid: 22, locks: flock ? [flock] : [] },
    { pid: 30, locks: ofd ? [ofd] : [] },
  ]

  it.each([
    ['of fcntl(2): its own line says so', posix, [10]],
    // Whoever inherited the descriptor keeps it; who took it may be dead.
    ['of flock(2): all that have the descriptor', flock, [21, 22]],
    ['of an open file description', ofd, [30]],
  ])('%s', (_what, lock, expected) => {
    expect(lock && holdersOf(lock, held)).toEqual(expected)
  })

  it('is nobody that we may see where no descriptor shows it', () => {
    expect(flock && holdersOf(flock, [])).toEqual([])
    expect(ofd && holdersOf({ ...ofd, inode: 99 }, held)).toEqual([])
  })

  it('is told with a name, and of a waiting one not at all', () => {
    const name = (pid: number) => (pid === 22 ? null : `p${pid}`)
    expect(flock && toLockFacts(flock, held, name).holders).toEqual([{ pid: 21, name: 'p21' }])
    expect(locks[2] && toLockFacts(locks[2], held, name)).not.toHaveProperty('holders')
  })
})
