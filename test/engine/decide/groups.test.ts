import { describe, expect, it } from 'vitest'
import { ambiguousTarget, findIndependent } from '../../../electron/engine/decide/groups.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = { pid: 50, uid: 0, systemd: false }
const sceneOf = (rows: readonly ProcessRow[]) => makeScene(makeTable(rows), self)
const independent = (
  matches: readonly ProcessRow[],
  others: readonly ProcessRow[] = [],
): number[] =>
  findIndependent(sceneOf([...matches, ...others]), matches).map((row) => row.identity.pid)

const main = makeRow({ pid: 100 })

describe('matches are one group', () => {
  it('when one is the parent of the others', () => {
    expect(independent([main, makeWorker(101, main), makeWorker(102, main)])).toEqual([100])
  })

  it('when somebody else stands between them', () => {
    const shell = makeRow({ pid: 101, parentPid: 100 })
    expect(independent([main, makeRow({ pid: 102, parentPid: 101 })], [shell])).toEqual([100])
  })

  it('when they share the session or the process group that one of them leads', () => {
    const inSession = makeRow({ pid: 101, session: 100 })
    const inGroup = makeRow({ pid: 102, processGroup: 100 })
    expect(independent([inGroup, inSession, main])).toEqual([100])
  })

  it('when each reaches the other: the older one stands for both', () => {
    const younger = makeRow({ pid: 101, session: 100, processGroup: 101 })
    const older = makeRow({ pid: 100, processGroup: 101 })
    expect(independent([younger, older])).toEqual([100])
  })

  it('when a torn table shows their parents in a loop', () => {
    expect(
      independent([makeRow({ pid: 100, parentPid: 101 }), makeRow({ pid: 101, parentPid: 100 })]),
    ).toHaveLength(1)
  })
})

describe('matches are independent', () => {
  it('when nothing connects them, oldest first', () => {
    const second = makeRow({ pid: 90, startTicks: 5000 })
    expect(independent([second, main])).toEqual([100, 90])
  })

  it('when they only share a session that neither leads', () => {
    const shared = { session: 77, processGroup: 77 }
    expect(
      independent([makeRow({ pid: 100, ...shared }), makeRow({ pid: 101, ...shared })]),
    ).toEqual([100, 101])
  })

  it('and nobody is, when nobody matches', () => {
    expect(independent([])).toEqual([])
  })
})

describe('the error that lists the choices', () => {
  it('gives exact targets with user and path, without those that are protected', () => {
    const own = makeRow({ pid: 50, exe: '/opt/x' })
    const alice = makeRow({
      pid: 101,
      user: 'alice',
      executable: unknown('permission denied'),
      name: 'x',
    })
    const scene = sceneOf([own, main, alice])
    expect(ambiguousTarget(scene, 'exe:/opt/x', [own, main, alice])).toEqual({
      code: 'ambiguous-target',
      message: 'exe:/opt/x means 3 independent processes, of the users root, alice.',
      next: 'Name the one you mean by its exact target.',
      candidates: ['pid:100@1000 (root, /usr/sbin/daemon100)', 'pid:101@1010 (alice, x)'],
    })
  })

  it('says so when none of them may be stopped', () => {
    const own = makeRow({ pid: 50, exe: '/opt/x' })
    const error = ambiguousTarget(sceneOf([own]), 'exe:/opt/\u001b[2J', [own, own])
    expect(error).toMatchObject({
      candidates: [],
      next: expect.stringContaining('protected') as string,
    })
    expect(error.message).toBe('exe:/opt/\\x1b[2J means 2 independent processes of root.')
  })
})
