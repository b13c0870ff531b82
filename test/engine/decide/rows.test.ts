import { describe, expect, it } from 'vitest'
import { compareLists, rememberList } from '../../../electron/engine/decide/list-changes.ts'
import type { Look } from '../../../electron/engine/decide/observed.ts'
import {
  makeRefusedRow,
  makeServiceRow,
  stateOf,
  stateOfRun,
} from '../../../electron/engine/decide/rows.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import type { Phase, Run } from '../../../shared/run.ts'
import { fakeBackends, makeMachine, pidFileOf, type FakeMachine } from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'
import { makeRun, ms } from '../../fakes/run.ts'

const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana', residentBytes: 3000, startedAt: 7000 })
const worker = makeWorker(101, main, { user: 'www-data', residentBytes: 500, startedAt: 8000 })

function lookAt(text: string, rows: readonly ProcessRow[], machine = makeMachine()): Look {
  const resolved = fakeBackends(machine).resolve(text)
  if (!resolved.ok) throw new Error(resolved.error.message)
  const table = makeTable([makeRow({ pid: 50 }), ...rows])
  const look = resolved.value.backend.look(resolved.value.target, table)
  if (!look.ok) throw new Error(look.error.message)
  return look.value
}

describe('the row of a service', () => {
  const rows = [main, worker]
  const facts = {
    table: makeTable(rows),
    runState: null,
    cpuPercent: new Map([
      [100, 1.04],
      [101, 2.5],
    ]),
  }

  it('sums what its members use, and takes user and age from its only root', () => {
    expect(makeServiceRow(lookAt('pid:100', rows), facts)).toEqual({
      target: 'pid:100@1000',
      title: 'iguana',
      subtitle: '/usr/sbin/iguana',
      backend: 'process',
      state: { kind: 'running' },
      main: main.identity,
      user: 'root',
      memberCount: 2,
      cpuPercent: 3.5,
      residentBytes: 3500,
      startedAt: 7000,
      note: null,
      refusal: null,
      origin: 'discovered',
      practice: false,
      unit: null,
      canStart: false,
    })
  })

  it('has no main process where there are several roots, and the users of all', () => {
    const machine = makeMachine({
      configuration: { services: { i: { exe: '/usr/sbin/iguana', user: 'root' } } },
    })
    const second = makeRow({ pid: 200, exe: '/usr/sbin/iguana', startedAt: 5000 })
    expect(makeServiceRow(lookAt('i', [main, second], machine), facts)).toMatchObject({
      main: null,
      user: 'root',
      startedAt: 5000,
    })
  })

  it('knows no processor use at the first look', () => {
    const row = makeServiceRow(lookAt('pid:100', rows), { ...facts, cpuPercent: null })
    expect(row.cpuPercent).toBeNull()
  })

  it('shows what a living run says instead of what is observed', () => {
    const runState = { kind: 'asking', runId: 'run-1', since: 5 } as const
    expect(makeServiceRow(lookAt('pid:100', rows), { ...facts, runState }).state).toEqual(runState)
  })

  it('says so when it is a practice daemon', () => {
    const practice = makeRow({
      pid: 100,
      exe: '/opt/quiesce/quiesce-practice',
      args: ['/opt/quiesce/quiesce-practice', 'ignores-term', '--dir', '/x'],
    })
    const table = makeTable([practice])
    const row = makeServiceRow(lookAt('pid:100', [practice]), { ...facts, table })
    expect(row).toMatchObject({ practice: true, title: 'practice ignores-term' })
  })

  it('notes who would be left running', () => {
    const bus = makeWorker(102, main, { exe: '/usr/bin/dbus-daemon' })
    expect(makeServiceRow(lookAt('pid:100', [main, bus]), facts).note).toBe(
      '1 process of it would be left running.',
    )
  })

  it('shows a name that is full of tricks as plain text', () => {
    const tricky = makeRow({ pid: 100, exe: '/opt/x', name: '<img src=x>\u001b[2J\n' })
    expect(lookAt('pid:100', [tricky]).observed.title).toBe('<img src=x>\\x1b[2J\\n')
  })
})

describe('the state that is observed', () => {
  const path = '/run/i.pid'
  const machine = (more: Partial<FakeMachine>): FakeMachine =>
    makeMachine({
      configuration: {
        services: { i: { pidfile: path, lockfile: '/lock/i', exe: '/usr/sbin/iguana' } },
      },
      ...more,
    })
  const file = (pid: number, more = {}) => ({ pidFiles: { [path]: pidFileOf(pid, more) } })

  it.each<[string, string, readonly ProcessRow[], FakeMachine, object]>([
    ['members live', 'i', [main], machine(file(100)), { kind: 'running' }],
    ['nothing is left', 'i', [], machine({}), { kind: 'stopped' }],
    ['the pid file is', 'i', [], machine(file(4000)), { kind: 'dead-pid-file', path }],
    [
      'both files are',
      'i',
      [],
      machine({ ...file(4000), lockFiles: ['/lock/i'] }),
      { kind: 'dead-pid-file', path },
    ],
    [
      'the lock file is',
      'i',
      [],
      machine({ lockFiles: ['/lock/i'] }),
      { kind: 'dead-lock-file', path: '/lock/i' },
    ],
    [
      'the pid belongs to a stranger now',
      'i',
      [makeRow({ pid: 100, exe: '/usr/bin/top' })],
      machine(file(100)),
      { kind: 'dead-pid-file', path },
    ],
    ['a protected process is there', 'pid:1', [], machine({}), { kind: 'running' }],
  ])('%s', (_, text, rows, of, state) => {
    expect(stateOf(lookAt(text, rows, of), fakeNow)).toEqual(state)
  })

  it.each<[string, readonly ProcessRow[], FakeMachine]>([
    ['the pid file is unsafe', [main], machine(file(100, { file: { uid: 0, mode: 0o666 } }))],
    [
      'the pid file is garbage',
      [],
      machine(file(0, { content: { ok: false, error: 'it is empty' } })),
    ],
    ['the executable runs and no pid file names it', [main], machine(file(4000))],
  ])('is unknown, never stopped, while %s', (_, rows, of) => {
    const look = lookAt('i', rows, of)
    expect(stateOf(look, fakeNow)).toMatchObject({ kind: 'unknown' })
    const row = makeServiceRow(look, { table: makeTable(rows), runState: null, cpuPercent: null })
    expect(row.note).toBe(look.refusal?.message)
  })
})

describe('what a run says of its service', () => {
  const inPhase = (phase: Phase): Run => makeRun('stop/30/ask', { phase })
  it.each<[Phase, object | null]>([
    [{ kind: 'planned' }, null],
    [
      { kind: 'stopping', step: 0, call: 1, deadline: ms(5) },
      { kind: 'stopping', until: ms(5).wall },
    ],
    [
      { kind: 'waiting', step: 1, deadline: ms(30) },
      { kind: 'stopping', until: ms(30).wall },
    ],
    [
      { kind: 'waiting', step: 1, deadline: null },
      { kind: 'stopping', until: null },
    ],
    [
      { kind: 'held', step: 1, leftMs: 5 },
      { kind: 'stopping', until: null },
    ],
    [
      { kind: 'asking', step: 2, why: 'schedule', since: ms(9) },
      { kind: 'asking', since: ms(9).wall },
    ],
    [
      { kind: 'verifying', until: ms(7), back: { step: 1, deadline: null } },
      { kind: 'stopping', until: ms(7).wall },
    ],
    [{ kind: 'ended', outcome: { kind: 'stopped' }, at: ms(9) }, null],
  ])('%j', (phase, state) => {
    const said = stateOfRun(inPhase(phase))
    if (state === null) expect(said).toBeNull()
    else expect(said).toEqual({ runId: 'run-1', ...state })
  })
})

describe('a configured service that cannot even be looked at', () => {
  it('is a row of its own, unknown, with the reason', () => {
    const error = { code: 'ambiguous-target', message: 'Two match.', next: 'Choose.' } as const
    const base = { target: 'i', title: 'i', subtitle: '/x', backend: 'process' } as const
    expect(makeRefusedRow(base, error)).toMatchObject({
      target: 'i',
      state: { kind: 'unknown', why: 'Two match.' },
      note: 'Two match.',
      refusal: error,
      origin: 'configured',
      memberCount: 0,
    })
  })
})

describe('differences between two lists', () => {
  const row = (target: string, memberCount = 1) => ({
    ...makeRefusedRow(
      { target, title: target, subtitle: '', backend: 'process' },
      { code: 'busy', message: '', next: '' },
    ),
    memberCount,
    startedAt: fakeNow.wall,
  })
  const before = rememberList([row('a'), row('b'), row('c')])

  it('are rows that are new or differ, and targets that left', () => {
    const changes = compareLists(before, [row('a'), row('b', 2), row('d')])
    expect(changes.changed.map((r) => r.target)).toEqual(['b', 'd'])
    expect(changes.removed).toEqual(['c'])
  })

  it('are none between equal lists, whatever their order', () => {
    const changes = compareLists(before, [row('c'), row('b'), row('a')])
    expect(changes).toMatchObject({ changed: [], removed: [] })
    expect(compareLists(changes.memory, [row('a')]).removed).toEqual(['c', 'b'])
  })

  it('are everything at the first look', () => {
    expect(compareLists(null, [row('a')])).toMatchObject({
      changed: [{ target: 'a' }],
      removed: [],
    })
  })
})
