import { describe, expect, it } from 'vitest'
import type { Outcome, Run, RunMember } from '../../../shared/run.ts'
import { exitStatusOf } from '../../../shared/run.ts'
import { outcomeSentence, outcomeWord, tookMs } from '../../../shared/wording/outcomes.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'

const error = { code: 'protected', message: 'Pid 1 is init.', next: 'Leave it.' } as const
const denied = { ...error, code: 'no-permission' } as const
const outcomes: [Outcome, number, RegExp][] = [
  [{ kind: 'already-stopped' }, 0, /was not running\. Nothing was sent\./],
  [{ kind: 'stopped' }, 0, /has stopped by itself/],
  [{ kind: 'killed', by: 'ops' }, 10, /force was needed.*decided by ops/],
  [{ kind: 'hung' }, 11, /still running \(100, 101, 102\)\. Nothing more is sent without a person/],
  [{ kind: 'survived', survivors: [identity(100)] }, 12, /outlived SIGKILL: 100 still there/],
  [{ kind: 'came-back', evidence: 'pid 7 runs it', afterMs: 800 }, 13, /came back.*pid 7 runs it/],
  [{ kind: 'refused', error }, 14, /Pid 1 is init\. Nothing was sent\./],
  [{ kind: 'refused', error: denied }, 15, /Nothing was sent/],
  [{ kind: 'abandoned', by: 'ops' }, 16, /left running by ops\. 3 processes stay/],
  [{ kind: 'interrupted', why: 'SIGTERM' }, 17, /interrupted: SIGTERM/],
  [{ kind: 'failed', error }, 1, /failed\. Pid 1 is init/],
  [{ kind: 'failed', error: denied }, 15, /failed/],
]

describe('each outcome', () => {
  it.each(outcomes)('%j has its exit status and its sentence', (outcome, status, words) => {
    expect(exitStatusOf(outcome)).toBe(status)
    expect(outcomeSentence(makeRun('stop/30/ask'), outcome)).toMatch(words)
    expect(outcomeWord[outcome.kind]).not.toBe('')
  })
  it('never ends in an exclamation mark, nor apologises', () => {
    for (const [outcome] of outcomes) {
      expect(outcomeSentence(makeRun('stop/30/ask'), outcome)).not.toMatch(/!|sorry|oops|please/i)
    }
  })
})

describe('how long a stop took', () => {
  it('counts from the start to the last exit, not to the end of the verification', () => {
    const play = new Play(makeRun('stop/30/ask')).begin().settle().gone(100, 101)
    expect(tookMs(play.run)).toBeNull()
    play.after(1000, { kind: 'member-gone', identity: identity(102), how: 'by-itself' }).deadline()
    expect(tookMs(play.run)).toBe(1003)
  })
  it('is unknown where nobody was there', () => {
    expect(tookMs(makeRun('stop/30/ask', { startedAt: ms(5) }, []))).toBeNull()
  })
})

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const went = (pid: number, at: number, how: 'by-itself' | 'killed' = 'by-itself'): RunMember => ({
  member: makeMember(pid),
  gone: { at: ms(at), how },
})
const stays = (pid: number): RunMember => ({ member: makeMember(pid), gone: null })
const told = (outcome: Outcome, ...members: RunMember[]): string =>
  plain(outcomeSentence(makeRun('stop/30/ask', { members }), outcome))

describe('the sentence of an outcome, whole', () => {
  it.each<[string, Outcome, RunMember[], string]>([
    [
      'a stop that took a while',
      { kind: 'stopped' },
      [went(100, 12_000), went(101, 3000)],
      'iguana has stopped by itself after 12 s. Nothing of it runs any more.',
    ],
    [
      'a stop of nobody',
      { kind: 'stopped' },
      [],
      'iguana has stopped by itself. Nothing of it runs any more.',
    ],
    [
      'force to one of two',
      { kind: 'killed', by: 'ops' },
      [went(100, 1000), went(101, 90_000, 'killed')],
      'iguana is down; force was needed. 1 process ended by SIGKILL, decided by ops after 1:30.',
    ],
    [
      'force to two',
      { kind: 'killed', by: 'the schedule' },
      [went(100, 0, 'killed'), went(101, 0, 'killed')],
      'iguana is down; force was needed. 2 processes ended by SIGKILL, decided by the schedule after 0 s.',
    ],
    [
      'two that outlived it',
      { kind: 'survived', survivors: [identity(100), identity(101)] },
      [stays(100), stays(101)],
      'iguana outlived SIGKILL: 100, 101 still there.',
    ],
    [
      'one that came back',
      { kind: 'came-back', evidence: 'pid 7 runs it', afterMs: 800 },
      [went(100, 5)],
      'iguana came back after 0.8 s: pid 7 runs it.',
    ],
    [
      'one left running',
      { kind: 'abandoned', by: 'ops' },
      [went(100, 5), stays(101)],
      'iguana was left running by ops. 1 process stays; what was sent stays sent.',
    ],
    [
      'one that hangs',
      { kind: 'hung' },
      [went(100, 5), stays(101)],
      'iguana has not stopped: 1 process is still running (101). Nothing more is sent without a person.',
    ],
    [
      'two that hang',
      { kind: 'hung' },
      [stays(100), stays(101)],
      'iguana has not stopped: 2 processes are still running (100, 101). Nothing more is sent without a person.',
    ],
    ['a refusal', { kind: 'refused', error }, [], 'Pid 1 is init. Nothing was sent.'],
    ['a failure', { kind: 'failed', error }, [], 'The stop of iguana failed. Pid 1 is init.'],
  ])('%s', (_what, outcome, members, sentence) => {
    expect(told(outcome, ...members)).toBe(sentence)
  })
  it('begins with a capital or the name of the service, and ends with a full stop', () => {
    for (const [outcome] of outcomes) expect(told(outcome)).toMatch(/^(iguana|[A-Z]).*\.$/)
  })
  it('leaves out those that are kept on purpose', () => {
    const kept = { member: makeMember(102, { kept: 'a shim' }), gone: null }
    expect(told({ kind: 'hung' }, stays(100), kept)).toContain('1 process is still running (100)')
    expect(told({ kind: 'stopped' }, went(100, 2000), kept)).toContain('after 2 s')
  })
  it('names them, and does not say that nothing runs any more', () => {
    const kept = { member: makeMember(102, { kept: 'KillMode=process' }), gone: null }
    expect(told({ kind: 'stopped' }, went(100, 2000), kept)).toBe(
      'iguana has stopped by itself after 2 s. 1 process is kept running on purpose: daemon-102 (102).',
    )
    expect(told({ kind: 'killed', by: 'ops' }, kept)).toMatch(/kept running on purpose/)
    const left = { ...kept, gone: { at: ms(1), how: 'by-itself' } } as const
    expect(told({ kind: 'stopped' }, went(100, 2000), left)).toMatch(/Nothing of it runs any more/)
  })
  it('of a kind that nobody has words for is a bug that says so', () => {
    expect(() => told({ kind: 'vanished' } as never)).toThrow('unhandled: {"kind":"vanished"}')
  })
})

describe('the outcome of a unit', () => {
  const unitTold = (outcome: Outcome, more: Partial<Run>): string =>
    plain(outcomeSentence(makeRun('stop/30/ask', more), outcome))
  const finished = [went(100, 12_000)]

  it('that is still deactivating is never called stopped', () => {
    const unit = makeUnit({ activeState: 'deactivating', subState: 'stop-post' })
    expect(unitTold({ kind: 'hung' }, { unit, members: finished })).toBe(
      'iguana has not stopped: no process of it is left, but it is stopping: its ExecStopPost= command runs. Nothing more is sent without a person.',
    )
  })
  it('with processes names them, whatever systemd says', () => {
    const unit = makeUnit({ activeState: 'failed', result: 'timeout' })
    expect(unitTold({ kind: 'hung' }, { unit, members: [stays(101)] })).toContain(
      '1 process is still running (101)',
    )
  })
  it('that failed says why', () => {
    const state = { activeState: 'failed', subState: 'failed', result: 'exit-code' } as const
    const unit = makeUnit({ ...state, mainExit: { how: 'exited', status: 3 } })
    expect(unitTold({ kind: 'stopped' }, { unit, members: finished })).toBe(
      'iguana has stopped by itself after 12 s. Nothing of it runs any more. systemd calls it failed: its main process exited with status 3.',
    )
    expect(unitTold({ kind: 'already-stopped' }, { unit, members: [] })).toBe(
      'iguana was not running. Nothing was sent. systemd calls it failed: its main process exited with status 3.',
    )
    expect(
      unitTold({ kind: 'stopped' }, { unit: makeUnit({ ...state, result: '' }), members: [] }),
    ).toMatch(/ systemd calls it failed\.$/)
  })
  it('that failed for a reason that a notice has told does not tell it again', () => {
    const state = { activeState: 'failed', subState: 'failed', result: 'timeout' } as const
    const notices = [
      'systemd says that iguana failed: one of its steps took longer than systemd allows.',
    ]
    const told = unitTold({ kind: 'stopped' }, { unit: makeUnit(state), notices, members: [] })
    expect(told).toMatch(/ systemd calls it failed\.$/)
  })
  it('that systemd killed is said to be killed by systemd', () => {
    const by = 'systemd (TimeoutStopSec)'
    expect(unitTold({ kind: 'killed', by }, { forcedByOther: by, members: finished })).toBe(
      'iguana is down; systemd (TimeoutStopSec) killed it after 12 s, not Quiesce.',
    )
  })
  it('whose cgroup was killed at once names who decided', () => {
    expect(unitTold({ kind: 'killed', by: 'ops' }, { members: finished, forced: 'person' })).toBe(
      'iguana is down; force was needed. It was decided by ops after 12 s.',
    )
  })
})

describe('the time that a stop took', () => {
  const took = (startedAt: number, ...members: RunMember[]): number | null =>
    tookMs(makeRun('stop/30', { startedAt: ms(startedAt), members }))
  it('is that until the last one left, whatever their order', () => {
    expect(took(1000, went(100, 9000), went(101, 4000))).toBe(8000)
    expect(took(1000, went(100, 4000), went(101, 9000))).toBe(8000)
  })
  it('is not known while one is there', () => {
    expect(took(0, went(100, 9000), stays(101))).toBeNull()
  })
  it('is never less than nothing', () => {
    expect(took(1000, went(100, 400))).toBe(0)
  })
  it('goes by the clock that nobody can set', () => {
    const gone = { at: { mono: 5000, wall: -1 }, how: 'by-itself' } as const
    expect(took(0, { member: makeMember(100), gone })).toBe(5000)
  })
})
