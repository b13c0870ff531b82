/** What the records after the newest state add to a run, call by call and process by process. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenRun, RecordedCall } from '../../../electron/engine/decide/open-runs.ts'
import { restoreRun } from '../../../electron/engine/decide/restore-run.ts'
import type { Run, SignalOutcome } from '../../../shared/run.ts'
import { boot, identity, makeRun, ms, Play } from '../../fakes/run.ts'
import { schedule } from './escalation/stories.ts'

const open = (state: unknown, calls: readonly RecordedCall[] = []): OpenRun => ({
  run: 'run-1',
  target: 'iguana',
  title: 'iguana',
  schedule: 'stop/30/ask/KILL/5',
  writer: { boot, pid: 999, door: 'cli', user: 'ops' },
  beganAt: ms(0),
  lastAt: ms(10),
  state,
  calls,
})
const named = (pid: number) => ({ ...identity(pid), name: 'daemon' })
const came = (pid: number, outcome: SignalOutcome) => ({ ...named(pid), outcome })
const call = (more: Partial<RecordedCall>): RecordedCall => ({
  call: 1,
  step: 0,
  what: 'TERM',
  force: false,
  by: 'ops',
  targets: [named(100)],
  argv: null,
  isRemedy: false,
  at: ms(1),
  results: null,
  ...more,
})
const command = (more: Partial<RecordedCall> = {}): RecordedCall =>
  call({ what: 'stop-command', targets: [], argv: ['/etc/init.d/iguana', 'stop'], ...more })
const restored = (state: unknown, calls: readonly RecordedCall[] = []): Run => {
  const run = restoreRun(open(state, calls), boot, ms(3_600_000))
  if (!run.ok) throw new Error(run.error.message)
  return run.value
}

const play = (text: string, more = {}): Play => new Play(makeRun(text, more)).begin()
const begun = play('TERM@all/30/ask/KILL/5').run
const commanded = play('stop/30/ask', {
  stopMethod: { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] },
}).run
/** The state before the first call, in a phase that was under way. */
const before: Run = { ...begun, sent: [], lastCall: 0, calledStep: -1 }

describe('a call that the newest state does not know', () => {
  it('is added whole: call, step, moment and each process by its identity', () => {
    const one = call({ call: 4, step: 3, what: 'KILL', targets: [named(100), named(101)] })
    const base = { call: 4, step: 3, what: 'KILL', at: ms(1), outcome: 'maybe' }
    expect(restored(before, [one]).sent).toEqual([
      { ...base, identity: identity(100) },
      { ...base, identity: identity(101) },
    ])
    expect(restored(before, [one])).toMatchObject({ calledStep: 3, lastCall: 4 })
  })
  it('gives each process its own result, and maybe where its result is missing', () => {
    const results = [came(101, 'no-permission'), came(100, 'sent')]
    const one = call({ targets: [named(100), named(101), named(102)], results })
    expect(restored(before, [one]).sent.map((s) => s.outcome)).toEqual([
      'sent',
      'no-permission',
      'maybe',
    ])
  })
  it('does not take the result of a later process with the same number', () => {
    const results = [{ ...came(100, 'sent'), startTicks: 7 }]
    expect(restored(before, [call({ results })]).sent[0]?.outcome).toBe('maybe')
  })
  it.each<[string, RecordedCall['results'], SignalOutcome]>([
    ['with an answer, as sent', [], 'sent'],
    ['without one, as maybe sent', null, 'maybe'],
  ])('is a stop command %s', (_what, results, outcome) => {
    expect(restored(before, [command({ results })]).sent).toEqual([
      { call: 1, step: 0, what: 'stop-command', at: ms(1), identity: null, outcome },
    ])
  })
  it.each(['CONT', 'start-command'] as const)(
    'is no stop where it is %s, but has its number',
    (what) => {
      const run = restored(before, [call({ call: 6, what, targets: [named(100)] })])
      expect(run.sent).toEqual([])
      expect(run.lastCall).toBe(6)
    },
  )
})

describe('a call that the newest state knows', () => {
  it('takes the result that came after it, each process its own', () => {
    const results = [came(100, 'sent'), came(101, 'gone')]
    const run = restored(begun, [call({ results })])
    expect(run.sent).toEqual([
      { ...begun.sent[0], outcome: 'sent' },
      { ...begun.sent[1], outcome: 'gone' },
      begun.sent[2],
    ])
  })
  it('keeps the result that the state had', () => {
    const settled = play('TERM/30/ask').settle('gone').run
    const run = restored(settled, [call({ results: [came(100, 'sent')] })])
    expect(run.sent[0]?.outcome).toBe('gone')
  })
  it('takes no result of another call, nor of another signal with its number', () => {
    const results = [came(100, 'sent')]
    const others = [call({ call: 2, what: 'CONT', results }), call({ what: 'CONT', results })]
    expect(restored(begun, others).sent).toEqual(begun.sent)
  })
  it.each<[string, RecordedCall['results'], SignalOutcome]>([
    ['answered', [], 'sent'],
    ['not answered', null, 'maybe'],
  ])('is a stop command that was %s', (_what, results, outcome) => {
    expect(restored(commanded, [command({ results })]).sent).toEqual([
      { ...commanded.sent[0], outcome },
    ])
  })
})

describe('how far a restored run counts', () => {
  it('is never less than its state says', () => {
    const state = { ...begun, calledStep: 3, lastCall: 9 }
    expect(restored(state, [call({ call: 2, step: 1 })])).toMatchObject({
      calledStep: 3,
      lastCall: 9,
    })
  })

  const calls = fc.array(
    fc
      .record({
        step: fc.nat(6),
        what: fc.constantFrom('TERM', 'KILL', 'CONT', 'stop-command', 'start-command'),
        results: fc.constantFrom<RecordedCall['results'][]>(null, [], [came(100, 'sent')]),
      })
      .map((more) => call({ ...more, targets: more.what.endsWith('command') ? [] : [named(100)] })),
    { maxLength: 6 },
  )

  it('does not change by restoring again, and never falls', () => {
    fc.assert(
      fc.property(schedule, calls, (text, some) => {
        const state = play(text).run
        if (state.phase.kind === 'ended') return
        const numbered = some.map((one, at) => ({ ...one, call: at + 1 }))
        const once = restored(state, numbered)
        const twice = restored(once, numbered)
        expect(twice.sent).toEqual(once.sent)
        expect([twice.calledStep, twice.lastCall]).toEqual([once.calledStep, once.lastCall])
        expect(once.calledStep).toBe(Math.max(state.calledStep, ...some.map((c) => c.step)))
        expect(once.lastCall).toBe(Math.max(state.lastCall, some.length))
        expect(once.sent.slice(0, state.sent.length).map((s) => s.call)).toEqual(
          state.sent.map((s) => s.call),
        )
      }),
    )
  })

  it('survives being written as JSON and read again', () => {
    fc.assert(
      fc.property(schedule, calls, (text, some) => {
        const state = play(text).run
        const again = JSON.parse(JSON.stringify(open(state, some))) as OpenRun
        expect(restoreRun(again, boot, ms(9))).toEqual(restoreRun(open(state, some), boot, ms(9)))
      }),
    )
  })
})

describe('a state that cannot be read', () => {
  it('is refused in whole sentences, with what is wrong', () => {
    expect(restoreRun(open({ ...begun, id: 7 }), boot, ms(0))).toEqual({
      ok: false,
      error: {
        code: 'unreadable',
        message: 'The run run-1 of iguana is in the journal, but its state cannot be read.',
        next: 'Look at the service itself; its records are shown by quiesce journal --run.',
        cause: expect.stringContaining('expected string') as unknown,
      },
    })
  })
  it.each([
    'id',
    'target',
    'title',
    'schedule',
    'phase',
    'members',
    'sent',
    'calledStep',
    'lastCall',
  ])('is one without its %s', (key) => {
    expect(restoreRun(open({ ...begun, [key]: undefined }), boot, ms(0)).ok).toBe(false)
  })
  it('is not one whose schedule has a single step', () => {
    expect(restoreRun(open({ ...begun, schedule: [{ kind: 'ask' }] }), boot, ms(0)).ok).toBe(true)
  })
  it('never throws, whatever was recorded', () => {
    fc.assert(
      fc.property(fc.anything(), (state) => {
        expect(restoreRun(open(state), boot, ms(0)).ok).toBe(false)
      }),
    )
  })
})

describe('a remedy that the newest state does not know', () => {
  const remedy = { call: 5, step: 0, isRemedy: true } as const

  it('counts as sent where it went to a member', () => {
    const run = restored(before, [call({ ...remedy, what: 'INT', targets: [named(101)] })])
    expect(run.sent).toMatchObject([{ what: 'INT', identity: identity(101), outcome: 'maybe' }])
  })

  it.each<[string, Partial<RecordedCall>]>([
    ['a lock’s holder', { what: 'TERM', targets: [named(900)] }],
    ['a unit that would start it again', { what: 'stop-unit', targets: [] }],
    ['a frozen cgroup', { what: 'thaw', targets: [] }],
    ['a stopped member', { what: 'CONT', targets: [named(100)] }],
  ])('was not sent to the service where it went to %s', (_, more) => {
    const run = restored(before, [call({ ...remedy, ...more })])
    expect(run.sent).toEqual([])
    expect(run.lastCall).toBe(5)
  })
})
