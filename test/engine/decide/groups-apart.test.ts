import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findCopyEvidence,
  rememberHeads,
  type Stopped,
} from '../../../electron/engine/decide/copies.ts'
import { ambiguousTarget, findIndependent } from '../../../electron/engine/decide/groups.ts'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import { makeScene, type Scene } from '../../../electron/engine/decide/scene.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const sceneOf = (rows: readonly ProcessRow[]): Scene =>
  makeScene(makeTable(rows), { pid: 50, uid: 0, systemd: false })
const independent = (matches: readonly ProcessRow[], others: readonly ProcessRow[] = []) =>
  findIndependent(sceneOf([...matches, ...others]), matches).map((row) => row.identity.pid)
const membersOf = (scene: Scene, main: number | null = null) =>
  findMembers(scene, {
    picks: new Map([[100, { kind: 'picked', how: 'it' } as const]]),
    main,
    known: [],
  })

describe('independent matches', () => {
  it('that started in one tick are told in the order of their pids', () => {
    const rows = [120, 110, 130].map((pid) => makeRow({ pid, startTicks: 5 }))
    expect(independent(rows)).toEqual([110, 120, 130])
  })

  it('are the one that reaches all others in the end, though it is the youngest', () => {
    const first = makeRow({ pid: 100, processGroup: 102 })
    const second = makeRow({ pid: 101, session: 100 })
    const third = makeRow({ pid: 102 })
    expect(independent([third, second, first])).toEqual([102])
  })

  it('are not the younger one that an older one reaches, nor the older that a younger reaches', () => {
    const led = makeRow({ pid: 100, session: 101, processGroup: 7 })
    const leader = makeRow({ pid: 101 })
    expect(independent([led, leader])).toEqual([101])
    expect(independent([led, leader, makeRow({ pid: 102 })])).toEqual([101, 102])
  })

  it('are the first of a loop, and exactly one', () => {
    const loop = [102, 100, 101].map((pid, at, all) =>
      makeRow({ pid, parentPid: all[(at + 1) % 3] ?? 0 }),
    )
    expect(independent(loop)).toEqual([102])
  })

  it('reach nobody where they are protected, yet still are themselves', () => {
    const own = makeRow({ pid: 50 })
    const child = makeRow({ pid: 300, parentPid: 60 })
    const between = makeRow({ pid: 60, parentPid: 50 })
    expect(independent([own, child], [between])).toEqual([50, 300])
  })

  it('in any table are matches, each once, at least one, and none is a worker of another', () => {
    const wish = fc.record({
      pid: fc.integer({ min: 60, max: 80 }),
      parentPid: fc.integer({ min: 0, max: 80 }),
      session: fc.integer({ min: 0, max: 80 }),
      startTicks: fc.nat({ max: 5 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(wish, { minLength: 1, selector: (w) => w.pid }), (wishes) => {
        const rows = wishes.map((w) => makeRow(w))
        const found = independent(rows)
        expect(found.length).toBeGreaterThan(0)
        expect(new Set(found).size).toBe(found.length)
        if (found.length > 1) {
          for (const pid of found) {
            expect(found).not.toContain(rows.find((r) => r.identity.pid === pid)?.parentPid)
          }
        }
      }),
    )
  })

  it('are shown as choices with nothing raw, and no user twice', () => {
    const odd = [100, 101].map((pid) => makeRow({ pid, exe: '/opt/\u001b', name: 'x' }))
    expect(ambiguousTarget(sceneOf(odd), 'exe:x', odd)).toMatchObject({
      message: 'exe:x means 2 independent processes of root.',
      next: 'Name the one you mean by its exact target.',
      candidates: ['pid:100@1000 (root, /opt/\\x1b)', 'pid:101@1010 (root, /opt/\\x1b)'],
    })
    const [only] = odd
    expect(ambiguousTarget(sceneOf(odd), 'x', only ? [only] : []).candidates).toHaveLength(1)
  })
})

describe('evidence that a stopped service runs again', () => {
  const exe = '/usr/sbin/iguana'
  const since = fakeNow.wall
  const fresh = (wish: object = {}): ProcessRow =>
    makeRow({ pid: 300, exe, startedAt: since + 1, ...wish })
  const stoppedOf = (main: ProcessRow, more: Partial<Stopped> = {}): Stopped => {
    const scene = sceneOf([main])
    const members = membersOf(scene)
    const heads = rememberHeads(scene, members)
    return { heads, members, unit: null, since, pidFile: null, port: null, ...more }
  }
  const main = makeRow({ pid: 100, exe })
  const evidence = (rows: readonly ProcessRow[], stopped = stoppedOf(main)) =>
    findCopyEvidence(sceneOf(rows), stopped)

  it('is nobody who started in the very millisecond of the run', () => {
    expect(evidence([fresh({ startedAt: since })])).toBeNull()
    expect(evidence([fresh()])).not.toBeNull()
  })

  it('is the same file under another path: it was moved, not replaced', () => {
    const file = main.executable as { device: number; inode: number }
    const moved = { path: '/moved', device: file.device, inode: file.inode, deleted: false }
    const args = main.args
    expect(evidence([fresh({ executable: moved, args })])).not.toBeNull()
    expect(evidence([fresh({ executable: { ...moved, device: 9 }, args })])).toBeNull()
  })

  it('is the name alone only where an executable cannot be read', () => {
    const args = main.args
    const hidden = unknown('EACCES')
    expect(evidence([fresh({ exe: '/opt/other', name: 'iguana', args })])).toBeNull()
    expect(evidence([fresh({ executable: hidden, name: 'lizard', args })])).toBeNull()
    const unread = stoppedOf(makeRow({ pid: 100, executable: hidden, name: 'iguana', args }))
    expect(unread.heads[0]?.executable).toBeNull()
    expect(evidence([fresh({ executable: hidden, name: 'iguana', args })], unread)).not.toBeNull()
  })

  it('is not that both have no arguments: two such processes may be anything', () => {
    const bare = stoppedOf(makeRow({ pid: 100, exe, args: [] }))
    expect(evidence([fresh({ args: [] })], bare)).toBeNull()
    const unread = stoppedOf(makeRow({ pid: 100, exe, args: unknown('EACCES') }))
    expect(evidence([fresh({ args: unknown('EACCES') })], unread)).toBeNull()
  })

  it('compares arguments as they are shown: a control character is no difference', () => {
    const args = [exe, 'a\u001b']
    expect(evidence([fresh({ args })], stoppedOf(makeRow({ pid: 100, exe, args })))).not.toBeNull()
  })

  it('is a new process under a number that a member had', () => {
    const reused = fresh({ pid: 100, startTicks: 999_999, args: main.args })
    expect(evidence([reused])).toContain('iguana (100) runs with the same executable')
  })

  it('is any of several heads', () => {
    const two = stoppedOf(main)
    const [head] = two.heads
    if (!head) throw new Error('no head')
    const other = { ...head, executable: null, member: { ...head.member, name: 'other' } }
    const copy = fresh({ args: main.args })
    expect(evidence([copy], { ...two, heads: [other, head] })).not.toBeNull()
    expect(evidence([copy], { ...two, heads: [] })).toBeNull()
  })

  it('is the pid file first, then the port, each with nothing raw', () => {
    const pidFile = { path: '/run/\u001b', pid: 300 }
    const port = { port: 80, pids: [300] }
    const row = fresh({ args: main.args })
    expect(evidence([row], stoppedOf(main, { pidFile, port }))).toBe(
      'its pid file /run/\\x1b names iguana (300)',
    )
    expect(evidence([row], stoppedOf(main, { port }))).toBe('iguana (300) waits on its port 80')
    expect(evidence([row], stoppedOf(main, { port: { port: 80, pids: [] } }))).toContain('same')
  })

  it('remembers a main process as a head though it is no root', () => {
    const shell = makeRow({ pid: 100, exe: '/bin/dash' })
    const scene = sceneOf([shell, makeWorker(101, shell, { exe }), makeWorker(102, shell)])
    const heads = rememberHeads(scene, membersOf(scene, 101)).map((h) => h.member.identity.pid)
    expect(heads).toEqual([101, 100])
  })
})
