/** What the command line says of signals, of those who left, and of who is still there. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunLine } from '../../../shared/json-output.ts'
import type { Phase, Run, SentSignal, SignalOutcome } from '../../../shared/run.ts'
import { signalNumbers } from '../../../shared/signals.ts'
import {
  countdownLine,
  goneSentence,
  keysLine,
  phaseSentence,
  signalsSentence,
} from '../../../shared/wording/cli.ts'
import { ceilingSentence } from '../../../shared/wording/ceilings.ts'
import { leavingSentences } from '../../../shared/wording/leaving.ts'
import { processNames } from '../../../shared/wording/process-names.ts'
import { boot, identity, makeMember, makeRun, ms } from '../../fakes/run.ts'

beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
afterEach(() => void vi.unstubAllEnvs())

const keysOf = (phase: Phase): string => keysLine({ phase, ceilings: [] })
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const process = (pid: number, name = 'w') => ({ pid, startTicks: 1, boot, name })

type SignalLine = Extract<RunLine, { type: 'signal' }>
const signal = (what: string, outcome: SignalOutcome, pid: number | null = 7): SignalLine => ({
  type: 'signal',
  run: 'run-1',
  at: 0,
  step: 0,
  what,
  process: pid === null ? null : process(pid),
  outcome,
})

describe('signals as one sentence', () => {
  it.each<[SignalOutcome, string]>([
    ['sent', 'SIGTERM sent to w (7)'],
    ['gone', 'SIGTERM not needed: w (7) had left'],
    ['no-permission', 'SIGTERM refused by the kernel for w (7): no permission'],
    ['failed', 'SIGTERM failed for w (7)'],
    ['maybe', 'SIGTERM may have been sent to w (7)'],
  ])('%s', (outcome, sentence) => {
    expect(signalsSentence([signal('TERM', outcome)])).toBe(sentence)
  })
  it('names each process, and of many the first few', () => {
    const to = (...pids: number[]): string =>
      signalsSentence(pids.map((pid) => signal('INT', 'sent', pid)))
    expect(to(1, 2)).toBe('SIGINT sent to w (1), w (2)')
    expect(to(1, 2, 3, 4, 5, 6)).toBe('SIGINT sent to w (1), w (2), w (3), w (4), w (5) and 1 more')
  })
  it('knows every signal by its full name', () => {
    for (const name of Object.keys(signalNumbers)) {
      expect(signalsSentence([signal(name, 'sent')])).toBe(`SIG${name} sent to w (7)`)
    }
  })
  it('is another for the stop command, which goes to nobody', () => {
    expect(signalsSentence([signal('stop-command', 'sent', null)])).toBe('stop command ended')
    expect(signalsSentence([signal('stop-command', 'failed', null)])).toBe('stop command: failed')
  })
  it.each<[SignalOutcome, string]>([
    ['sent', 'systemd has taken the stop of the unit'],
    ['gone', 'the unit was gone already'],
    ['no-permission', 'systemd refused the stop of the unit: no permission'],
    ['failed', 'the stop of the unit failed'],
    ['maybe', 'the stop of the unit may have been asked for'],
  ])('is another for the stop of a unit: %s', (outcome, sentence) => {
    expect(signalsSentence([signal('stop-unit', outcome, null)])).toBe(sentence)
  })
  it('is empty where there was none', () => {
    expect(signalsSentence([])).toBe('')
  })
})

describe('a member that left', () => {
  const gone = (
    how: 'by-itself' | 'killed' | 'identity-changed',
    left: number,
    name = 'w',
  ): string =>
    goneSentence({ type: 'member-gone', run: 'run-1', at: 0, process: process(7, name), how, left })
  it.each([
    ['by-itself', 0, 'w (7) has left, nobody left'],
    ['by-itself', 1, 'w (7) has left, 1 left'],
    ['by-itself', 2, 'w (7) has left, 2 left'],
    ['killed', 2, 'w (7) ended by SIGKILL, 2 left'],
    ['identity-changed', 1, 'w (7) has left; its pid belongs to another process now, 1 left'],
  ] as const)('%s, with %d left: %s', (how, left, sentence) => {
    expect(gone(how, left)).toBe(sentence)
  })
  it('cannot move the cursor with its name', () => {
    expect(gone('killed', 0, 'a\r\x1b[A')).toBe('a\\x0d\\x1b[A (7) ended by SIGKILL, nobody left')
  })
})

describe('names of processes', () => {
  const names = (count: number): string =>
    processNames(Array.from({ length: count }, (_, at) => process(at + 1)))
  it.each([
    [0, ''],
    [1, 'w (1)'],
    [5, 'w (1), w (2), w (3), w (4), w (5)'],
    [6, 'w (1), w (2), w (3), w (4), w (5) and 1 more'],
    [1000, 'w (1), w (2), w (3), w (4), w (5) and 995 more'],
  ])('%d of them are %j', (count, text) => {
    expect(names(count)).toBe(text)
  })
})

describe('how many are still there', () => {
  const asking: Phase = { kind: 'asking', step: 2, why: 'permission', since: ms(0) }
  const of = (count: number): Run =>
    makeRun(
      'stop/30/ask',
      { phase: asking },
      Array.from({ length: count }, (_, at) => makeMember(at + 1)),
    )
  it.each([
    [0, '0 processes'],
    [1, '1 process'],
    [2, '2 processes'],
  ])('%d: %s', (count, words) => {
    expect(phaseSentence(of(count))).toBe(
      `iguana is still running, and the kernel refused us a signal; ${words} still there`,
    )
    expect(countdownLine(of(count), 0)).toBe(`Asks you · ${words} left`)
  })
})

it('the last sentence of a run cannot move the cursor either', () => {
  const outcome = { kind: 'interrupted', why: 'a\nb' } as const
  const run = makeRun('stop/30', {
    title: '\x1b[2Jx',
    phase: { kind: 'ended', outcome, at: ms(0) },
  })
  expect(phaseSentence(run)).toBe('The stop of \\x1b[2Jx was interrupted: a\\nb.')
})

const sent = (pid: number | null, more: Partial<SentSignal> = {}): SentSignal => ({
  call: 1,
  step: 0,
  what: 'TERM',
  identity: pid === null ? null : identity(pid),
  at: ms(0),
  outcome: 'sent',
  ...more,
})

describe('force under way', () => {
  it('names those whom this call went to, and nobody of an earlier one', () => {
    const phase: Phase = { kind: 'forcing', step: 3, call: 2, by: 'schedule', deadline: ms(5000) }
    const force = { call: 2, what: 'KILL' } as const
    const run = makeRun('stop/30/KILL/5', {
      phase,
      sent: [sent(100), sent(101, force), sent(null, force), sent(999, force)],
    })
    expect(phaseSentence(run)).toBe('forcing, decided by the schedule: SIGKILL to daemon-101 (101)')
  })
})

describe('the seconds left', () => {
  const line = (phase: Phase, more: Partial<Run> = {}): string =>
    plain(countdownLine(makeRun('stop/30/ask/KILL/5', { phase, ...more }), ms(1000).wall))
  const ceilings = [
    {
      who: 'systemd\x1b[2J',
      source: 'TimeoutStopSec',
      what: 'SIGKILL',
      fixed: null,
      at: ms(91_000).wall,
    },
  ]

  it.each<[Phase, string]>([
    [{ kind: 'planned' }, 'Planned · 3 processes left'],
    [
      { kind: 'stopping', step: 0, call: 1, deadline: ms(31_000) },
      'Stopping · 3 processes left · 30 s, then it asks you',
    ],
    [{ kind: 'held', step: 1, leftMs: 12_000 }, 'Held · 3 processes left · 12 s, then it asks you'],
    [
      { kind: 'forcing', step: 3, call: 2, by: 'person', deadline: ms(6000) },
      'Forcing · 3 processes left · 5 s',
    ],
    [
      { kind: 'verifying', until: ms(3000), back: null },
      'Verifying · 3 processes left · 2 s, then it is certain',
    ],
    [{ kind: 'ended', outcome: { kind: 'hung' }, at: ms(0) }, 'Still running · 3 processes left'],
  ])('of %j', (phase, text) => {
    expect(line(phase)).toBe(text)
  })
  it('stand beside those of a ceiling, until nobody is left that it could force', () => {
    const waiting: Phase = { kind: 'waiting', step: 1, deadline: ms(31_000) }
    expect(line(waiting, { ceilings })).toMatch(
      /asks you · systemd\\x1b\[2J sends SIGKILL in 1:30$/,
    )
    expect(line({ kind: 'verifying', until: ms(3000), back: null }, { ceilings })).toMatch(
      /certain$/,
    )
  })
})

describe('keys', () => {
  it.each<[Phase, string]>([
    [{ kind: 'waiting', step: 1, deadline: null }, 'ehgfl'],
    [{ kind: 'stopping', step: 0, call: 1, deadline: null }, 'ehgfl'],
    [{ kind: 'held', step: 1, leftMs: null }, 'hegfl'],
    [{ kind: 'asking', step: 2, why: 'schedule', since: ms(0) }, 'egfl'],
    [{ kind: 'planned' }, ''],
    [{ kind: 'forcing', step: 3, call: 2, by: 'person', deadline: ms(0) }, ''],
    [{ kind: 'verifying', until: ms(0), back: null }, ''],
    [{ kind: 'ended', outcome: { kind: 'stopped' }, at: ms(0) }, ''],
  ])('of %j are %j', (phase, keys) => {
    expect([...keysOf(phase).matchAll(/\[(.)\]/g)].map(([, key]) => key).join('')).toBe(keys)
  })
  it('hold back systemd while the run asks, where that can be done', () => {
    const phase: Phase = { kind: 'asking', step: 2, why: 'schedule', since: ms(0) }
    const ceiling = { who: 'systemd', source: 's', what: 'SIGKILL', at: null }
    const keys = (fixed: string | null): string =>
      keysLine({ phase, ceilings: [{ ...ceiling, fixed }] })
    expect(keys(null)).toContain('[h] hold systemd back')
    expect(keys('it needs root')).not.toContain('[h]')
  })
  it('say that force asks once more, and what h does while held', () => {
    expect(keysOf({ kind: 'waiting', step: 1, deadline: null })).toContain('[f] force…')
    expect(keysOf({ kind: 'waiting', step: 1, deadline: null })).toContain('[h] hold')
    expect(keysOf({ kind: 'held', step: 1, leftMs: null })).toContain('[h] release')
  })
})

describe('what stays when a run is left', () => {
  const leaving = (...list: SentSignal[]): string =>
    leavingSentences(makeRun('stop/30', { sent: list }))[0] ?? ''
  it('names the stop command, which goes to nobody', () => {
    expect(leaving(sent(null, { what: 'stop-command' }))).toBe(
      'Sent so far: the stop command at 22:13:20. What was sent stays sent.',
    )
  })
  it.each(['gone', 'no-permission', 'failed'] as const)('leaves out what was %s', (outcome) => {
    expect(leaving(sent(100, { outcome }))).toBe('Nothing was sent.')
  })
  it('counts what it does not name', () => {
    expect(leaving(...[1, 2, 3, 4, 5].map((pid) => sent(pid)))).toMatch(/to 5 at 22:13:20\. What/)
    expect(leaving(...[1, 2, 3, 4, 5, 6, 7].map((pid) => sent(pid)))).toMatch(
      /to 5 at 22:13:20 and 2 more\. What/,
    )
  })
  it('names every ceiling, made printable', () => {
    const ceilings = [
      { who: 'a\nb', source: 'c\x07', what: 'SIGKILL', fixed: null, at: null },
      { who: 'systemd', source: 'TimeoutStopSec', what: 'SIGKILL', fixed: null, at: ms(0).wall },
    ]
    expect(leavingSentences(makeRun('stop/30', { ceilings })).slice(1)).toEqual([
      'Still running: a\\nb sends SIGKILL at a moment not known (c\\x07).',
      'Still running: systemd sends SIGKILL at 22:13:20 (TimeoutStopSec).',
    ])
    expect(
      ceilingSentence({ who: 'w', source: 's', what: 'SIGKILL', fixed: null, at: ms(0).wall }),
    ).not.toMatch(/\.$/)
  })
})
