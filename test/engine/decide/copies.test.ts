import { describe, expect, it } from 'vitest'
import {
  findCopyEvidence,
  rememberHeads,
  type Stopped,
} from '../../../electron/engine/decide/copies.ts'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import { makeScene, type Scene } from '../../../electron/engine/decide/scene.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const since = fakeNow.wall
const exe = '/usr/sbin/iguana'
const main = makeRow({ pid: 100, exe, args: [exe, '--port', '80'] })
const worker = makeWorker(101, main, { exe: '/usr/bin/sleep', args: ['sleep', '9'] })
const sceneOf = (rows: readonly ProcessRow[]): Scene =>
  makeScene(makeTable([makeRow({ pid: 50, exe: '/usr/bin/node' }), ...rows]), {
    pid: 50,
    uid: 0,
    systemd: false,
  })

const before = sceneOf([main, worker])
const members = findMembers(before, {
  picks: new Map([[100, { kind: 'picked', how: 'pid 100' } as const]]),
  main: null,
  known: [],
})
const stopped: Stopped = {
  heads: rememberHeads(before, members),
  members,
  unit: null,
  since,
  pidFile: null,
  port: null,
}
const fresh = (wish: object = {}): ProcessRow =>
  makeRow({ pid: 300, exe, args: [exe, '--port', '80'], startedAt: since + 1500, ...wish })
const evidence = (rows: readonly ProcessRow[], more: Partial<Stopped> = {}): string | null =>
  findCopyEvidence(sceneOf(rows), { ...stopped, ...more })

describe('beside a unit that was stopped', () => {
  const inCgroup = (cgroup: string): readonly ProcessRow[] => [fresh({ cgroup })]
  const unit = 'iguana@1.service'
  it('is no copy what another unit runs: two instances of a template look alike', () => {
    const other = inCgroup('/system.slice/system-iguana.slice/iguana@2.service')
    expect(evidence(other, { unit })).toBeNull()
    expect(evidence(other)).not.toBeNull()
  })

  it.each([
    ['its own cgroup', '/system.slice/system-iguana.slice/iguana@1.service'],
    ['a login session', '/user.slice/user-0.slice/session-3.scope'],
    ['no cgroup of systemd', '/'],
  ])('is a copy what runs in %s', (_, cgroup) => {
    expect(evidence(inCgroup(cgroup), { unit })).not.toBeNull()
  })
})

describe('a copy', () => {
  it('runs with the same executable, user and arguments', () => {
    expect(evidence([fresh()])).toBe(
      'iguana (300) runs with the same executable, user and arguments',
    )
  })

  it('may have another file at the same path: an upgrade in between', () => {
    const executable = { path: exe, device: 8, inode: 4, deleted: false }
    expect(evidence([fresh({ executable })])).not.toBeNull()
  })

  it('is named by the pid file, whatever it runs', () => {
    const other = fresh({ exe: '/opt/new/iguana', args: ['x'] })
    const pidFile = { path: '/run/iguana.pid', pid: 300 }
    expect(evidence([other], { pidFile })).toBe('its pid file /run/iguana.pid names iguana (300)')
  })

  it('waits on the port, whatever it runs', () => {
    const other = fresh({ exe: '/opt/lizard', args: ['x'] })
    expect(evidence([other], { port: { port: 80, pids: [4000, 300] } })).toBe(
      'lizard (300) waits on its port 80',
    )
  })

  it('is known by name, user and arguments where the executable was not remembered', () => {
    const heads = rememberHeads(sceneOf([]), members)
    expect(heads).toMatchObject([{ executable: null }])
    expect(evidence([fresh()], { heads })).not.toBeNull()
    expect(evidence([fresh({ exe: '/opt/lizard' })], { heads })).toBeNull()
    expect(evidence([fresh({ executable: unknown('EACCES'), name: 'iguana' })])).not.toBeNull()
  })
})

describe('no copy', () => {
  it.each<[string, ProcessRow]>([
    ['is a process that is older than the run', fresh({ startedAt: since - 1 })],
    ['is another program', fresh({ exe: '/usr/sbin/lizard' })],
    ['runs as another user', fresh({ user: 'alice', uid: 1000 })],
    ['has other arguments', fresh({ args: [exe, '--port', '81'] })],
    ['has arguments that nobody may read', fresh({ args: unknown('EACCES') })],
    ['has no arguments at all', fresh({ args: [] })],
    [
      'is what a worker was: any sleep of the same user',
      fresh({ exe: '/usr/bin/sleep', args: ['sleep', '9'] }),
    ],
    ['is dead already', fresh({ alive: false, state: 'Z' })],
    ['is in another pid namespace', fresh({ pidNamespace: 'pid:[4026532999]' })],
  ])('%s', (_, row) => {
    expect(evidence([row])).toBeNull()
  })

  it('is a member itself, though it started in the run', () => {
    const late = fresh({ pid: 100, startTicks: 1000 })
    expect(evidence([late])).toBeNull()
  })

  it('is a process that pid file or port name and that was there before', () => {
    const old = fresh({ startedAt: since - 5000, exe: '/opt/lizard' })
    const pidFile = { path: '/run/iguana.pid', pid: 300 }
    expect(evidence([old], { pidFile, port: { port: 80, pids: [300] } })).toBeNull()
    expect(evidence([], { pidFile, port: { port: 80, pids: [300] } })).toBeNull()
  })
})

describe('the heads that are remembered', () => {
  it('are main process and roots, with the files they run, not their workers', () => {
    expect(stopped.heads).toMatchObject([
      { member: { identity: main.identity }, executable: { path: exe } },
    ])
  })

  it('are none that are kept', () => {
    const kept = members.map((m) => ({ ...m, kept: 'protected' }))
    expect(rememberHeads(before, kept)).toEqual([])
  })
})
