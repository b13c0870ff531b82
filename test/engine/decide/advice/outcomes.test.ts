import { describe, expect, it } from 'vitest'
import { adviseAfter } from '../../../../electron/engine/decide/advice/advise.ts'
import type { RunFacts } from '../../../../electron/engine/decide/advice/facts.ts'
import type { Advice } from '../../../../shared/advice.ts'
import type { Outcome, Run } from '../../../../shared/run.ts'
import { identity, makeRun, Play } from '../../../fakes/run.ts'
import { makeEnd } from './make-facts.ts'

const refusal = { code: 'protected', message: 'Pid 1 is init.', next: 'Leave it.' } as const

function advise(outcome: Outcome, more: Partial<RunFacts> = {}): Advice {
  const run: Run = makeRun('stop/30/ask/KILL/5')
  return adviseAfter(makeEnd({ run, outcome, ...more }))
}

/** A run in which three were killed. */
const killed = new Play(makeRun('KILL/5')).begin().gone(100, 101, 102).settle().deadline().run
const afterForce = (start: RunFacts['start']): Advice =>
  advise({ kind: 'killed', by: 'ops' }, { run: killed, start })

describe('advice after a stop', () => {
  it.each<[string, Outcome, Advice['level']]>([
    ['one that left by itself', { kind: 'stopped' }, 'none'],
    ['one that was not there', { kind: 'already-stopped' }, 'none'],
    ['one that still runs', { kind: 'hung' }, 'none'],
    ['one that was left', { kind: 'abandoned', by: 'ops' }, 'none'],
    ['one that was cut off', { kind: 'interrupted', why: 'SIGTERM' }, 'none'],
    ['one that came back', { kind: 'came-back', evidence: 'pid 7', afterMs: 800 }, 'none'],
    ['one that was refused', { kind: 'refused', error: refusal }, 'none'],
    ['one that failed', { kind: 'failed', error: refusal }, 'none'],
    ['one that was killed', { kind: 'killed', by: 'ops' }, 'try-restart'],
    ['one that survived', { kind: 'survived', survivors: [identity(100)] }, 'try-restart'],
  ])('for %s has its level, a reason, and a word about a reboot', (_name, outcome, level) => {
    const advice = advise(outcome)
    expect(advice.level).toBe(level)
    expect(advice.sentence).toMatch(/\.$/)
    expect(advice.reasons.length).toBeGreaterThan(0)
    expect(advice.aboutReboot).not.toBe('')
  })
})

describe('advice after force', () => {
  it('is to try a restart, and says when a reboot would be recommended, and why', () => {
    const advice = afterForce(null)
    expect(advice.sentence).toContain('Try a restart')
    expect(advice.reasons[0]).toContain('3 processes could not tidy up')
    expect(advice.aboutReboot).toMatch(/does not come up and stay up, a reboot is recommended: it/)
  })
  it('is nothing when it came up and stayed up', () => {
    const advice = afterForce({ up: true, sentence: 'iguana is up.' })
    expect(advice.level).toBe('none')
    expect(advice.reasons).toContain('iguana is up.')
  })
  it('recommends a reboot when it does not come up again, with both reasons', () => {
    const advice = afterForce({ up: false, sentence: 'iguana was gone after 1.2 s.' })
    expect(advice.level).toBe('reboot-recommended')
    expect(advice.reasons).toHaveLength(2)
    expect(advice.aboutReboot).toContain('Read its log first')
  })
})

describe('advice about survivors', () => {
  const survived = (states: [number, string][]): Advice =>
    advise({ kind: 'survived', survivors: [identity(100)] }, { states: new Map(states) })
  it('recommends a reboot when one waits inside the kernel, unless that ends', () => {
    const advice = survived([
      [100, 'D'],
      [101, 'S'],
    ])
    expect(advice.level).toBe('reboot-recommended')
    expect(advice.sentence).toContain('unless what it waits for comes back')
    expect(advice.reasons[0]).toContain('inside the kernel (state D)')
  })
  it('never recommends a reboot before the state of a survivor is known', () => {
    const advice = survived([])
    expect(advice.level).toBe('try-restart')
    expect(advice.reasons[0]).toContain('state unknown')
  })
  it('names each survivor once', () => {
    expect(survived([[100, 'S']]).reasons).toHaveLength(3)
  })
})
