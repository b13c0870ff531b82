import { describe, expect, it } from 'vitest'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import {
  findCandidates,
  foldersOf,
  usersOf,
  type CandidatesOf,
} from '../../../electron/engine/leftovers/candidates.ts'
import { deadLook } from '../../fakes/leftovers.ts'

const observed = (more: object = {}): Observed => deadLook(more).observed
const unit = (raw: object, manager = 'system') =>
  observed({ unit: { name: 'i.service', manager, raw } })
const nothing: CandidatesOf = {
  observed: null,
  before: null,
  users: new Set(),
  livingUsers: new Map(),
  runtimeFolder: '/run/user/1000',
}
const find = async (more: Partial<CandidatesOf>) =>
  (await findCandidates({ ...nothing, ...more })).map(({ path, kind }) => [path, kind])

describe('the folders of a service', () => {
  it.each<[string, Observed, readonly string[]]>([
    [
      "of the machine's units lie in /run",
      unit({ RuntimeDirectory: ['i', 'i/cache'] }),
      ['/run/i', '/run/i/cache'],
    ],
    [
      "of one's own units lie elsewhere",
      unit({ RuntimeDirectory: ['i'] }, 'user'),
      ['/run/user/1000/i'],
    ],
    ['never lead out', unit({ RuntimeDirectory: ['../etc', '/etc'] }), []],
    ['are none where the unit has none', unit({}), []],
    [
      'bear its name, where its pid file lies in them',
      observed({ configuration: { pidfile: '/run/iguana/x.pid' } }),
      ['/run/iguana'],
    ],
    [
      'are the same under the old name',
      observed({ configuration: { pidfile: '/var/run/iguana/x.pid' } }),
      ['/run/iguana'],
    ],
    [
      'are not whatever a pid file lies in',
      observed({ configuration: { pidfile: '/run/lock/x.pid' } }),
      [],
    ],
    ['are not /run itself', observed({ configuration: { pidfile: '/run/iguana.pid' } }), []],
    ['are not deeper', observed({ configuration: { pidfile: '/run/user/iguana/x.pid' } }), []],
    ['are none elsewhere', observed({ configuration: { pidfile: '/srv/iguana/x.pid' } }), []],
  ])('%s', (_, of, paths) => {
    expect(foldersOf(of, '/run/user/1000').map(({ path }) => path)).toEqual(paths)
  })
  it('are none of a user without a runtime folder', () => {
    expect(foldersOf(unit({ RuntimeDirectory: ['i'] }, 'user'), null)).toEqual([])
  })
  it('may be kept by systemd', () => {
    const kept = unit({ RuntimeDirectory: ['i'], RuntimeDirectoryPreserve: 'yes' })
    expect(foldersOf(kept, null)).toMatchObject([{ path: '/run/i', preserved: true }])
  })
})

describe('what may have been left', () => {
  const before = {
    ...{ at: 0, processes: [], ports: [], segments: [], whole: true },
    sockets: [{ path: '/run/i.sock', inode: 5, device: 8 }],
    fifos: [{ path: '/run/i.fifo', inode: null, device: 8 }],
    sharedMemory: [
      { path: '/dev/shm/i', inode: 6, device: 8 },
      { path: '/dev/shm/sem.i', inode: 7, device: 8 },
    ],
    temporary: [{ path: '/tmp/i.spool', inode: 8, device: 8 }],
  }
  it('is what it held before force, each as what it was', async () => {
    expect(await find({ before })).toEqual([
      ['/run/i.sock', 'unix-socket'],
      ['/run/i.fifo', 'fifo'],
      ['/dev/shm/i', 'posix-memory'],
      ['/dev/shm/sem.i', 'posix-semaphore'],
      ['/tmp/i.spool', 'temporary-file'],
    ])
    const [socket] = await findCandidates({ ...nothing, before })
    expect(socket).toMatchObject({ inode: 5, device: 8, owners: null, inOwnFolder: false })
  })
  it('is no temporary file of somebody else that it wrote into', async () => {
    const found = await findCandidates({ ...nothing, before, users: new Set([990]) })
    expect(found.find(({ kind }) => kind === 'temporary-file')?.owners).toEqual(new Set([0, 990]))
  })
  it('is told from what lies in a folder of the service alone', async () => {
    const of = {
      ...before,
      fifos: [
        { path: '/run/i-0/ctl', inode: 1, device: 8 },
        { path: '/run/i-01/ctl', inode: 2, device: 8 },
      ],
    }
    const found = await findCandidates({
      ...nothing,
      before: of,
      observed: unit({ RuntimeDirectory: ['i-0'] }),
    })
    expect(
      found.filter(({ kind }) => kind === 'fifo').map(({ inOwnFolder }) => inOwnFolder),
    ).toEqual([true, false])
  })
  it('is where the catalogue says that its socket is', async () => {
    const profile = {
      profile: {
        id: 'i',
        title: 'Iguana',
        files: { debian: { socket: ['/run/i.sock'] }, rhel: { socket: ['/run/i.sock'] } },
      },
    }
    expect(await find({ observed: observed({ profile }) })).toEqual([
      ['/run/i.sock', 'unix-socket'],
    ])
  })
  it('is nothing where nothing is known', async () => {
    expect(await find({})).toEqual([])
    expect(await find({ users: new Set([0]) })).toEqual([])
    expect(
      await find({ users: new Set([990]), livingUsers: new Map([[990, { pid: 5, name: 'x' }]]) }),
    ).toEqual([])
  })
})

describe('the users of a service', () => {
  const uidOf = (name: string) => (name === 'iguana' ? 990 : null)
  it.each<[string, Observed | null, readonly (number | null)[], readonly number[]]>([
    ['its processes', null, [990, 0, null, 990], [990]],
    ["its unit's user by name", unit({ User: 'iguana' }), [], [990]],
    ["its unit's user by number", unit({ User: '991' }), [990], [990, 991]],
    ['nobody that is unknown', unit({ User: 'gone' }), [], []],
    ['never root', unit({ User: '0' }), [0], []],
  ])('are %s', (_, of, uids, users) => {
    expect([...usersOf(of, uids, uidOf)]).toEqual(users)
  })
})
