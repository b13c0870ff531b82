/** Beside each thing of the dead stands its twin with a living owner. */
import { describe, expect, it } from 'vitest'
import type { FileFacts } from '../../../../electron/engine/decide/leftovers/facts.ts'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import {
  deadLook,
  forcedMemory,
  heldByNginx,
  keepOf,
  keeps,
  makeFile,
  makeLeftoverFacts,
  survivor,
  tableOf,
} from '../../../fakes/leftovers.ts'
import { makeMember } from '../../../fakes/run.ts'

const living = makeMember(700)
/** The service ran as uid 990, and nobody of it lives. */
const gone = (more: Parameters<typeof makeLeftoverFacts>[0] = {}) =>
  makeLeftoverFacts({ users: new Set([990]), ...more })
const unseen = { by: [], unseen: ['dbus-daemon (400)'] }

describe('files', () => {
  const socket = makeFile({ kind: 'unix-socket', path: '/run/i.sock', knock: 'nobody' })
  const folder = makeFile({ kind: 'runtime-folder', path: '/run/i', entries: 0, remade: true })
  const spool = makeFile({ kind: 'temporary-file', path: '/tmp/i.spool' })

  it.each<[string, FileFacts, string]>([
    ['a socket that nobody has bound', socket, 'unix-socket:/run/i.sock'],
    ['a fifo that nobody has open', makeFile({}), 'fifo:/run/iguana/ctl'],
    [
      'shared memory: forcedMemory that nobody maps',
      makeFile({ kind: 'posix-memory', path: '/dev/shm/i' }),
      'posix-memory:/dev/shm/i',
    ],
    [
      'a semaphore that nobody maps',
      makeFile({ kind: 'posix-semaphore', path: '/dev/shm/sem.i' }),
      'posix-semaphore:/dev/shm/sem.i',
    ],
    ['an empty folder', folder, 'runtime-folder:/run/i'],
    ['a temporary file whose user has gone', spool, 'temporary-file:/tmp/i.spool'],
  ])('%s may go, with its proof', (_, file, id) => {
    const [found, ...more] = judgeLeftovers(gone({ files: [file] }))
    expect(more).toEqual([])
    expect(found).toMatchObject({ id, path: file.path, label: file.path, keep: null })
    expect(found?.proof[0]).toBe(file.why)
    expect(found?.proof.length).toBeGreaterThan(1)
  })

  it.each<[string, FileFacts, RegExp]>([
    [
      'a socket that a process has bound',
      { ...socket, holding: heldByNginx },
      /nginx \(812\) has it bound/,
    ],
    ['a socket at which somebody answers', { ...socket, knock: 'somebody' }, /Somebody answers/],
    [
      'a socket that may not be knocked at',
      { ...socket, knock: 'not-permitted' },
      /Only its owner/,
    ],
    ['a socket that nobody knocked at', { ...socket, knock: null }, /Only its owner/],
    ['a fifo with a reader', makeFile({ holding: heldByNginx }), /nginx \(812\) has it open\./],
    [
      'a fifo beside a process that nobody may look into',
      makeFile({ holding: unseen }),
      /Only root can see what dbus-daemon \(400\) has open/,
    ],
    [
      'shared memory: forcedMemory that is mapped',
      makeFile({ kind: 'posix-memory', holding: heldByNginx }),
      /open or mapped/,
    ],
    [
      'a semaphore beside somebody unseen',
      makeFile({ kind: 'posix-semaphore', holding: unseen }),
      /Only root/,
    ],
    ['a folder with something in it', { ...folder, entries: 2 }, /not empty: 2 names are in it/],
    ['a folder that nobody may read', { ...folder, entries: null }, /cannot be read/],
    ['a folder that nothing makes again', { ...folder, remade: false }, /next start may need it/],
    [
      'memory of which only the user is known',
      makeFile({ kind: 'posix-memory', path: '/dev/shm/a b', onlyByUser: true }),
      /another program.*`rm '\/dev\/shm\/a b'`/,
    ],
    ['a folder that systemd keeps', { ...folder, preserved: true }, /RuntimeDirectoryPreserve/],
    ['a folder in which somebody stands', { ...folder, holding: heldByNginx }, /nginx/],
    ["root's temporary file", { ...spool, uid: 0 }, /may be wanted/],
    ['a temporary file that is open', { ...spool, holding: heldByNginx }, /nginx/],
  ])('%s stays', (_, file, why) => {
    const [found] = judgeLeftovers(gone({ files: [file] }))
    expect(found?.keep).toMatch(why)
    expect(found?.proof).toEqual([file.why])
  })

  // Each is used without being held: opened, used and closed again for every request.
  const used: readonly FileFacts[] = [
    makeFile({ path: '/run/partner.fifo' }),
    makeFile({ kind: 'posix-memory', path: '/dev/shm/partner' }),
    makeFile({ kind: 'posix-semaphore', path: '/dev/shm/sem.partner' }),
    spool,
  ]
  describe.each(used)('$kind $path', (file) => {
    const keep = (more: Partial<FileFacts>, facts: object = {}) =>
      keepOf(gone({ files: [{ ...file, ...more }], ...facts }), `${file.kind}:${file.path}`)
    it('goes with the last of its user', () => {
      expect(keep({})).toBeNull()
    })
    it('stays while anybody of its user lives, who may open it again', () => {
      const livingUsers = new Map([[990, { pid: 5, name: 'cron' }]])
      expect(keep({}, { livingUsers })).toBe('cron (5) runs as the same user and may use it.')
      expect(keep({}, { livingUsers: new Map([[991, { pid: 5, name: 'cron' }]]) })).toBeNull()
    })
    it('stays where it is of a user whom the service never was', () => {
      expect(keep({ uid: 4242 })).toBe('It belongs to another user (uid 4242).')
    })
    it('stays where it is of root, who always lives', () => {
      expect(keep({ uid: 0 })).toMatch(/Any process of root|Root wrote it/)
    })
    it('stays where not everybody can be seen', () => {
      expect(keep({}, { seesAll: false })).toMatch(/Not every process/)
    })
  })

  describe('in a folder of the service alone', () => {
    const inside = makeFile({ inOwnFolder: true })
    const livingUsers = new Map([[990, { pid: 5, name: 'cron' }]])
    it.each<[string, Partial<FileFacts>, RegExp | null]>([
      ['a fifo of its user goes, whoever else is that user', {}, null],
      ["root's goes, too: the folder tells whose it is", { uid: 0 }, null],
      ["another user's stays", { uid: 4242 }, /another user/],
      ['one that is held stays', { holding: heldByNginx }, /nginx/],
    ])('%s', (_, more, why) => {
      const [found] = judgeLeftovers(gone({ files: [{ ...inside, ...more }], livingUsers }))
      if (why === null) expect(found).toMatchObject({ keep: null })
      else expect(found?.keep).toMatch(why)
    })
    it('a temporary file stays all the same while its user lives', () => {
      const file = { ...spool, inOwnFolder: true }
      expect(keeps(gone({ files: [file], livingUsers }))[0]?.[1]).toMatch(/cron \(5\)/)
    })
  })

  it('nothing in /var/tmp goes: it is kept over reboots for a reason', () => {
    const file = { ...spool, path: '/var/tmp/i.spool' }
    expect(keepOf(gone({ files: [file] }), 'temporary-file:/var/tmp/i.spool')).toMatch(
      /kept over reboots/,
    )
    expect(keepOf(gone({ files: [spool] }), 'temporary-file:/tmp/i.spool')).toBeNull()
  })
  it('none is named while the service lives', () => {
    const look = deadLook({ members: [living] })
    expect(judgeLeftovers(makeLeftoverFacts({ look, files: [socket, folder] }))).toEqual([])
  })
  it('all stay while one of the run lives, or a suspect', () => {
    const outlived = makeLeftoverFacts({
      files: [socket],
      memory: forcedMemory,
      table: tableOf(survivor),
    })
    expect(keepOf(outlived, 'unix-socket:/run/i.sock')).toMatch(/1 process of it outlived: iguana/)
    const look = deadLook({ suspects: [{ member: makeMember(701), why: 'runs the same' }] })
    expect(keepOf(makeLeftoverFacts({ look, files: [socket] }), 'unix-socket:/run/i.sock')).toMatch(
      /may be of it/,
    )
  })
  it('all stay where nothing says which processes it had', () => {
    expect(
      keepOf(makeLeftoverFacts({ look: null, files: [socket] }), 'unix-socket:/run/i.sock'),
    ).toMatch(/Nothing says/)
    expect(
      keepOf(
        makeLeftoverFacts({ look: null, files: [socket], memory: forcedMemory }),
        'unix-socket:/run/i.sock',
      ),
    ).toBeNull()
  })
})
