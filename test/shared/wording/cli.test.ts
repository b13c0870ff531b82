import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { countdownLine, keysLine, phaseSentence } from '../../../shared/wording/cli.ts'
import { makeRun, ms, Play } from '../../fakes/run.ts'

beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
afterEach(() => void vi.unstubAllEnvs())

/** Numbers do not break from their units; for reading, an ordinary space does. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const begun = (schedule: string, more: Partial<Run> = {}): Play =>
  new Play(makeRun(schedule, more)).begin().settle()

describe('where a run stands', () => {
  it.each<[Run, string]>([
    [makeRun('stop/30/ask'), 'iguana: planned, nothing is sent yet'],
    [new Play(makeRun('stop/30/ask')).begin().run, 'iguana is being stopped'],
    [begun('stop/30/ask').run, 'waiting for 3 processes until 22:13:50, then it asks you'],
    [begun('stop/wait').run, 'waiting for 3 processes, without a deadline'],
    [begun('stop/30/ask').decide('hold').run, 'held with 29 s left'],
    [begun('stop/wait').decide('hold').run, 'held'],
    [begun('stop/30/ask').deadline().run, 'iguana has not stopped; 3 processes still there'],
    [
      begun('stop/30/ask').force().run,
      'forcing, decided by a person: SIGKILL to daemon-100 (100), daemon-101 (101), daemon-102 (102)',
    ],
    [
      begun('stop/1/KILL/5').deadline().run,
      'forcing, decided by the schedule: SIGKILL to daemon-100 (100), daemon-101 (101), daemon-102 (102)',
    ],
    [
      begun('stop/30/ask').gone(100, 101, 102).run,
      'nobody is left; looking until 22:13:22 whether it stays so',
    ],
    [
      begun('stop/30/ask').decide('leave').run,
      'iguana was left running by ops. 3 processes stay; what was sent stays sent.',
    ],
  ])('%#', (run, sentence) => {
    expect(plain(phaseSentence(run))).toBe(sentence)
  })

  it('never lets a title move the cursor', () => {
    const run = begun('stop/30/ask', { title: 'a\x1b[2J\nb' }).deadline().run
    expect(phaseSentence(run)).toContain('a\\x1b[2J\\nb has not stopped')
  })
})

describe('the live line', () => {
  const at = (run: Run, now: number): string => plain(countdownLine(run, ms(now).wall))

  it.each<[Run, number, string]>([
    [begun('stop/30/ask').run, 4000, 'Stopping · 3 processes left · 26 s, then it asks you'],
    [begun('stop/30/TERM/5').run, 0, 'Stopping · 3 processes left · 30 s, then it sends SIGTERM'],
    [begun('stop/30/ask').run, 40_000, 'Stopping · 3 processes left · 0 s, then it asks you'],
    [begun('stop/wait').run, 0, 'Stopping · 3 processes left · nothing is sent by itself'],
    [
      begun('stop/30/ask').decide('hold').run,
      9,
      'Held · 3 processes left · 29 s, then it asks you',
    ],
    [begun('stop/30/ask').deadline().run, 0, 'Asks you · 3 processes left'],
  ])('%#', (run, now, line) => {
    expect(at(run, now)).toBe(line)
  })

  it('tells whose ceiling comes when', () => {
    const ceilings = [
      {
        who: 'systemd',
        source: 'TimeoutStopSec',
        what: 'SIGKILL',
        fixed: null,
        at: ms(90_000).wall,
      },
      { who: 'its script', source: 'killproc', what: 'SIGKILL', fixed: null, at: null },
    ]
    const { run } = begun('stop/30/ask', { ceilings })
    expect(at(run, 0)).toMatch(/ · systemd sends SIGKILL in 1:30$/)
  })

  it('offers no key that the run would refuse', () => {
    expect(keysLine(begun('stop/30/ask').decide('hold').run)).toContain('[h] release')
    expect(keysLine(begun('stop/30/ask').deadline().run)).not.toContain('[h]')
    expect(keysLine(begun('stop/30/ask').gone(100, 101, 102).run)).toBe('')
  })
})
