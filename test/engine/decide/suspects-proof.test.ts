import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import { executableCandidates, makeScene } from '../../../electron/engine/decide/scene.ts'
import { findSuspects, type Named } from '../../../electron/engine/decide/suspects.ts'
import type { ProcessRow, Suspect } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const exe = '/usr/sbin/iguana'
const hidden = unknown('permission denied')
const self = { pid: 50, uid: 0, systemd: true }
const main = makeRow({ pid: 100, exe })

function suspectsOf(
  rows: readonly ProcessRow[],
  named: readonly Named[] = [],
  mainPid: number | null = 100,
): readonly Suspect[] {
  const scene = makeScene(makeTable([makeRow({ pid: 50 }), ...rows]), self)
  const picks = new Map([[100, { kind: 'picked', how: 'pid 100' } as const]])
  return findSuspects(scene, findMembers(scene, { picks, main: mainPid, known: [] }), named)
}
const pids = (list: readonly Suspect[]): number[] => list.map((s) => s.member.identity.pid)

describe('a look-alike', () => {
  it('is shown as no main process and as one that nobody keeps', () => {
    expect(suspectsOf([main, makeRow({ pid: 200, exe })])[0]?.member).toMatchObject({
      main: false,
      kept: null,
      reasons: [],
    })
  })

  it('is none of a process whose user is unreadable, not even where both are', () => {
    const first = makeRow({ pid: 100, exe, uid: hidden })
    expect(pids(suspectsOf([first, makeRow({ pid: 200, exe, uid: hidden })]))).toEqual([])
  })

  it('is none of a process whose executable is unreadable, not even where both are', () => {
    const first = makeRow({ pid: 100, executable: hidden, name: 'iguana' })
    const second = makeRow({ pid: 200, executable: hidden, name: 'iguana' })
    expect(pids(suspectsOf([first, second]))).toEqual([])
  })

  it('is no process that somebody else manages: a unit or a container', () => {
    const unit = makeRow({ pid: 200, exe, cgroup: '/system.slice/iguana.service' })
    const container = makeRow({ pid: 201, exe, cgroup: '/lxc/web' })
    expect(pids(suspectsOf([main, unit, container]))).toEqual([])
  })

  it('of two heads is told once, with the first head as evidence', () => {
    const child = makeWorker(101, main, { exe })
    const list = suspectsOf([main, child, makeRow({ pid: 200, exe })], [], 101)
    expect(list.map((s) => s.why)).toEqual([
      'same executable (/usr/sbin/iguana) and user (root) as iguana (101), but no relation seen',
    ])
  })

  it('of a main process is sought though that one is no root', () => {
    const shell = makeRow({ pid: 100, exe: '/usr/bin/dash', args: ['sh', '/opt/run'] })
    const real = makeWorker(101, shell, { exe })
    expect(pids(suspectsOf([shell, real, makeRow({ pid: 200, exe })], [], 101))).toEqual([200])
    expect(pids(suspectsOf([shell, real, makeRow({ pid: 200, exe })], [], null))).toEqual([])
  })

  it('shows a hostile path as escapes', () => {
    const odd = '/opt/\u001b[2Jx'
    const list = suspectsOf([makeRow({ pid: 100, exe: odd }), makeRow({ pid: 200, exe: odd })])
    expect(list[0]?.why).toContain('same executable (/opt/\\x1b[2Jx)')
  })
})

describe('whoever the target itself names', () => {
  const why = 'the file names it now'

  it('comes before the look-alikes', () => {
    const other = makeRow({ pid: 300, exe: '/opt/other' })
    const list = suspectsOf([main, makeRow({ pid: 200, exe }), other], [{ pid: 300, why }])
    expect(pids(list)).toEqual([300, 200])
  })

  it.each<[string, ProcessRow]>([
    ['a zombie', makeRow({ pid: 300, alive: false, state: 'Z' })],
    ['a kernel thread', makeRow({ pid: 300, kernelThread: true })],
    ['a protected process', makeRow({ pid: 300, exe: '/usr/bin/dbus-daemon' })],
    ['a unit of systemd', makeRow({ pid: 300, cgroup: '/system.slice/x.service' })],
    ['a member', makeWorker(300, main)],
    ['another namespace', makeRow({ pid: 300, pidNamespace: 'pid:[7]' })],
  ])('is no suspect where it is %s', (_, row) => {
    expect(suspectsOf([main, row], [{ pid: 300, why }])).toEqual([])
  })

  it('is no suspect where it is init or Quiesce', () => {
    const named = [1, 50].map((pid) => ({ pid, why }))
    expect(suspectsOf([main], named)).toEqual([])
  })
})

describe('who may run an executable', () => {
  const wanted = (path: string) => ({ path, file: { device: 8, inode: 4242 } })
  const candidates = (rows: readonly ProcessRow[], path = '/opt/run'): number[] =>
    executableCandidates(makeScene(makeTable(rows), self), wanted(path)).map((r) => r.identity.pid)

  it('is told once, though path and file and script all say so', () => {
    const executable = { path: '/opt/run', device: 8, inode: 4242, deleted: false }
    expect(candidates([makeRow({ pid: 100, executable })])).toEqual([100])
  })

  it('is not whoever has the inode on another device', () => {
    const executable = { path: '/moved', device: 9, inode: 4242, deleted: false }
    expect(candidates([makeRow({ pid: 100, executable })])).toEqual([])
  })

  it('is not an interpreter without a script, nor a program with such an argument', () => {
    const bare = makeRow({ pid: 100, exe: '/usr/bin/python3', args: ['python3'] })
    const other = makeRow({ pid: 101, exe: '/usr/sbin/nginx', args: ['nginx', '/opt/run'] })
    expect(candidates([bare, other])).toEqual([])
    expect(candidates([bare, other], 'null')).toEqual([])
  })

  it('is not confused by a path that looks like another kind of key', () => {
    const script = makeRow({ pid: 100, exe: '/usr/bin/python3', args: ['python3', '8:4242'] })
    expect(candidates([script])).toEqual([])
  })

  it('is every one of several', () => {
    const rows = [101, 102, 103].map((pid) => makeRow({ pid, exe: '/opt/run' }))
    expect(candidates(rows)).toEqual([101, 102, 103])
  })
})

describe('any table at all', () => {
  const wish = fc.record({
    pid: fc.integer({ min: 60, max: 110 }),
    parentPid: fc.integer({ min: 0, max: 110 }),
    session: fc.integer({ min: 0, max: 110 }),
    alive: fc.boolean(),
    exe: fc.constantFrom(exe, '/opt/x'),
    uid: fc.constantFrom(0, 33, hidden),
  })

  it('suspects nobody twice, nobody who is a member, dead or protected', () => {
    fc.assert(
      fc.property(
        fc.array(wish, { maxLength: 25 }),
        fc.array(fc.integer({ min: 0, max: 110 })),
        (wishes, names) => {
          const table = makeTable([...wishes.map((w) => makeRow(w)), main])
          const scene = makeScene(table, self)
          const picks = new Map([[100, { kind: 'picked', how: 'pid 100' } as const]])
          const members = findMembers(scene, { picks, main: 100, known: [] })
          const list = pids(
            findSuspects(
              scene,
              members,
              names.map((pid) => ({ pid, why: 'named' })),
            ),
          )
          expect(new Set(list).size).toBe(list.length)
          for (const pid of list) {
            const row = table.rows.get(pid)
            expect(members.map((m) => m.identity.pid)).not.toContain(pid)
            expect(row?.alive).toBe(true)
            expect(row && scene.protection.refuse(row)).toBeNull()
          }
        },
      ),
    )
  })
})
