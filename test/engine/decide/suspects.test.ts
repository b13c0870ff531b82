import { describe, expect, it } from 'vitest'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import { findSuspects, type Named } from '../../../electron/engine/decide/suspects.ts'
import type { ProcessRow, Suspect } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const exe = '/usr/sbin/iguana'
const main = makeRow({ pid: 100, exe })

function suspects(
  others: readonly ProcessRow[],
  named: readonly Named[] = [],
  first = main,
): readonly Suspect[] {
  const scene = makeScene(makeTable([makeRow({ pid: 50 }), first, ...others]), {
    pid: 50,
    uid: 0,
    systemd: false,
  })
  const picks = new Map([[100, { kind: 'picked', how: 'pid 100' } as const]])
  return findSuspects(scene, findMembers(scene, { picks, main: 100, known: [] }), named)
}
const pids = (list: readonly Suspect[]): number[] => list.map((s) => s.member.identity.pid)

describe('a suspect', () => {
  it('runs the same executable as the same user, and nothing relates it', () => {
    const [suspect] = suspects([makeRow({ pid: 200, exe })])
    expect(suspect?.why).toBe(
      'same executable (/usr/sbin/iguana) and user (root) as iguana (100), but no relation seen',
    )
    expect(suspect?.member).toMatchObject({ identity: { pid: 200 }, reasons: [], kept: null })
  })

  it('is put into words once, however many it is a suspect of: a thousand alike are a million', () => {
    const alike = makeRow({ pid: 200, exe })
    const [first] = suspects([alike])
    const [second] = suspects([alike])
    expect(first?.member).toBe(second?.member)
  })

  it('is known by device and inode, not by its path', () => {
    const namesake = makeRow({
      pid: 200,
      executable: { path: exe, device: 9, inode: 9, deleted: true },
    })
    expect(pids(suspects([namesake]))).toEqual([])
  })

  it.each<[string, ProcessRow]>([
    ['a member', makeWorker(200, main)],
    ['of another user', makeRow({ pid: 200, exe, uid: 33 })],
    ['of a user nobody may read', makeRow({ pid: 200, exe, uid: unknown('permission denied') })],
    [
      'a process whose executable nobody may read',
      makeRow({ pid: 200, executable: unknown('permission denied') }),
    ],
    ['another program', makeRow({ pid: 200, exe: '/usr/sbin/lizard' })],
    ['a zombie', makeRow({ pid: 200, exe, alive: false, state: 'Z' })],
    ['Quiesce itself', makeRow({ pid: 50, exe })],
    ['in another pid namespace', makeRow({ pid: 200, exe, pidNamespace: 'pid:[4026532999]' })],
  ])('is never %s', (_, row) => {
    expect(pids(suspects([row]))).toEqual([])
  })

  it('needs the same script where an interpreter runs it', () => {
    const python = (pid: number, ...args: string[]): ProcessRow =>
      makeRow({ pid, exe: '/usr/bin/python3.11', args: ['python3', ...args] })
    const others = [
      python(200, '/opt/b.py'),
      python(201, '/opt/a.py', '--other'),
      python(202, '-c', 'pass'),
    ]
    expect(pids(suspects(others, [], python(100, '/opt/a.py')))).toEqual([201])
    expect(pids(suspects(others, [], python(100, '-c', 'pass')))).toEqual([])
  })

  it('is not sought for what workers run: a shell of theirs proves nothing', () => {
    const shell = makeWorker(101, main, { exe: '/usr/bin/sleep' })
    expect(pids(suspects([shell, makeRow({ pid: 200, exe: '/usr/bin/sleep' })]))).toEqual([])
  })

  it('may be named by the target itself, with that reason and only once', () => {
    const list = suspects(
      [makeRow({ pid: 200, exe })],
      [{ pid: 200, why: 'the file names it now' }],
    )
    expect(list.map((s) => s.why)).toEqual(['the file names it now'])
  })

  it('is not made of a pid that nobody has', () => {
    expect(suspects([], [{ pid: 4000, why: 'the file names it now' }])).toEqual([])
  })
})
