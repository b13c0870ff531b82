import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMembers, type MembersWanted } from '../../../electron/engine/decide/members.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { Member, MemberReason, ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = { pid: 50, uid: 1000, systemd: false }
const quiesce = [
  makeRow({ pid: 40, exe: '/usr/bin/bash', terminal: 5 }),
  makeRow({ pid: 50, parentPid: 40, session: 40, processGroup: 50, exe: '/usr/bin/node' }),
]
const picked: MemberReason = { kind: 'picked', how: 'pid 100' }

function find(rows: readonly ProcessRow[], wanted: Partial<MembersWanted> = {}): readonly Member[] {
  const picks = new Map(wanted.known ? [] : [[100, picked] as const])
  return findMembers(makeScene(makeTable([...quiesce, ...rows]), self), {
    picks,
    main: null,
    known: [],
    ...wanted,
  })
}

const pids = (members: readonly Member[]): number[] => members.map((m) => m.identity.pid)
const reasonsOf = (members: readonly Member[], pid: number): readonly MemberReason[] | undefined =>
  members.find((m) => m.identity.pid === pid)?.reasons

const main = makeRow({ pid: 100 })

describe('who belongs to a process', () => {
  it('itself, with the reason why it was picked', () => {
    const members = find([main, makeRow({ pid: 200 })])
    expect(pids(members)).toEqual([100])
    expect(members[0]).toMatchObject({
      name: 'daemon100',
      args: '/usr/sbin/daemon100',
      user: 'root',
      main: false,
      parentPid: 1,
      processGroup: 100,
      reasons: [picked],
      kept: null,
    })
  })

  it('its children and theirs, each a child of its own parent', () => {
    const own = { session: 1, processGroup: 1 }
    const members = find([
      makeRow({ pid: 100, ...own }),
      makeRow({ pid: 101, parentPid: 100, ...own }),
      makeRow({ pid: 102, parentPid: 101, ...own }),
    ])
    expect(pids(members)).toEqual([100, 101, 102])
    expect(reasonsOf(members, 102)).toEqual([{ kind: 'child', of: 101 }])
  })

  it('whoever is in the session or process group that a member leads', () => {
    const members = find([
      main,
      makeRow({ pid: 101, session: 100, processGroup: 101 }),
      makeRow({ pid: 102, session: 7, processGroup: 100 }),
    ])
    expect(reasonsOf(members, 101)).toEqual([{ kind: 'session', leader: 100 }])
    expect(reasonsOf(members, 102)).toEqual([{ kind: 'process-group', leader: 100 }])
  })

  it('all reasons of a worker together', () => {
    const members = find([main, makeWorker(101, main)])
    expect(reasonsOf(members, 101)).toEqual([
      { kind: 'child', of: 100 },
      { kind: 'session', leader: 100 },
      { kind: 'process-group', leader: 100 },
    ])
  })

  it('nobody from a session that it is in without leading it', () => {
    const row = makeRow({ pid: 100, session: 90, processGroup: 90 })
    const members = find([
      row,
      makeRow({ pid: 90 }),
      makeRow({ pid: 101, session: 90, processGroup: 90 }),
    ])
    expect(pids(members)).toEqual([100])
  })

  it('the session that a child leads, though its people have no living parent', () => {
    const members = find([
      main,
      makeRow({ pid: 101, parentPid: 100 }),
      makeRow({ pid: 102, parentPid: 1, session: 101, processGroup: 102 }),
    ])
    expect(pids(members)).toEqual([100, 101, 102])
  })

  it('lists the main process first, then by age', () => {
    const rows = [makeWorker(101, main), main, makeWorker(99, main, { startTicks: 1 })]
    expect(pids(find(rows, { main: 101 }))).toEqual([101, 99, 100])
    expect(find(rows, { main: 101 })[0]?.main).toBe(true)
  })

  it('leaves out zombies, but not those who hang on one', () => {
    const members = find([
      makeRow({ pid: 100, alive: false, state: 'Z' }),
      makeRow({ pid: 101, session: 100, processGroup: 100 }),
      makeRow({ pid: 102, session: 100, processGroup: 100, alive: false, state: 'Z' }),
    ])
    expect(pids(members)).toEqual([101])
  })

  it('keeps a process whose main thread is a zombie while another thread works', () => {
    expect(pids(find([makeRow({ pid: 100, alive: true, state: 'Z' })]))).toEqual([100])
  })

  it('makes names and arguments safe to show', () => {
    const row = makeRow({
      pid: 100,
      name: 'a\nb',
      args: ['x', '\u001b[2J'],
      executable: unknown('gone'),
    })
    expect(find([row])[0]).toMatchObject({ name: 'a\\nb', args: 'x \\x1b[2J' })
  })

  it('says unknown where user and arguments cannot be read', () => {
    const hidden = unknown('permission denied')
    expect(find([makeRow({ pid: 100, uid: hidden, user: hidden, args: hidden })])[0]).toMatchObject(
      {
        user: 'unknown',
        args: '',
      },
    )
    expect(find([makeRow({ pid: 100, uid: 1234, user: hidden })])[0]).toMatchObject({
      user: '1234',
    })
  })
})

describe('who never belongs', () => {
  it('init, though an orphan that was picked is its child', () => {
    expect(pids(find([main], { picks: new Map([[1, picked]]) }))).toEqual([])
  })

  it('Quiesce and its ancestors, though they sit in a session that a member leads', () => {
    const members = find([main], { picks: new Map([[40, picked]]) })
    expect(pids(members)).toEqual([])
  })

  it('does not reach below Quiesce through its ancestors', () => {
    const started = makeRow({ pid: 101, parentPid: 50 })
    expect(pids(find([main, started], { picks: new Map([[40, picked]]) }))).toEqual([])
  })

  it('kernel threads and processes of another pid namespace, nor what hangs on those', () => {
    const members = find([
      main,
      makeWorker(101, main, { kernelThread: true }),
      makeRow({ pid: 102, parentPid: 100, pidNamespace: 'pid:[4026532999]' }),
      makeRow({ pid: 103, parentPid: 102, pidNamespace: unknown('permission denied') }),
    ])
    expect(pids(members)).toEqual([100])
  })
})

describe('who is kept', () => {
  const bus = makeWorker(101, main, { exe: '/usr/bin/dbus-daemon' })
  const below = makeRow({ pid: 102, parentPid: 101 })

  it('a protected process that turns up, with the reason, and without its children', () => {
    const members = find([main, bus, below])
    expect(pids(members)).toEqual([100, 101])
    expect(members[1]?.kept).toContain('dbus-daemon (101) is protected')
    expect(members[0]?.kept).toBeNull()
  })

  it('the picked one itself, shown with all that hangs on it', () => {
    const members = find([bus, below], { picks: new Map([[101, picked]]) })
    expect(pids(members)).toEqual([101, 102])
    expect(members[0]?.kept).not.toBeNull()
  })
})

describe('members that are known already', () => {
  const worker = makeWorker(101, main)
  const known = find([main, worker])

  it('stay while they live', () => {
    expect(find([main, worker], { known })).toEqual(known)
  })

  it('stay when they leave the tree, and say from where', () => {
    const members = find([main, makeRow({ pid: 101, parentPid: 1 })], { known })
    expect(pids(members)).toEqual([100, 101])
    expect(reasonsOf(members, 101)).toContainEqual({ kind: 'left-tree', from: 100 })
    expect(reasonsOf(members, 101)).toContainEqual({ kind: 'child', of: 100 })
  })

  it('stay when everybody else is gone', () => {
    const members = find([makeRow({ pid: 101, parentPid: 1 })], { known })
    expect(pids(members)).toEqual([101])
  })

  it('say so once, however often one looks', () => {
    const rows = [makeRow({ pid: 101, parentPid: 1 })]
    const once = find(rows, { known })
    const twice = find(rows, { known: once })
    expect(twice).toEqual(once)
    expect(twice[0]?.reasons.filter((r) => r.kind === 'left-tree')).toHaveLength(1)
  })

  it('bring along what they started after they left', () => {
    const members = find([makeRow({ pid: 101 }), makeRow({ pid: 150, parentPid: 101 })], { known })
    expect(pids(members)).toEqual([101, 150])
    expect(reasonsOf(members, 150)).toEqual([{ kind: 'child', of: 101 }])
  })

  it('keep calling the children of one who left its children', () => {
    const deep = find([main, worker, makeRow({ pid: 102, parentPid: 101 })])
    const left = [makeRow({ pid: 102, parentPid: 101 }), makeRow({ pid: 101, parentPid: 1 })]
    expect(reasonsOf(find(left, { known: deep }), 102)).toEqual([{ kind: 'child', of: 101 }])
  })

  it('are no longer members when their pid belongs to another process', () => {
    const reused = makeRow({ pid: 101, startTicks: 999_999 })
    expect(pids(find([main, reused], { known }))).toEqual([100])
  })

  it('still tell who their people are after they died: session and group keep the number', () => {
    const orphan = makeRow({ pid: 180, parentPid: 1, session: 100, processGroup: 180 })
    const mate = makeRow({ pid: 181, parentPid: 1, session: 7, processGroup: 100 })
    const members = find([orphan, mate], { known })
    expect(reasonsOf(members, 180)).toEqual([{ kind: 'session', leader: 100 }])
    expect(reasonsOf(members, 181)).toEqual([{ kind: 'process-group', leader: 100 }])
  })

  it('claim nobody who is older than they were, nor the people of whoever has their pid now', () => {
    const older = makeRow({ pid: 180, startTicks: 3, session: 100, processGroup: 180 })
    expect(pids(find([older], { known }))).toEqual([])
    const successor = makeRow({ pid: 100, startTicks: 999_999 })
    expect(pids(find([successor, makeWorker(185, successor)], { known }))).toEqual([])
  })
})

describe('any table at all', () => {
  const row = fc.record({
    pid: fc.integer({ min: 60, max: 90 }),
    parentPid: fc.integer({ min: 0, max: 90 }),
    session: fc.integer({ min: 0, max: 90 }),
    processGroup: fc.integer({ min: 0, max: 90 }),
    alive: fc.boolean(),
    kernelThread: fc.boolean(),
  })

  it('ends, and gives nobody twice, nobody dead and nobody from outside', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 25 }),
        fc.integer({ min: 60, max: 90 }),
        (wishes, pick) => {
          const rows = wishes.map((wish) => makeRow(wish))
          const members = find(rows, { picks: new Map([[pick, picked]]) })
          expect(new Set(pids(members)).size).toBe(members.length)
          for (const pid of pids(members)) {
            expect([1, 40, 50]).not.toContain(pid)
            const last = rows.findLast((r) => r.identity.pid === pid)
            expect(last).toMatchObject({ alive: true, kernelThread: false })
          }
          expect(pids(find(rows, { known: members })).sort()).toEqual([...pids(members)].sort())
        },
      ),
    )
  })
})
