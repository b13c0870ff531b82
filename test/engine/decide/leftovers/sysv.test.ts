/** Beside each object of the dead stands its twin with a living owner. */
import { describe, expect, it } from 'vitest'
import type { LeftoverFacts } from '../../../../electron/engine/decide/leftovers/facts.ts'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import type {
  MessageQueue,
  SemaphoreSet,
  SharedMemory,
} from '../../../../electron/engine/parse/sysv-ipc.ts'
import {
  deadLook,
  forcedMemory,
  keepOf,
  makeLeftoverFacts,
  remembered,
  survivor,
  tableOf,
} from '../../../fakes/leftovers.ts'
import { fakeBoot, fakeNow } from '../../../fakes/rows.ts'
import { makeMember } from '../../../fakes/run.ts'

const living = makeMember(700)
const hour = 3_600_000

describe('System V shared memory', () => {
  const made = fakeNow.wall - hour / 2
  const segment: SharedMemory = {
    ...{ key: 9, id: 98_307, uid: 990, creatorUid: 990, changedAt: made, bytes: 4096 },
    ...{ creatorPid: 700, lastPid: 700, attached: 0, usedAt: made },
  }
  const id = 'sysv-memory:98307'
  const of = (more: Partial<SharedMemory> = {}, rest: Partial<LeftoverFacts> = {}) =>
    makeLeftoverFacts({ memory: forcedMemory, sharedMemory: [{ ...segment, ...more }], ...rest })

  it('that a process of the run made may go once nobody has it', () => {
    const [found] = judgeLeftovers(of())
    expect(found).toMatchObject({ id, path: null, keep: null })
    expect(found?.label).toMatch(/^Shared memory 98307 \(/)
    expect(found?.proof).toEqual([
      'Process 700 of the service made it.',
      'No process has it attached.',
      'Process 700, which made it, has gone.',
      'Process 700, which used it, has gone.',
    ])
  })
  describe('with the pid of a process of the run', () => {
    const gone = remembered.goneAt ?? 0
    const livingUsers = new Map([[4242, { pid: 5, name: 'bash' }]])
    it('is not its where it was made after that had gone: a pid is used again', () => {
      expect(judgeLeftovers(of({ changedAt: gone + 60_000 }))).toEqual([])
      expect(judgeLeftovers(of({ changedAt: gone - 1000 }))).toHaveLength(1)
    })
    it('is not its where another user made it', () => {
      expect(judgeLeftovers(of({ uid: 4242, creatorUid: 4242 }, { livingUsers }))).toEqual([])
    })
    it('is not its where nobody knows as whom that ran', () => {
      const memory = { processes: [{ ...remembered, uid: null }], before: null }
      expect(judgeLeftovers(of({}, { memory }))).toEqual([])
    })
    it('stays while somebody lives who may attach it, unless the service had it to the end', () => {
      const users = new Map([[990, { pid: 5, name: 'psql' }]])
      expect(keepOf(of({}, { livingUsers: users }), id)).toMatch(/psql \(5\)/)
      const before = { segments: [98_307] } as never
      const memory = { processes: [remembered], before }
      expect(keepOf(of({}, { livingUsers: users, memory }), id)).toBeNull()
    })
  })
  it('that nobody ever attached may go, too', () => {
    expect(keepOf(of({ usedAt: 0, lastPid: 0 }), id)).toBeNull()
  })
  it('whose maker has its pid again, in a later process, may go', () => {
    const rows = tableOf({ pid: 700, startTicks: 9000, startedAt: fakeNow.wall - 1000 })
    expect(keepOf(of({}, { table: rows }), id)).toBeNull()
  })
  it.each<[string, Partial<SharedMemory>, Partial<LeftoverFacts>, RegExp]>([
    ['that is attached', { attached: 1 }, {}, /1 process has it attached/],
    [
      'whose maker lives',
      {},
      { table: tableOf({ pid: 700, startTicks: 6000, startedAt: made - 1000 }) },
      /\(700\), which made it, lives/,
    ],
    [
      'whose maker may be the process of that pid: one second apart is none',
      {},
      { table: tableOf({ pid: 700, startTicks: 6000, startedAt: made + 1000 }) },
      /lives/,
    ],
    [
      'whose last user lives',
      { lastPid: 812 },
      { table: tableOf({ pid: 812, startedAt: made - hour }) },
      /\(812\), which used it, lives/,
    ],
    [
      'whose maker has no pid here',
      { creatorPid: 0 },
      { users: new Set([990]) },
      /another pid namespace/,
    ],
    ['whose last user has no pid here', { lastPid: 0 }, {}, /another pid namespace/],
    ['where not all are shown', {}, { seesAll: false }, /Not every process/],
    [
      'of a service that lives on',
      {},
      {
        table: tableOf({ pid: 701, startTicks: 7010 }),
        memory: {
          ...forcedMemory,
          processes: [
            remembered,
            { ...remembered, identity: { boot: fakeBoot, pid: 701, startTicks: 7010 } },
          ],
        },
      },
      /outlived/,
    ],
  ])('%s stays', (_, more, rest, why) => {
    expect(keepOf(of(more, rest), id)).toMatch(why)
  })
  it("of root's that the service only had attached stays: root always lives", () => {
    const before = { segments: [98_307] } as never
    const roots = { creatorPid: 333, uid: 0, creatorUid: 0 }
    const other = of(roots, { memory: { processes: [remembered], before } })
    expect(keepOf(other, id)).toMatch(/Any process of root/)
  })
  it('of strangers is not even named', () => {
    expect(judgeLeftovers(of({ creatorPid: 333 }))).toEqual([])
    expect(judgeLeftovers(of({}, { look: deadLook({ members: [living] }) }))).toEqual([])
  })
  it('made before the process of that pid began is not its', () => {
    expect(judgeLeftovers(of({ changedAt: remembered.startedAt - 60_000 }))).toEqual([])
  })
  it('of the same user alone stays: it may be of another program', () => {
    const own = { creatorPid: 333, lastPid: 333, uid: 990, creatorUid: 990 }
    const users = new Set([990])
    expect(keepOf(of(own, { users }), id)).toMatch(/another program.*`ipcrm -m 98307`/)
    const livingUsers = new Map([[990, { pid: 5, name: 'psql' }]])
    expect(keepOf(of(own, { users, livingUsers }), id)).toMatch(/psql \(5\)/)
    expect(keepOf(of({ ...own, uid: 0 }, { users }), id)).toMatch(/Any process of root/)
  })
})

describe('semaphores and queues', () => {
  const set: SemaphoreSet = {
    ...{ key: 1, id: 7, uid: 990, creatorUid: 990, changedAt: 0, semaphores: 17, usedAt: 0 },
  }
  const queue: MessageQueue = {
    ...{ key: 2, id: 8, uid: 990, creatorUid: 990, changedAt: 0, messages: 3 },
    ...{ lastSenderPid: 700, lastReceiverPid: 0, usedAt: 0 },
  }
  const users = new Set([990])
  const byHand = (what: string): string =>
    `Its user made it, perhaps for another program. If it is of this one: \`ipcrm ${what}\`.`
  const both = { semaphores: [set], queues: [queue], users }

  it('stay for a person to remove: their user may have other programs', () => {
    expect(judgeLeftovers(makeLeftoverFacts(both))).toMatchObject([
      { id: 'sysv-semaphores:7', label: 'Semaphore set 7 (17)', keep: byHand('-s 7') },
      { id: 'sysv-queue:8', label: 'Message queue 8 (3 messages)', keep: byHand('-q 8') },
    ])
  })
  it.each<[string, Partial<LeftoverFacts>, RegExp]>([
    [
      'somebody of that user lives',
      { livingUsers: new Map([[990, { pid: 5, name: 'psql' }]]) },
      /psql \(5\)/,
    ],
    ['not all are shown', { seesAll: false }, /Not every process/],
    [
      'root has them by now',
      { semaphores: [{ ...set, uid: 0 }], queues: [{ ...queue, uid: 0 }] },
      /Any process of root/,
    ],
    [
      'another user has them by now, who lives',
      {
        semaphores: [{ ...set, uid: 33 }],
        queues: [{ ...queue, uid: 33 }],
        livingUsers: new Map([[33, { pid: 6, name: 'apache2' }]]),
      },
      /apache2 \(6\)/,
    ],
    ['the service lives on', { memory: forcedMemory, table: tableOf(survivor) }, /outlived/],
  ])('stay where %s', (_, more, why) => {
    const found = judgeLeftovers(makeLeftoverFacts({ ...both, ...more })).filter(({ kind }) =>
      kind.startsWith('sysv'),
    )
    expect(found).toHaveLength(2)
    for (const { keep } of found) expect(keep).toMatch(why)
  })
  it.each([
    ['another user', { ...both, users: new Set([33]) }],
    [
      "root's",
      { ...both, semaphores: [{ ...set, creatorUid: 0 }], queues: [{ ...queue, creatorUid: 0 }] },
    ],
    ['a living service', { ...both, look: deadLook({ members: [living] }) }],
  ])('of %s are not named', (_, more) => {
    expect(judgeLeftovers(makeLeftoverFacts(more))).toEqual([])
  })
})
