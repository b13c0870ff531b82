import { describe, expect, it } from 'vitest'
import { currentStep, sentAtStep, shortList, stepLines } from '../../../renderer/model/run-steps.ts'
import type { Outcome, Phase, Run, SentSignal } from '../../../shared/run.ts'
import { clock } from '../../../shared/wording/numbers.ts'
import { identity, makeRun, ms } from '../../fakes/run.ts'

const sent = (pid: number, more: Partial<SentSignal> = {}): SentSignal => ({
  call: 1,
  step: 0,
  what: 'TERM',
  identity: identity(pid),
  at: ms(0),
  outcome: 'sent',
  ...more,
})
const schedule = 'stop/30/ask/KILL/5'
const waiting: Phase = { kind: 'waiting', step: 1, deadline: ms(30_000) }
const lines = (run: Run) => stepLines(run, null, ms(12_000).wall)

describe('what was sent at a step', () => {
  it('is named with its targets, refusals with words', () => {
    const all = [
      sent(1),
      sent(2),
      sent(3, { outcome: 'no-permission' }),
      sent(1, { what: 'CONT' }),
      sent(9, { step: 3 }),
    ]
    expect(sentAtStep(all, 0)).toBe(
      'SIGTERM to 1, 2; SIGTERM (refused by the kernel) to 3; SIGCONT to 1',
    )
  })
  it('is the stop command without a target', () => {
    expect(sentAtStep([sent(1, { what: 'stop-command', identity: null })], 0)).toBe(
      'the stop command',
    )
  })
  it('does not list a hundred pids', () => {
    expect(shortList(Array.from({ length: 100 }, (_, at) => String(at)))).toBe(
      '0, 1, 2, 3, 4, 5 and 94 more',
    )
    expect(shortList(['a', 'b'])).toBe('a, b')
  })
})

describe('the steps of a run that waits', () => {
  const run = makeRun(schedule, { phase: waiting, calledStep: 0, sent: [sent(100)] })
  it('are done, now and to come', () => {
    expect(lines(run).map((line) => [line.title, line.state])).toEqual([
      ['Stop: SIGTERM to the main process', 'done'],
      ['Wait at most 30\u00a0s', 'now'],
      ['Ask you', 'to-come'],
      ['SIGKILL to every member', 'to-come'],
      ['Wait at most 5\u00a0s', 'to-come'],
      ['Verify', 'to-come'],
    ])
  })
  it('say on what condition they happen', () => {
    expect(lines(run).map((line) => line.when)).toEqual([
      clock(ms(0).wall),
      `until ${clock(ms(30_000).wall)}`,
      'only if some are left',
      'only if you say so',
      '',
      '',
    ])
  })
  it('say what was sent, and for how long it has been waited', () => {
    expect(lines(run)[0]?.detail).toBe('SIGTERM to 100')
    expect(lines(run)[1]?.detail).toBe('12\u00a0s so far; every exit is seen as it happens')
  })
  it('do not pretend that somebody would be asked where nobody is', () => {
    expect(lines({ ...run, person: false })[2]?.title).toBe('Give up')
  })
  it('do not promise a question before a force that the schedule orders', () => {
    const unasked = makeRun('stop/30/KILL/5', { phase: waiting })
    expect(lines(unasked)[2]?.when).toBe('only if some are left')
  })
})

describe('the steps of a run that is over', () => {
  const ended = (more: Partial<Run>): Run =>
    makeRun(schedule, {
      phase: { kind: 'ended', outcome: { kind: 'stopped' }, at: ms(9000) },
      calledStep: 0,
      ...more,
    })
  it('leave out what was not needed', () => {
    expect(lines(ended({})).map((line) => [line.state, line.when])).toContainEqual([
      'left-out',
      'not reached',
    ])
  })
  it('do not claim a look that never was', () => {
    expect(lines(ended({})).at(-1)).toMatchObject({ state: 'left-out', when: '3 processes left' })
    const gone = { at: ms(1000), how: 'by-itself' } as const
    const members = ended({}).members.map((one) => ({ ...one, gone }))
    expect(lines(ended({ members })).at(-1)).toMatchObject({ state: 'done', when: '' })
  })
})

describe('the steps of a run that was not begun', () => {
  const over = (outcome: Outcome): Run =>
    makeRun(schedule, {
      phase: { kind: 'ended', outcome, at: ms(9000) },
      calledStep: 0,
      members: [],
    })
  const error = { code: 'no-permission', message: 'No.', next: 'Ask root.' } as const
  it('claim nothing that was sent, and no look at the end', () => {
    const refused = lines(over({ kind: 'refused', error }))
    expect(new Set(refused.map((line) => `${line.state} ${line.when}`))).toEqual(
      new Set(['left-out not sent']),
    )
    const already = lines(over({ kind: 'already-stopped' }))
    expect(new Set(already.map((line) => `${line.state} ${line.when}`))).toEqual(
      new Set(['left-out not needed']),
    )
  })
  it('of one that came back do not say that nobody is back', () => {
    const back = lines(over({ kind: 'came-back', evidence: 'x', afterMs: 1 })).at(-1)
    expect(back).toMatchObject({ state: 'left-out', detail: 'it came back' })
  })
  it('of one that still runs do not say that nobody is left', () => {
    const phase: Phase = { kind: 'ended', outcome: { kind: 'hung' }, at: ms(9000) }
    const verify = lines(makeRun(schedule, { phase, calledStep: 1 })).at(-1)
    expect(verify?.when).toMatch(/left$/)
    expect(verify).toMatchObject({ state: 'left-out', detail: '' })
  })
})

describe('where a run stands', () => {
  it.each<[Phase, number]>([
    [{ kind: 'planned' }, -1],
    [waiting, 1],
    [{ kind: 'asking', step: 2, why: 'schedule', since: ms(0) }, 2],
    [{ kind: 'verifying', until: ms(1), back: { step: 1, deadline: null } }, 5],
    [{ kind: 'ended', outcome: { kind: 'hung' }, at: ms(1) }, 5],
  ])('%j is step %d', (phase, step) => {
    expect(currentStep(makeRun(schedule, { phase }))).toBe(step)
  })
})
