import { describe, expect, it } from 'vitest'
import type { AskReason, Outcome, Phase, Run } from '../../../shared/run.ts'
import { askSentence, phaseWord, whatFollows } from '../../../shared/wording/phases.ts'
import { outcomeWord } from '../../../shared/wording/outcomes.ts'
import { makeRun, ms } from '../../fakes/run.ts'

const deadline = ms(30_000)
const error = { code: 'busy', message: 'Busy.', next: 'Wait.' } as const
const stopping = (step: number): Phase => ({ kind: 'stopping', step, call: 1, deadline })
const waiting = (step: number): Phase => ({ kind: 'waiting', step, deadline })
const held = (step: number): Phase => ({ kind: 'held', step, leftMs: 5000 })
const asking = (step: number): Phase => ({ kind: 'asking', step, why: 'schedule', since: ms(0) })
const ended = (outcome: Outcome): Phase => ({ kind: 'ended', outcome, at: ms(0) })
const verifying: Phase = { kind: 'verifying', until: deadline, back: null }
const forcing: Phase = { kind: 'forcing', step: 3, call: 2, by: 'person', deadline }

describe('a phase as a word', () => {
  it.each<[Phase, string]>([
    [{ kind: 'planned' }, 'Planned'],
    [stopping(0), 'Stopping'],
    [waiting(1), 'Stopping'],
    [held(1), 'Held'],
    [asking(2), 'Asks you'],
    [forcing, 'Forcing'],
    [verifying, 'Verifying'],
  ])('%j is %s', (phase, word) => {
    expect(phaseWord(phase)).toBe(word)
  })
  it.each<Outcome>([
    { kind: 'already-stopped' },
    { kind: 'stopped' },
    { kind: 'killed', by: 'ops' },
    { kind: 'survived', survivors: [] },
    { kind: 'came-back', evidence: 'pid 7', afterMs: 1 },
    { kind: 'abandoned', by: 'ops' },
    { kind: 'hung' },
    { kind: 'interrupted', why: 'SIGTERM' },
    { kind: 'refused', error },
    { kind: 'failed', error },
  ])('that ended is its outcome: %j', (outcome) => {
    expect(phaseWord(ended(outcome))).toBe(outcomeWord[outcome.kind])
  })
})

describe('why a run asks', () => {
  it.each<[AskReason, RegExp]>([
    ['schedule', /^has not stopped$/],
    ['schedule-ended', /^has not stopped, and .* no further step$/],
    ['journal', /^waits: the journal cannot be written, .* no record$/],
    ['found', / when Quiesce went down; nothing is sent until you decide$/],
    ['appeared', / gone, then another process of it appeared$/],
    ['backend', / by its own stop command$/],
    ['permission', /^is still running, and the kernel refused us a signal$/],
  ])('%s is said after the name of the service', (why, words) => {
    expect(askSentence[why]).toMatch(words)
  })
  it('is told differently for each reason, as the rest of a sentence', () => {
    const sentences = Object.values(askSentence)
    expect(new Set(sentences).size).toBe(sentences.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[a-z][^!]*[^.!]$/)
  })
})

const at = (schedule: string, phase: Phase, more: Partial<Run> = {}): string =>
  whatFollows(makeRun(schedule, { phase, ...more }))

describe('what follows a wait', () => {
  it.each<[string, string, Phase, string]>([
    ['a question', 'stop/30/ask/KILL/5', waiting(1), 'then it asks you'],
    ['a question, also while held', 'stop/30/ask/KILL/5', held(1), 'then it asks you'],
    ['the end of the schedule', 'stop/30', waiting(1), 'then it asks you'],
    ['force', 'stop/30/KILL/5', waiting(1), 'then it sends SIGKILL'],
    ['force to one process', 'stop/30/KILL@main/5', waiting(1), 'then it sends SIGKILL'],
    ['a signal', 'stop/30/INT/5', waiting(1), 'then it sends SIGINT'],
    ['another signal, while held', 'TERM/30/QUIT@all/5', held(1), 'then it sends SIGQUIT'],
    ['the stop once more', 'TERM/5/stop/30', waiting(1), 'then it calls the stop again'],
    ['the second of two waits', 'TERM/5/stop/30', waiting(3), 'then it asks you'],
    [
      'a person’s extra time at a question',
      'stop/30/ask/KILL/5',
      waiting(2),
      'then it asks you again',
    ],
    ['a question that is held', 'stop/30/ask/KILL/5', held(2), 'then it asks you again'],
  ])('%s', (_what, schedule, phase, words) => {
    expect(at(schedule, phase)).toBe(words)
  })
})

describe('what follows a call', () => {
  it.each<[string, string, number, string]>([
    ['that has its own wait is what follows that wait', 'stop/30/ask', 0, 'then it asks you'],
    ['whose wait is the last step', 'stop/30', 0, 'then it asks you'],
    ['whose wait force follows', 'TERM/30/KILL/5', 0, 'then it sends SIGKILL'],
    ['later in the schedule', 'TERM/5/INT/5/QUIT/5', 2, 'then it sends SIGQUIT'],
    ['that a question follows at once', 'stop/ask', 0, 'then it asks you'],
    ['that another call follows at once', 'TERM/INT/5', 0, 'then it sends SIGINT'],
    ['that force follows at once', 'TERM/KILL/5', 0, 'then it sends SIGKILL'],
    ['that a wait without a deadline follows', 'stop/wait', 0, 'then it waits'],
  ])('%s', (_what, schedule, step, words) => {
    expect(at(schedule, stopping(step))).toBe(words)
  })
})

describe('where nobody can answer', () => {
  const alone = { person: false }
  it.each<[string, Phase]>([
    ['stop/30/ask/KILL/5', waiting(1)],
    ['stop/30/ask/KILL/5', stopping(0)],
    ['stop/30', waiting(1)],
    ['stop/30', held(1)],
    ['stop/ask', stopping(0)],
  ])('%s at %j gives up instead of asking', (schedule, phase) => {
    expect(at(schedule, phase, alone)).toBe('then it gives up')
  })
  it('every other step is the same', () => {
    expect(at('stop/30/KILL/5', waiting(1), alone)).toBe('then it sends SIGKILL')
    expect(at('stop/30/INT/5', waiting(1), alone)).toBe('then it sends SIGINT')
    expect(at('TERM/5/stop/30', waiting(1), alone)).toBe('then it calls the stop again')
  })
})

describe('after force', () => {
  it.each(['person', 'schedule'] as const)('by a %s nothing is left to try', (forced) => {
    expect(at('stop/30/ask/KILL/5', waiting(4), { forced })).toBe('then it has outlived SIGKILL')
    expect(at('stop/30/ask/KILL/5', waiting(1), { forced })).toBe('then it has outlived SIGKILL')
  })
})

describe('nothing is said to follow', () => {
  it.each<[string, Phase]>([
    ['a plan', { kind: 'planned' }],
    ['a question', asking(2)],
    ['force under way', forcing],
    ['the end', ended({ kind: 'stopped' })],
  ])('%s', (_what, phase) => {
    expect(at('stop/30/ask/KILL/5', phase)).toBe('')
  })
  it('but certainty, once nobody is left', () => {
    expect(at('stop/30/ask/KILL/5', verifying)).toBe('then it is certain')
    expect(at('stop/30/ask/KILL/5', verifying, { forced: 'person' })).toBe('then it is certain')
  })
})

describe('a wait without a deadline', () => {
  it.each<[string, Phase]>([
    ['under way', { kind: 'waiting', step: 1, deadline: null }],
    ['held', { kind: 'held', step: 1, leftMs: null }],
  ])('%s, never ends by itself, with or without a person', (_what, phase) => {
    expect(at('stop/wait', phase)).toBe('nothing is sent by itself')
    expect(at('stop/wait', phase, { person: false })).toBe('nothing is sent by itself')
  })
  it('is announced by the call before it', () => {
    const call: Phase = { kind: 'stopping', step: 0, call: 1, deadline: null }
    expect(at('stop/wait', call)).toBe('then it waits')
  })
})
