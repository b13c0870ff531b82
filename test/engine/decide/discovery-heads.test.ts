import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  discoverLeftFiles,
  discoverServices,
  type Discovered,
  type FoundPidFile,
} from '../../../electron/engine/decide/discovery.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import { parseTarget, printTarget } from '../../../electron/engine/decide/target.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { pidFileOf } from '../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = { pid: 50, uid: 0, systemd: false }
const terminal = 34_816
const shell = makeRow({ pid: 40, exe: '/usr/bin/bash', args: ['-bash'], terminal })
const quiesce = makeRow({ pid: 50, parentPid: 40, session: 40, terminal, exe: '/usr/bin/node' })

function found(
  rows: readonly ProcessRow[],
  files: readonly FoundPidFile[] = [],
  own: readonly ProcessRow[] = [shell, quiesce],
): readonly Discovered[] {
  return discoverServices(makeScene(makeTable([...own, ...rows]), self), files, new Set())
}
const targets = (...wanted: Parameters<typeof found>): string[] =>
  found(...wanted).map((d) => printTarget(d.target))
const file = (path: string, pid: number): FoundPidFile => ({ path, facts: pidFileOf(pid) })

describe('the head of a session', () => {
  it('is nobody while the leader lives, though the parent is in another session', () => {
    const leader = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
    const reparented = makeRow({ pid: 101, parentPid: 1, session: 100, processGroup: 101 })
    expect(targets([leader, reparented])).toEqual(['pid:100@1000'])
  })

  it('is found under a leader that is a zombie', () => {
    const leader = makeRow({ pid: 100, alive: false, state: 'Z' })
    const daemon = makeRow({ pid: 101, parentPid: 1, session: 100, processGroup: 100 })
    expect(targets([leader, daemon])).toEqual(['pid:101@1010'])
  })

  it('is each of two orphans whose leader is gone and that have no relation', () => {
    const lost = { session: 90, processGroup: 90 }
    expect(targets([makeRow({ pid: 102, ...lost }), makeRow({ pid: 101, ...lost })])).toEqual([
      'pid:101@1010',
      'pid:102@1020',
    ])
  })

  it('is found though its parent is not in the table', () => {
    expect(targets([makeRow({ pid: 101, parentPid: 4000, session: 90 })])).toEqual(['pid:101@1010'])
  })

  it('is nobody on a terminal, whose leader is gone or not', () => {
    expect(targets([makeRow({ pid: 101, session: 90, terminal })])).toEqual([])
  })
})

describe('the walk to a main process', () => {
  const daemon = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })

  it('passes over a process that heads nothing, and does not stay there', () => {
    const between = makeRow({ pid: 101, parentPid: 100, session: 100, processGroup: 100 })
    const below = makeRow({ pid: 102, parentPid: 101 })
    expect(targets([daemon, between, below])).toEqual(['pid:100@1000'])
    const lone = makeRow({ pid: 101, parentPid: 1, session: 1, processGroup: 1 })
    expect(targets([lone, below])).toEqual(['pid:102@1020'])
  })

  it('ends at Quiesce: what it started is no part of what started it', () => {
    const above = makeRow({ pid: 30, exe: '/usr/sbin/cron' })
    const me = makeRow({ pid: 50, parentPid: 30, exe: '/usr/bin/node' })
    const started = makeRow({ pid: 100, parentPid: 50 })
    expect(targets([above, started], [], [me])).toEqual(['pid:100@1000'])
  })

  it('ends at the shell that a person sits at, though a daemon is above', () => {
    const terminals = makeRow({ pid: 100, exe: '/usr/sbin/websh' })
    const login = makeRow({ pid: 101, parentPid: 100, exe: '/bin/bash', args: ['-bash'] })
    const started = makeRow({ pid: 102, parentPid: 101, exe: '/opt/x' })
    expect(targets([terminals, login, started])).toEqual(['pid:100@1000', 'pid:102@1020'])
  })

  it('never ends in init, not even where Quiesce’s own line does not reach it', () => {
    const me = makeRow({ pid: 50, parentPid: 4000, exe: '/usr/bin/node' })
    expect(targets([daemon], [], [me])).toEqual(['pid:100@1000'])
    expect(targets([], [file('/run/init.pid', 1)], [me])).toEqual([])
  })
})

describe('the name of a service', () => {
  const daemon = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })

  it('is the shortest path, and the first by letters among equals, in whatever order', () => {
    const files = [file('/run/b.pid', 100), file('/run/a.pid', 100), file('/run/0/a.pid', 100)]
    expect(targets([daemon], files)).toEqual(['pidfile:/run/a.pid'])
    expect(targets([daemon], [...files].reverse())).toEqual(['pidfile:/run/a.pid'])
  })

  it('is one file for one process: two processes keep their own', () => {
    const second = makeRow({ pid: 200, exe: '/usr/sbin/sane' })
    const files = [file('/run/b.pid', 200), file('/run/a.pid', 100)]
    expect(targets([daemon, second], files)).toEqual(['pidfile:/run/a.pid', 'pidfile:/run/b.pid'])
  })

  it('is never a file that names a zombie or a kernel thread', () => {
    const zombie = makeRow({ pid: 100, alive: false, state: 'Z' })
    const thread = makeRow({ pid: 101, kernelThread: true })
    expect(targets([zombie, thread], [file('/run/a.pid', 100), file('/run/b.pid', 101)])).toEqual(
      [],
    )
  })

  it('makes a program on a terminal a service: a daemon that was started in the foreground', () => {
    const foreground = makeRow({ pid: 100, terminal, exe: '/usr/sbin/nginx' })
    expect(targets([foreground], [file('/run/nginx.pid', 100)])).toEqual(['pidfile:/run/nginx.pid'])
  })

  it('comes with the process itself, and a left file with none', () => {
    expect(found([daemon])).toEqual([
      { target: { kind: 'pid', pid: 100, startTicks: 1000 }, main: daemon },
    ])
    const scene = makeScene(makeTable([quiesce]), self)
    expect(discoverLeftFiles(scene, [file('/run/dead.pid', 4000)])).toEqual([
      { target: { kind: 'pidfile', path: '/run/dead.pid' }, main: null },
    ])
  })
})

describe('any table at all', () => {
  const number = fc.integer({ min: 0, max: 40 })
  const wish = fc.record({
    pid: fc.integer({ min: 1, max: 40 }),
    parentPid: number,
    session: number,
    processGroup: number,
    terminal: fc.constantFrom(0, 0, 0, terminal),
    alive: fc.boolean(),
    kernelThread: fc.boolean(),
    exe: fc.constantFrom('/usr/sbin/nginx', '/usr/bin/bash', '/usr/sbin/sshd', '/opt/a\nb'),
  })
  const me = { ...self, pid: 20 }
  const input = [
    fc.array(wish, { maxLength: 25 }),
    fc.array(fc.tuple(fc.constantFrom('/run/a', '/run/b', '/run/long/c'), number)),
    fc.array(number),
  ] as const

  it('lists no pid twice, nobody dead, claimed or own, each with a target that can be read', () => {
    fc.assert(
      fc.property(...input, (wishes, named, claimed) => {
        const scene = makeScene(makeTable(wishes.map((w) => makeRow(w))), me)
        const files = named.map(([path, pid]) => file(path, pid))
        const services = discoverServices(scene, files, new Set(claimed))
        const pids = services.map((d) => d.main?.identity.pid ?? 0)
        expect(new Set(pids).size).toBe(pids.length)
        expect(pids).toEqual([...pids].sort((a, b) => a - b))
        for (const { main, target } of services) {
          expect(main).toMatchObject({ alive: true, kernelThread: false })
          expect(claimed).not.toContain(main?.identity.pid)
          expect(main?.identity.pid).not.toBe(1)
          expect(main && scene.protection.isOwn(main)).toBe(false)
          expect(parseTarget(printTarget(target))).toEqual({ ok: true, value: target })
        }
      }),
    )
  })

  it('finds every worker in the service of its main process, not as one of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 9 }), (parents) => {
        const main = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
        const rows = parents.map((of, at) =>
          makeWorker(101 + at, main, {
            parentPid: 100 + Math.min(of, at),
            session: of % 2 === 0 ? 100 : 101 + at,
          }),
        )
        expect(targets([...rows].reverse().concat(main))).toEqual(['pid:100@1000'])
      }),
    )
  })
})
