import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import {
  ceilingSentence,
  countdownLine,
  keysLine,
  leavingSentences,
  phaseSentence,
  processName,
  processNames,
} from '../../../shared/wording/cli.ts'
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
      { who: 'systemd', source: 'TimeoutStopSec', at: ms(90_000).wall },
      { who: 'its script', source: 'killproc', at: null },
    ]
    const { run } = begun('stop/30/ask', { ceilings })
    expect(at(run, 0)).toMatch(/ · systemd forces in 1:30$/)
  })

  it('offers no key that the run would refuse', () => {
    expect(keysLine(begun('stop/30/ask').decide('hold').run.phase)).toContain('[h] release')
    expect(keysLine(begun('stop/30/ask').deadline().run.phase)).not.toContain('[h]')
    expect(keysLine(begun('stop/30/ask').gone(100, 101, 102).run.phase)).toBe('')
  })
})

describe('what stays when a run is left', () => {
  it('is nothing before anything was sent', () => {
    expect(leavingSentences(makeRun('stop/30/ask'))).toEqual([
      'Nothing was sent.',
      'No ceiling is known: nobody else is going to force it.',
    ])
  })

  it('is what was sent, what may have been, and whose ceiling runs', () => {
    const ceilings = [{ who: 'systemd', source: 'TimeoutStopSec', at: ms(90_000).wall }]
    const { run } = new Play(makeRun('TERM@all/30/ask', { ceilings })).begin()
    expect(leavingSentences(run)).toEqual([
      'Sent so far: SIGTERM to 100 at 22:13:20 (maybe), SIGTERM to 101 at 22:13:20 (maybe), SIGTERM to 102 at 22:13:20 (maybe). What was sent stays sent.',
      'Still running: systemd may force at 22:14:50 (TimeoutStopSec).',
    ])
  })

  it('leaves out what did not reach anybody', () => {
    const { run } = new Play(makeRun('stop/30/ask')).begin().settle('no-permission')
    expect(leavingSentences(run)[0]).toBe('Nothing was sent.')
  })
})

describe('names', () => {
  it.each([
    [{ pid: 7, name: 'nginx' }, 'nginx (7)'],
    [{ pid: 7, name: '' }, '7'],
    [{ pid: 7, name: 'a\nb' }, 'a\\nb (7)'],
  ])('%j is %j', (process, text) => {
    expect(processName(process)).toBe(text)
  })

  it('of many are a few and how many more', () => {
    const list = Array.from({ length: 7 }, (_, at) => ({ pid: at + 1, name: 'w' }))
    expect(processNames(list)).toBe('w (1), w (2), w (3), w (4), w (5) and 2 more')
  })

  it('of a ceiling without a known moment say so', () => {
    expect(ceilingSentence({ who: 'systemd', source: 'EXTEND_TIMEOUT_USEC', at: null })).toBe(
      'systemd may force at a moment not known (EXTEND_TIMEOUT_USEC)',
    )
  })
})
