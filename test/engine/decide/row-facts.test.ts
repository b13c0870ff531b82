import { describe, expect, it } from 'vitest'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import type { Look, Observed } from '../../../electron/engine/decide/observed.ts'
import {
  headOf,
  makeRefusedRow,
  makeServiceRow,
  stateOf,
  stateOfRun,
  type RowFacts,
} from '../../../electron/engine/decide/rows.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { ErrorCode, QuiesceError } from '../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../shared/process.ts'
import { vices } from '../../../shared/practice.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { fakeNow, makeRow, makeTable, makeWorker, type RowWish } from '../../fakes/rows.ts'
import { makeRun, ms } from '../../fakes/run.ts'

const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana', startedAt: 9000 })
const stale: PidFileVerdict = {
  path: '/run/\u001b.pid',
  verdict: 'stale',
  pid: 7,
  evidence: ['First.', 'Second.'],
}
const error = (code: ErrorCode): QuiesceError => ({ code, message: `It is ${code}.`, next: 'Go.' })

function membersOf(rows: readonly ProcessRow[], picked = [100]): readonly Member[] {
  const scene = makeScene(makeTable([makeRow({ pid: 50 }), ...rows]), {
    pid: 50,
    uid: 0,
    systemd: false,
  })
  const picks = new Map(picked.map((pid) => [pid, { kind: 'picked', how: 'it' } as const]))
  return findMembers(scene, { picks, main: null, known: [] })
}

const look = (more: Partial<Observed> = {}, refusal: QuiesceError | null = null): Look => ({
  observed: {
    target: 'i',
    title: 'i',
    subtitle: '/usr/sbin/iguana',
    backend: 'process',
    origin: 'discovered',
    main: null,
    members: [],
    suspects: [],
    pidFile: null,
    lockFile: null,
    stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    startCommand: null,
    configuration: null,
    unit: null,
    init: null,
    profile: null,
    ...more,
  },
  refusal,
})
const facts = (rows: readonly ProcessRow[] = [], more: Partial<RowFacts> = {}): RowFacts => ({
  table: makeTable(rows),
  runState: null,
  cpuPercent: new Map(),
  ...more,
})
const rowOf = (rows: readonly ProcessRow[], more: Partial<Observed> = {}, picked = [100]) =>
  makeServiceRow(look({ members: membersOf(rows, picked), ...more }), facts(rows))

describe('a service whose files outlived it', () => {
  it('notes the evidence of the pid file', () => {
    const row = makeServiceRow(look({ pidFile: stale }), facts())
    expect(row.state).toEqual({ kind: 'dead-pid-file', path: stale.path })
    expect(row.note).toBe('First. Second.')
  })

  it('notes the lock file, with nothing raw', () => {
    const lockFile = { path: '/lock/\u001b', there: true }
    const row = makeServiceRow(look({ lockFile }), facts())
    expect(row.state).toEqual({ kind: 'dead-lock-file', path: lockFile.path })
    expect(row.note).toBe('Nothing of it runs, yet /lock/\\x1b is there.')
  })

  it('is stopped, without a note, where the lock file is gone or the pid file is another case', () => {
    const lockFile = { path: '/lock/i', there: false }
    for (const verdict of ['missing', 'trusted'] as const) {
      const row = makeServiceRow(look({ lockFile, pidFile: { ...stale, verdict } }), facts())
      expect(row).toMatchObject({ state: { kind: 'stopped' }, note: null })
    }
  })

  it('notes a run’s own state first: a dead file is no matter while it is asked about', () => {
    const runState = { kind: 'asking', runId: 'run-1', since: 5 } as const
    expect(makeServiceRow(look({ pidFile: stale }), facts([], { runState }))).toMatchObject({
      state: runState,
      note: null,
    })
  })
})

describe('the state of a service that is refused', () => {
  it.each(['protected', 'kernel-thread', 'foreign-namespace', 'managed-by-unit'] as const)(
    'is running where somebody is there: %s, even over a stale file',
    (code) => {
      expect(stateOf(look({}, error(code)), fakeNow)).toEqual({ kind: 'running' })
      expect(stateOf(look({ pidFile: stale }, error(code)), fakeNow)).toEqual({ kind: 'running' })
    },
  )

  it.each(['unsafe-pid-file', 'unreadable', 'ambiguous-target', 'busy'] as const)(
    'is unknown with the reason: %s',
    (code) => {
      expect(stateOf(look({}, error(code)), fakeNow)).toEqual({
        kind: 'unknown',
        why: `It is ${code}.`,
      })
    },
  )

  it('is unknown over a stale file only where a suspect runs and the run is refused', () => {
    const suspects = membersOf([main]).map((member) => ({ member, why: 'same executable' }))
    const pidFile = stale
    expect(stateOf(look({ pidFile, suspects }, error('stale-pid-file')), fakeNow).kind).toBe(
      'unknown',
    )
    expect(stateOf(look({ pidFile, suspects }), fakeNow).kind).toBe('dead-pid-file')
    expect(stateOf(look({ pidFile }, error('stale-pid-file')), fakeNow).kind).toBe('dead-pid-file')
  })

  it('is running with members, whatever else is said', () => {
    const members = membersOf([main])
    expect(stateOf(look({ members, pidFile: stale }, error('busy')), fakeNow)).toEqual({
      kind: 'running',
    })
  })
})

describe('what stands for a service of several', () => {
  const second = makeRow({ pid: 200, user: 'alice', uid: 1000, startedAt: 5000 })

  it('is nobody: its users are listed once each, and it is as old as the oldest', () => {
    const worker = makeWorker(201, second, { startedAt: 7000 })
    const row = rowOf([main, second, worker], {}, [100, 200])
    expect(row).toMatchObject({ main: null, user: 'root, alice', startedAt: 5000, memberCount: 3 })
  })

  it('is the main process the backend names, though the oldest is another', () => {
    const child = makeWorker(101, main, { user: 'www', uid: 33, startedAt: 3000 })
    const members = membersOf([main, child])
    expect(rowOf([main, child])).toMatchObject({ user: 'root', startedAt: 9000 })
    const named = members.map((m) => ({ ...m, main: m.identity.pid === 101 }))
    expect(headOf(look({ members: named }).observed)?.identity.pid).toBe(101)
    expect(rowOf([main, child], { members: named })).toMatchObject({ user: 'www', startedAt: 3000 })
  })

  it('keeps the identity that the backend gave, else that of its only root', () => {
    expect(rowOf([main], { main: second.identity }).main).toEqual(second.identity)
    expect(rowOf([main]).main).toEqual(main.identity)
  })

  it('is nothing at all where nothing runs', () => {
    expect(headOf(look().observed)).toBeNull()
    expect(makeServiceRow(look(), facts())).toMatchObject({
      main: null,
      user: '',
      memberCount: 0,
      cpuPercent: null,
      residentBytes: 0,
      startedAt: null,
      practice: false,
    })
  })
})

describe('what members use together', () => {
  it('counts nothing for a member that was not measured', () => {
    const rows = [main, makeWorker(101, main)]
    const cpuPercent = new Map([[101, 0.26]])
    const row = makeServiceRow(look({ members: membersOf(rows) }), facts(rows, { cpuPercent }))
    expect(row.cpuPercent).toBe(0.3)
    const idle = makeServiceRow(look({ members: membersOf(rows) }), facts(rows))
    expect(idle.cpuPercent).toBe(0)
  })
})

describe('who would be left running', () => {
  const bus = (pid: number): ProcessRow => makeWorker(pid, main, { exe: '/usr/bin/dbus-daemon' })

  it('is counted, and no word is lost where nobody is', () => {
    expect(rowOf([main]).note).toBeNull()
    expect(rowOf([main, bus(101)]).note).toBe('1 process of it would be left running.')
    expect(rowOf([main, bus(101), bus(102)]).note).toBe('2 processes of it would be left running.')
  })

  it('is no matter where the whole run is refused', () => {
    const members = membersOf([main, bus(101)])
    expect(makeServiceRow(look({ members }, error('busy')), facts([main])).note).toBe('It is busy.')
  })
})

describe('a practice daemon', () => {
  const exe = '/opt/quiesce-practice'
  const wish: RowWish = { pid: 100, exe, args: [exe, 'slow'] }
  const practice = makeRow(wish)

  it('is described by its vice where it was discovered, not where it is configured', () => {
    expect(rowOf([practice]).subtitle).toBe(vices.slow)
    expect(rowOf([practice], { origin: 'configured' }).subtitle).toBe('/usr/sbin/iguana')
    expect(rowOf([main]).subtitle).toBe('/usr/sbin/iguana')
  })

  it('is one though only some of its processes are', () => {
    const worker = makeWorker(101, practice, { exe: '/usr/bin/sleep' })
    expect(rowOf([practice, worker]).practice).toBe(true)
    expect(rowOf([main]).practice).toBe(false)
  })

  it('is none where its processes are in no table any more', () => {
    const members = membersOf([practice])
    expect(makeServiceRow(look({ members }), facts([]))).toMatchObject({
      practice: false,
      subtitle: '/usr/sbin/iguana',
      memberCount: 1,
    })
  })
})

describe('a run that is going on', () => {
  it('is stopping while it forces, until its deadline', () => {
    const phase = { kind: 'forcing', step: 3, call: 2, by: 'person', deadline: ms(5) } as const
    expect(stateOfRun(makeRun('stop/30/ask/KILL/5', { phase }))).toEqual({
      kind: 'stopping',
      runId: 'run-1',
      until: ms(5).wall,
    })
  })
})

it('has nothing to show of a configured service that cannot be looked at', () => {
  const base = { target: 'i', title: 't', subtitle: 's', backend: 'pidfile' } as const
  expect(makeRefusedRow(base, error('busy'))).toEqual({
    ...base,
    state: { kind: 'unknown', why: 'It is busy.' },
    main: null,
    user: '',
    memberCount: 0,
    cpuPercent: null,
    residentBytes: 0,
    startedAt: null,
    note: 'It is busy.',
    refusal: error('busy'),
    origin: 'configured',
    practice: false,
    unit: null,
    canStart: false,
  })
})
