import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../shared/run.ts'
import { exitStatusOf } from '../../../shared/run.ts'
import { outcomeSentence, outcomeWord, tookMs } from '../../../shared/wording/outcomes.ts'
import { identity, makeRun, ms, Play } from '../../fakes/run.ts'

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
