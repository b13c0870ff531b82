import { describe, expect, it } from 'vitest'
import type { ProcessRow } from '../../../../shared/process.ts'
import { pidFileOf, makeMachine, type FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { makeRow, makeTable } from '../../../fakes/rows.ts'
import { debianScript, redHatScript } from '../../parse/init-samples.ts'
import {
  exe,
  path,
  iguana,
  worker,
  old,
  machineOf,
  ask,
  look,
  observe,
  pids,
  state,
} from './ask-sysv.ts'

describe('a service of an init script', () => {
  it('is what its pid file names, with all that hangs on it', () => {
    const { observed, refusal } = look([iguana, worker])
    expect(refusal).toBeNull()
    expect(observed).toMatchObject({
      target: 'init:iguana',
      title: 'iguana',
      subtitle: 'Keeps iguanas warm and fed: always.',
      backend: 'sysv',
      origin: 'discovered',
      main: iguana.identity,
      stopMethod: { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] },
      startCommand: ['/etc/init.d/iguana', 'start'],
      pidFile: { path, verdict: 'trusted' },
      init: {
        actions: expect.arrayContaining(['status']) as unknown,
        forcesAfter: { seconds: 30, source: '--retry=TERM/30/KILL/5 in /etc/init.d/iguana' },
      },
    })
    expect(pids(observed)).toEqual([100, 101])
  })

  it('may have two daemons, each with its pid file', () => {
    const text = `${debianScript}\nTIMER_PID=/run/timer.pid\nTIMER_BIN=/usr/sbin/timer\n`
    const timer = makeRow({ pid: 300, exe: '/usr/sbin/timer' })
    const machine = machineOf({
      scripts: { iguana: makeScript(text) },
      executables: [exe, '/usr/sbin/timer'],
      pidFiles: { [path]: pidFileOf(100), '/run/timer.pid': pidFileOf(300) },
    })
    const { observed } = look([iguana, timer], machine)
    expect(pids(observed)).toEqual([100, 300])
    expect(observed.main).toEqual(iguana.identity)
  })

  it('is the one process that runs its program where no pid file is there', () => {
    const seen = look([iguana, worker], machineOf({ pidFiles: {} }))
    expect(pids(seen.observed)).toEqual([100, 101])
    expect(seen.observed.main).toEqual(iguana.identity)
    expect(state(seen)).toBe('running')
  })

  it('never takes a namesake of a person for itself', () => {
    const mine = makeRow({ pid: 200, exe, uid: 1000, user: 'ada' })
    const seen = look([mine], machineOf({ pidFiles: {} }))
    expect(seen.observed.members).toEqual([])
    expect(seen.observed.suspects.map((s) => s.why)).toEqual([
      `runs ${exe} as ada, and no pid file names it`,
    ])
    expect(state(seen)).toBe('unknown')
    expect(seen.refusal?.code).toBe('ambiguous-target')
  })

  it('never chooses among several that run its program', () => {
    const second = makeRow({ pid: 200, exe })
    const seen = look([iguana, second], machineOf({ pidFiles: {} }))
    expect(seen.observed.members).toEqual([])
    expect(seen.observed.suspects).toHaveLength(2)
    expect(seen.refusal).toMatchObject({
      code: 'ambiguous-target',
      candidates: ['pid:100@1000', 'pid:200@2000'],
    })
  })

  it('keeps another instance out where its pid file names one', () => {
    const second = makeRow({ pid: 200, exe })
    const { observed, refusal } = look([iguana, second])
    expect(pids(observed)).toEqual([100])
    expect(observed.suspects.map((s) => s.member.identity.pid)).toEqual([200])
    expect(refusal).toBeNull()
  })

  it('is the processes of one session, though their parent has gone', () => {
    const orphan = makeRow({ pid: 103, exe, session: 100, processGroup: 100 })
    expect(pids(look([iguana, orphan], machineOf({ pidFiles: {} })).observed)).toEqual([100, 103])
  })

  it('has what a wrapper became as its process, by the age of the file', () => {
    const java = makeRow({ pid: 100, exe: '/usr/bin/java' })
    // The program of the script is itself a script: no binary.
    expect(pids(look([java], machineOf({ executables: [] })).observed)).toEqual([100])
  })

  it('is found by the name of its process where the script gives no path', () => {
    const text = '# processname: iguanad\ncase "$1" in\n stop) kill 1 ;;\nesac\n'
    const row = makeRow({ pid: 100, exe: '/opt/x/iguanad' })
    const machine = machineOf({ scripts: { iguana: makeScript(text) }, pidFiles: {} })
    expect(pids(look([row], machine).observed)).toEqual([100])
  })
})

describe('the state of a service of an init script', () => {
  const stale = pidFileOf(999, { writtenAt: old })
  const redHat = { iguana: makeScript(redHatScript) }
  const lock = '/var/lock/subsys/iguanad'
  it.each<[string, readonly ProcessRow[], FakeMachine, string]>([
    ['running', [iguana], machineOf(), 'running'],
    ['dead, with a pid file', [], machineOf({ pidFiles: { [path]: stale } }), 'dead-pid-file'],
    [
      'dead, with a lock file',
      [],
      machineOf({ scripts: redHat, lockFiles: [lock] }),
      'dead-lock-file',
    ],
    ['stopped', [], machineOf({ pidFiles: {} }), 'stopped'],
    [
      'unknown, by an unreadable pid file',
      [],
      machineOf({ pidFiles: { [path]: { kind: 'unreadable', why: 'EACCES' } } }),
      'unknown',
    ],
    [
      'running, though its script must not be run',
      [iguana],
      machineOf({}, { refusal: { code: 'untrusted-script', message: 'M.', next: 'N.' } }),
      'running',
    ],
  ])('%s', (_, rows, machine, kind) => {
    expect(state(look(rows, machine))).toBe(kind)
  })

  it('calls a lock file of a dead service stale, and one of a living one not', () => {
    const machine = machineOf({ scripts: redHat, lockFiles: [lock], executables: [] })
    expect(look([], machine).observed.init?.lockFiles).toEqual([
      { path: lock, there: true, stale: true },
    ])
    const living = makeRow({ pid: 100, exe: '/usr/sbin/iguanad' })
    expect(look([living], machine).observed.init?.lockFiles[0]?.stale).toBe(false)
  })
})

describe('a configured service with an init script', () => {
  const services = {
    keeper: {
      init: '/opt/iguana/init',
      pidfile: '/opt/iguana/run/keeper.pid',
      lockfile: '/run/lock/keeper',
      exe: '/opt/iguana/keeper',
      user: 'keeper',
      title: 'Keeper of iguanas',
      start: ['/opt/iguana/begin'],
    },
  }
  const script = makeScript(debianScript, {}, '/opt/iguana/init')
  const machine = (): FakeMachine =>
    makeMachine({
      configuration: { services },
      scripts: { '/opt/iguana/init': script },
      executables: ['/opt/iguana/keeper'],
      pidFiles: { '/opt/iguana/run/keeper.pid': pidFileOf(100, { file: { uid: 0, mode: 0o644 } }) },
    })
  const keeper = makeRow({ pid: 100, exe: '/opt/iguana/keeper', uid: 900, user: 'keeper' })

  it('is found by what is configured rather than by what the script says', () => {
    const { observed } = look([keeper], machine(), 'keeper')
    expect(observed).toMatchObject({
      target: 'keeper',
      title: 'keeper',
      subtitle: 'Keeper of iguanas',
      origin: 'configured',
      pidFile: { path: '/opt/iguana/run/keeper.pid', verdict: 'trusted' },
      lockFile: { path: '/run/lock/keeper', there: false },
      startCommand: ['/opt/iguana/begin'],
      stopMethod: { kind: 'command', argv: ['/opt/iguana/init', 'stop'] },
    })
  })
  it('is nobody’s of another user', () => {
    const other = makeRow({ pid: 100, exe: '/opt/iguana/keeper', uid: 901, user: 'other' })
    expect(look([other], machine(), 'keeper').observed.members).toEqual([])
  })
  it('is refused where there is no such script', () => {
    const without = { ...machine(), scripts: {} }
    const seen = ask(without, 'keeper', (b, t) => b.look(t, makeTable([])))
    expect(seen).toMatchObject({ error: { code: 'unknown-target' } })
  })
})

describe('a look in a run', () => {
  it('keeps its members, and takes whom the file names by now for a suspect', () => {
    const before = observe([iguana, worker])
    if (!before.ok) throw new Error(before.error.message)
    const next = makeRow({ pid: 500, exe })
    const machine = machineOf({ pidFiles: { [path]: pidFileOf(500) } })
    const now = observe([worker, next], machine, before.value.members)
    if (!now.ok) throw new Error(now.error.message)
    expect(pids(now.value)).toEqual([101])
    expect(now.value.suspects.map((s) => s.why)).toEqual([`${path} names it now`])
  })
  it('is refused by nothing any more', () => {
    const before = observe([iguana])
    if (!before.ok) throw new Error(before.error.message)
    const machine = machineOf({ pidFiles: { [path]: { kind: 'odd', what: 'a symbolic link' } } })
    expect(observe([iguana], machine, before.value.members).ok).toBe(true)
  })
})
