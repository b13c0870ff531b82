import { describe, expect, it } from 'vitest'
import type { Result } from '../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../shared/process.ts'
import type { Look, Observed } from '../../../electron/engine/decide/observed.ts'
import { fakeBackends, makeMachine, pidFileOf, type FakeMachine } from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const path = '/run/iguana.pid'
const iguana = makeRow({ pid: 100, exe: '/opt/iguana/iguana_service' })
const worker = makeWorker(101, iguana)
const configuration = {
  services: {
    iguana: {
      exe: '/opt/iguana/iguana_service',
      pidfile: path,
      lockfile: '/var/lock/subsys/iguana',
    },
  },
}
const machine = (facts = pidFileOf(100), more: Partial<FakeMachine> = {}): FakeMachine =>
  makeMachine({ configuration, pidFiles: { [path]: facts }, ...more })

function ask<T>(
  text: string,
  m: FakeMachine,
  how: (backend: ReturnType<typeof fakeBackends>['pidfile'], target: never) => Result<T>,
): Result<T> {
  const resolved = fakeBackends(m).resolve(text)
  return resolved.ok ? how(resolved.value.backend, resolved.value.target as never) : resolved
}

const observe = (
  text: string,
  rows: readonly ProcessRow[],
  m: FakeMachine,
  known: readonly Member[] = [],
): Result<Observed> => ask(text, m, (b, target) => b.observe(target, makeTable(rows), known))

const look = (text: string, rows: readonly ProcessRow[], m: FakeMachine): Look => {
  const result = ask(text, m, (b, target) => b.look(target, makeTable(rows)))
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const found = (...args: Parameters<typeof observe>): Observed => {
  const result = observe(...args)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const pids = (members: readonly Member[]): number[] => members.map((m) => m.identity.pid)

describe('a service whose pid file is trusted', () => {
  it('is its process, called the main one, with all that hangs on it', () => {
    expect(found('iguana', [iguana, worker], machine())).toMatchObject({
      target: 'iguana',
      title: 'iguana',
      subtitle: '/opt/iguana/iguana_service',
      backend: 'pidfile',
      origin: 'configured',
      main: iguana.identity,
      members: [
        { main: true, reasons: [{ kind: 'pid-file', path }] },
        { main: false, identity: worker.identity },
      ],
      pidFile: { verdict: 'trusted', pid: 100 },
      lockFile: { path: '/var/lock/subsys/iguana', there: false },
      stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    })
  })

  it('needs no configuration', () => {
    expect(found(`pidfile:${path}`, [iguana], machine())).toMatchObject({
      target: 'pidfile:/run/iguana.pid',
      title: 'iguana_service',
      origin: 'discovered',
      configuration: null,
    })
  })

  it('shows a second instance as a suspect, and no signal is meant for it', () => {
    const second = makeRow({ pid: 200, exe: '/opt/iguana/iguana_service' })
    const observed = found('iguana', [iguana, second], machine())
    expect(pids(observed.members)).toEqual([100])
    expect(observed.suspects[0]?.member.identity).toEqual(second.identity)
    expect(observed.suspects[0]?.why).toContain('same executable')
  })

  it('is refused when it names a protected process', () => {
    const bus = makeRow({ pid: 100, exe: '/usr/bin/dbus-daemon' })
    expect(observe(`pidfile:${path}`, [bus], machine())).toMatchObject({
      error: { code: 'protected' },
    })
  })
})

describe('a service whose pid file forbids a run', () => {
  it.each([
    ['writable by others', pidFileOf(100, { file: { uid: 0, mode: 0o666 } }), 'unsafe-pid-file'],
    ["another user's", pidFileOf(100, { file: { uid: 1000, mode: 0o644 } }), 'unsafe-pid-file'],
    ['a symbolic link', { kind: 'odd', what: 'a symbolic link' } as const, 'unsafe-pid-file'],
    [
      'garbage',
      pidFileOf(0, { content: { ok: false, error: 'it holds no number' } }),
      'bad-pid-file',
    ],
    ['unreadable', { kind: 'unreadable', why: 'permission denied' } as const, 'unreadable'],
  ])('%s', (_, facts, code) => {
    for (const text of ['iguana', `pidfile:${path}`]) {
      const result = observe(text, [iguana], machine(facts as never))
      expect(result).toMatchObject({ ok: false, error: { code } })
      if (!result.ok) expect(result.error.message).toContain(path)
      expect(look(text, [iguana], machine(facts as never)).observed.members).toEqual([])
    }
  })

  it('names another process by now: refused as stale, with the evidence', () => {
    const stranger = makeRow({ pid: 100, exe: '/usr/bin/top', startedAt: fakeNow.wall - 5000 })
    const facts = pidFileOf(100, { writtenAt: fakeNow.wall - 90_000 })
    const result = observe(`pidfile:${path}`, [stranger], machine(facts))
    expect(result).toMatchObject({ error: { code: 'stale-pid-file' } })
    if (!result.ok) {
      expect(result.error.message).toContain('It names top (100).')
      expect(result.error.next).toContain('rm /run/iguana.pid')
    }
  })
})

describe('a service that is not running', () => {
  it('has stopped when its pid file is missing', () => {
    expect(found('iguana', [], machine({ kind: 'missing' } as never))).toMatchObject({
      members: [],
      pidFile: { verdict: 'missing' },
    })
    expect(found('pidfile:/run/none.pid', [], machine()).title).toBe('none')
  })

  it('has stopped when its pid file names nobody who lives', () => {
    const observed = found('iguana', [], machine())
    expect(observed).toMatchObject({ members: [], pidFile: { verdict: 'stale', pid: 100 } })
  })

  it.each([
    ['missing', { kind: 'missing' }],
    ['stale', pidFileOf(77)],
  ])('is not called stopped while its executable runs and the pid file is %s', (_, facts) => {
    const result = observe('iguana', [iguana], machine(facts as never))
    expect(result).toMatchObject({
      error: { code: 'stale-pid-file', candidates: ['pid:100@1000'] },
    })
    const { observed } = look('iguana', [iguana], machine(facts as never))
    expect(observed.suspects[0]?.why).toContain('but the pid file does not name it')
  })

  it('notes the lock file that it left', () => {
    const m = machine({ kind: 'missing' } as never, { lockFiles: ['/var/lock/subsys/iguana'] })
    expect(found('iguana', [], m).lockFile).toEqual({
      path: '/var/lock/subsys/iguana',
      there: true,
    })
  })
})

describe('a run that knows its members', () => {
  const known = found('iguana', [iguana, worker], machine()).members

  it('keeps them, and the main process, whatever becomes of the pid file', () => {
    for (const facts of [{ kind: 'missing' }, pidFileOf(100, { file: { uid: 0, mode: 0o666 } })]) {
      const observed = found('iguana', [iguana, worker], machine(facts as never), known)
      expect(observed.main).toEqual(iguana.identity)
      expect(pids(observed.members)).toEqual([100, 101])
    }
  })

  it('names no main process once that one is gone, even when its pid lives on', () => {
    const reused = makeRow({ pid: 100, startTicks: 99_999 })
    const left = { ...worker, parentPid: 1 }
    const observed = found('iguana', [reused, left], machine(), known)
    expect(observed.main).toBeNull()
    expect(pids(observed.members)).toEqual([101])
  })

  it('takes a process that the file names by now for a suspect, not for a member', () => {
    const fresh = makeRow({ pid: 300, exe: '/opt/iguana/iguana_service' })
    const observed = found('iguana', [iguana, fresh], machine(pidFileOf(300)), known)
    expect(pids(observed.members)).toEqual([100])
    expect(observed.suspects[0]).toMatchObject({
      member: { identity: fresh.identity },
      why: '/run/iguana.pid names it now',
    })
  })
})
