import { describe, expect, it } from 'vitest'
import { findMembers, type MembersWanted } from '../../../electron/engine/decide/members.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { Member, MemberReason, ProcessRow } from '../../../shared/process.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = { pid: 50, uid: 0, systemd: false }
const quiesce = makeRow({ pid: 50, exe: '/usr/bin/node' })
const picked: MemberReason = { kind: 'picked', how: 'pid 100' }
const byFile: MemberReason = { kind: 'pid-file', path: '/run/x.pid' }
const elsewhere = { session: 7, processGroup: 7 }

function find(rows: readonly ProcessRow[], wanted: Partial<MembersWanted> = {}): readonly Member[] {
  const picks = new Map(wanted.known ? [] : [[100, picked] as const])
  return findMembers(makeScene(makeTable([quiesce, ...rows]), self), {
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

describe('the reason of a member that is looked at again', () => {
  it('is still the pid file that named it, not a tree that it left', () => {
    const known = find([main], { picks: new Map([[100, byFile]]) })
    expect(reasonsOf(find([main], { known }), 100)).toEqual([byFile])
  })

  it('is a person where a person ticked a suspect, who had no reason to belong', () => {
    const [ticked] = find([main])
    if (!ticked) throw new Error('no member')
    const known = [{ ...ticked, reasons: [] }]
    expect(reasonsOf(find([main], { known }), 100)).toEqual([
      { kind: 'picked', how: 'a person named it' },
    ])
  })

  it('is told anew for who still hangs on the picked one, without the old words', () => {
    const worker = makeWorker(101, main)
    const known = find([main, worker])
    const moved = makeRow({ pid: 101, parentPid: 100, ...elsewhere })
    expect(reasonsOf(find([main, moved], { known }), 101)).toEqual([{ kind: 'child', of: 100 }])
  })

  it('is not doubled where two leads give the same one', () => {
    const both = [main, makeRow({ pid: 101, parentPid: 100, ...elsewhere })]
    const known = find(both)
    const picks = new Map([[100, picked]])
    const members = find(both, { picks, known })
    expect(reasonsOf(members, 100)).toEqual([picked])
    expect(reasonsOf(members, 101)).toEqual([{ kind: 'child', of: 100 }])
  })

  it('tells two reasons of one kind apart by their number', () => {
    const member = makeRow({ pid: 102, parentPid: 101, session: 100, processGroup: 7 })
    const second = makeRow({ pid: 101, parentPid: 100, ...elsewhere })
    const known = find([main, second, member])
    const moved = makeRow({ pid: 102, parentPid: 100, ...elsewhere })
    const again = find([main, second, moved], { known })
    expect(reasonsOf(known, 102)).toContainEqual({ kind: 'child', of: 101 })
    expect(reasonsOf(again, 102)).toEqual([{ kind: 'child', of: 100 }])
  })

  it('says from where a whole branch left only for its head', () => {
    const middle = makeRow({ pid: 101, parentPid: 100, ...elsewhere })
    const leaf = makeRow({ pid: 102, parentPid: 101, ...elsewhere })
    const known = find([main, middle, leaf])
    // The leaf stands first in the table: the order of rows must not decide who is the head.
    const members = find([leaf, makeRow({ pid: 101, parentPid: 1, ...elsewhere })], {
      known: [...known].reverse(),
    })
    expect(reasonsOf(members, 101)).toEqual([
      { kind: 'child', of: 100 },
      { kind: 'left-tree', from: 100 },
    ])
    expect(reasonsOf(members, 102)).toEqual([{ kind: 'child', of: 101 }])
  })

  it('says so for each of two that fell out of the tree into a loop of parents', () => {
    const one = makeRow({ pid: 101, parentPid: 100, ...elsewhere })
    const two = makeRow({ pid: 102, parentPid: 100, ...elsewhere })
    const known = find([main, one, two])
    const torn = [
      makeRow({ pid: 101, parentPid: 102, ...elsewhere }),
      makeRow({ pid: 102, parentPid: 101, ...elsewhere }),
    ]
    const members = find(torn, { known })
    expect(pids(members)).toEqual([101, 102])
    expect(members.every((m) => m.reasons.length > 0)).toBe(true)
  })
})

describe('people of a leader that has died', () => {
  const known = find([main])

  it('belong though they started in the very tick of the leader', () => {
    const twin = makeRow({ pid: 180, startTicks: 1000, session: 100, processGroup: 180 })
    expect(pids(find([twin], { known }))).toEqual([180])
  })

  it('do not belong when they are one tick older', () => {
    const older = makeRow({ pid: 180, startTicks: 999, session: 100, processGroup: 100 })
    expect(pids(find([older], { known }))).toEqual([])
  })

  it('bring what they started themselves', () => {
    const orphan = makeRow({ pid: 180, session: 100, processGroup: 180 })
    const child = makeRow({ pid: 181, parentPid: 180, ...elsewhere })
    const members = find([orphan, child], { known })
    expect(reasonsOf(members, 181)).toEqual([{ kind: 'child', of: 180 }])
  })

  it('are none in a process group that the dead one was in without leading it', () => {
    const row = makeRow({ pid: 100, ...elsewhere })
    const mate = makeRow({ pid: 180, session: 7, processGroup: 7 })
    const members = find([row])
    expect(pids(members)).toEqual([100])
    expect(pids(find([mate], { known: members }))).toEqual([])
  })

  it('are none while a zombie of the leader says itself who they are, then once more', () => {
    const zombie = makeRow({ pid: 100, alive: false, state: 'Z' })
    const orphan = makeRow({ pid: 180, session: 100, processGroup: 180 })
    expect(reasonsOf(find([zombie, orphan], { known }), 180)).toEqual([
      { kind: 'session', leader: 100 },
    ])
  })

  it('belong though the dead leader was only a child, or kept but named', () => {
    const child = makeRow({ pid: 101, parentPid: 100 })
    const orphan = makeRow({ pid: 180, session: 101, processGroup: 180 })
    expect(pids(find([main, orphan], { known: find([main, child]) }))).toEqual([100, 180])
    const bus = makeRow({ pid: 101, exe: '/usr/bin/dbus-daemon' })
    const named = find([bus], { picks: new Map([[101, byFile]]) })
    expect(pids(find([orphan], { known: named }))).toEqual([180])
  })

  it('are none in a group of its number that it was not in itself', () => {
    const before = find([makeRow({ pid: 100, ...elsewhere })])
    const odd = makeRow({ pid: 180, session: 7, processGroup: 100 })
    expect(pids(find([odd], { known: before }))).toEqual([])
  })

  it('stay out where the dead one was kept: what it started is its own affair', () => {
    const bus = makeWorker(101, main, { exe: '/usr/bin/dbus-daemon', session: 101 })
    const affair = makeRow({ pid: 180, parentPid: 101, session: 101, processGroup: 180 })
    const before = find([main, bus, affair])
    expect(pids(before)).toEqual([100, 101])
    const orphan = makeRow({ pid: 180, parentPid: 1, session: 101, processGroup: 180 })
    expect(pids(find([main, orphan], { known: before }))).toEqual([100])
  })

  it('stay out where the dead one led a group and was kept', () => {
    const bus = makeWorker(101, main, { exe: '/usr/bin/dbus-daemon', processGroup: 101 })
    const before = find([main, bus])
    const orphan = makeRow({ pid: 180, parentPid: 1, session: 9, processGroup: 101 })
    expect(pids(find([main, orphan], { known: before }))).toEqual([100])
  })
})

describe('a known member that has become something else', () => {
  const worker = makeWorker(101, main)
  const known = find([main, worker])

  it('is none under another boot, though pid and start are equal', () => {
    const other = { ...worker, identity: { ...worker.identity, boot: 'another boot' } }
    expect(pids(find([{ ...other, parentPid: 1, ...elsewhere }], { known }))).toEqual([])
  })

  it('is kept from the moment in which it turns into a protected program', () => {
    const bus = makeWorker(101, main, { exe: '/usr/bin/dbus-daemon' })
    const below = makeRow({ pid: 102, parentPid: 101 })
    const members = find([main, bus, below], { known })
    expect(pids(members)).toEqual([100, 101])
    expect(members[1]?.kept).toContain('the message bus')
  })

  it('is none once it has become a zombie, and its children still are', () => {
    const zombie = makeWorker(101, main, { alive: false, state: 'Z' })
    const child = makeRow({ pid: 102, parentPid: 101, ...elsewhere })
    expect(pids(find([main, zombie, child], { known }))).toEqual([100, 102])
  })

  it('is none when it moved to another pid namespace', () => {
    const moved = makeWorker(101, main, { pidNamespace: 'pid:[4026532999]' })
    expect(pids(find([quiesce, main, moved], { known }))).toEqual([100])
  })
})

describe('what a named process that is protected starts', () => {
  it('is shown, when a pid file names the protected one', () => {
    const bus = makeRow({ pid: 101, exe: '/usr/bin/dbus-daemon' })
    const below = makeRow({ pid: 102, parentPid: 101 })
    const members = find([bus, below], { picks: new Map([[101, byFile]]) })
    expect(pids(members)).toEqual([101, 102])
  })
})

describe('the order of members', () => {
  it('is by start, then by pid, whatever the table does', () => {
    const same = { parentPid: 100, startTicks: 5000 }
    const rows = [
      makeRow({ pid: 130, ...same }),
      makeRow({ pid: 120, ...same }),
      makeRow({ pid: 140, parentPid: 100, startTicks: 2000 }),
      main,
    ]
    expect(pids(find(rows))).toEqual([100, 140, 120, 130])
    expect(pids(find([...rows].reverse()))).toEqual([100, 140, 120, 130])
    expect(pids(find(rows, { main: 130 }))).toEqual([130, 100, 140, 120])
  })

  it('names nobody as main who is no member', () => {
    expect(find([main], { main: 4000 }).map((m) => m.main)).toEqual([false])
  })
})

describe('who only sits beside a member', () => {
  it('is nobody: a session whose number is a member but which the member left', () => {
    // After setsid() of another with a reused number, a row may carry a session it does not lead.
    const row = makeRow({ pid: 100, session: 90, processGroup: 90 })
    const odd = makeRow({ pid: 200, session: 100, processGroup: 7 })
    const mate = makeRow({ pid: 201, session: 8, processGroup: 100 })
    expect(pids(find([row, odd, mate]))).toEqual([100])
  })

  it('is not judged by its age while the leader lives: even the first tick of a boot counts', () => {
    const first = { startTicks: 0, parentPid: 1 }
    const inSession = makeRow({ pid: 101, ...first, session: 100, processGroup: 7 })
    const inGroup = makeRow({ pid: 102, ...first, session: 7, processGroup: 100 })
    expect(pids(find([main, inSession, inGroup]))).toEqual([101, 102, 100])
  })
})
