import { describe, expect, it } from 'vitest'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { SignalOutcome } from '../../../shared/run.ts'
import { journalLine } from '../../../shared/wording/journal-line.ts'

const named = (pid: number, name = 'cron') => ({ boot: 'b', pid, startTicks: 1, name })
const line = (body: JournalBody): string => journalLine(body as JournalEntry)

describe('a record as one line', () => {
  it.each<[JournalBody, string]>([
    [
      { kind: 'run-began', title: 'cron', schedule: 'stop/30/ask', state: null },
      'Stop of cron began: stop/30/ask',
    ],
    [
      {
        kind: 'intent',
        call: 1,
        step: 0,
        what: 'TERM',
        force: false,
        by: 'ops',
        targets: [named(1)],
      },
      'About to send SIGTERM to cron (1), by ops',
    ],
    [
      {
        kind: 'intent',
        call: 2,
        step: 3,
        what: 'KILL',
        force: true,
        by: 'ops',
        targets: [1, 2, 3, 4].map((pid) => named(pid)),
      },
      'About to send SIGKILL (force) to cron (1), cron (2) and 2 more, by ops',
    ],
    [
      {
        kind: 'intent',
        call: 1,
        step: 0,
        what: 'stop-command',
        force: false,
        by: 'ops',
        targets: [],
      },
      'About to send the stop command, by ops',
    ],
    [
      {
        kind: 'result',
        call: 1,
        step: 0,
        what: 'TERM',
        results: [
          { ...named(1), outcome: 'sent' },
          { ...named(2), outcome: 'no-permission' },
        ],
      },
      'SIGTERM, sent: cron (1); refused by the kernel: cron (2)',
    ],
    [
      { kind: 'result', call: 1, step: 0, what: 'start-command', results: [], detail: 'exit 0' },
      'the start command, exit 0',
    ],
    [
      { kind: 'result', call: 1, step: 0, what: 'stop-command', results: [] },
      'the stop command done',
    ],
    [
      { kind: 'phase', phase: 'asking', sentence: 'cron has not stopped', state: null },
      'cron has not stopped',
    ],
    [{ kind: 'decision', decision: 'extend', turn: 1, by: 'ops' }, 'ops decided: extend'],
    [
      { kind: 'member-gone', member: named(1), how: 'by-itself', left: 1 },
      'cron (1) left, by itself; 1 process left',
    ],
    [{ kind: 'member-appeared', member: named(1) }, 'cron (1) appeared'],
    [{ kind: 'notice', sentence: 'Look.' }, 'Look.'],
    [
      {
        kind: 'outcome',
        outcome: 'stopped',
        sentence: 'cron has stopped.',
        by: null,
        survivors: [],
        tookMs: 12_000,
      },
      'cron has stopped.',
    ],
    [
      { kind: 'refused', action: 'stop', code: 'protected', sentence: 'Pid 1 is init.' },
      'Refused: Pid 1 is init.',
    ],
    [{ kind: 'start', sentence: 'cron is up.', up: true }, 'cron is up.'],
  ])('%j', (body, words) => {
    expect(line(body)).toBe(words)
  })
  it('stays one line whatever a process is called', () => {
    expect(line({ kind: 'member-appeared', member: named(1, '\u001b[2J\n') })).toBe(
      '\\x1b[2J\\n (1) appeared',
    )
  })
})

describe('a call to the manager of a unit', () => {
  const intent = (what: Extract<JournalBody, { kind: 'intent' }>['what']): string =>
    line({ kind: 'intent', call: 1, step: 0, what, force: false, by: 'ops', targets: [] })
  const result = (what: Extract<JournalBody, { kind: 'intent' }>['what']): string =>
    line({ kind: 'result', call: 1, step: 0, what, results: [] })
  it.each([
    ['stop-unit', 'About to ask systemd to stop the unit, by ops', 'the stop of the unit done'],
    ['start-unit', 'About to ask systemd to start the unit, by ops', 'the start of the unit done'],
    [
      'move-deadline',
      "About to move systemd's deadline, by ops",
      "the move of systemd's deadline done",
    ],
    [
      'reset-failed',
      'About to ask systemd to forget the failure, by ops',
      'the reset of its failure done',
    ],
    ['freeze', 'About to ask systemd to freeze the unit, by ops', 'the freeze of the unit done'],
    ['thaw', 'About to ask systemd to thaw the unit, by ops', 'the thaw of the unit done'],
  ] as const)('%s', (what, before, after) => {
    expect([intent(what), result(what)]).toEqual([before, after])
  })
})

describe('several processes in one record', () => {
  const to = (count: number): string =>
    line({
      kind: 'intent',
      call: 1,
      step: 0,
      what: 'TERM',
      force: false,
      by: 'ops',
      targets: Array.from({ length: count }, (_, at) => named(at + 1)),
    })
  it.each([
    [0, 'About to send SIGTERM, by ops'],
    [2, 'About to send SIGTERM to cron (1), cron (2), by ops'],
    [3, 'About to send SIGTERM to cron (1), cron (2), cron (3), by ops'],
    [4, 'About to send SIGTERM to cron (1), cron (2) and 2 more, by ops'],
    [100, 'About to send SIGTERM to cron (1), cron (2) and 98 more, by ops'],
  ])('%d: %s', (count, words) => {
    expect(to(count)).toBe(words)
  })
})

describe('what became of signals', () => {
  const results = (...list: [number, SignalOutcome][]): string =>
    line({
      kind: 'result',
      call: 1,
      step: 0,
      what: 'KILL',
      results: list.map(([pid, outcome]) => ({ ...named(pid), outcome })),
    })
  it.each<[SignalOutcome, string]>([
    ['sent', 'SIGKILL, sent: cron (1)'],
    ['gone', 'SIGKILL, already gone: cron (1)'],
    ['no-permission', 'SIGKILL, refused by the kernel: cron (1)'],
    ['failed', 'SIGKILL, failed: cron (1)'],
    ['maybe', 'SIGKILL, may have been sent: cron (1)'],
  ])('%s', (outcome, words) => {
    expect(results([1, outcome])).toBe(words)
  })
  it('is told together for those with the same end', () => {
    expect(results([1, 'sent'], [2, 'gone'], [3, 'sent'])).toBe(
      'SIGKILL, sent: cron (1), cron (3); already gone: cron (2)',
    )
  })
})

describe('who is left', () => {
  const left = (count: number, how = 'killed'): string =>
    line({ kind: 'member-gone', member: named(1), how, left: count })
  it.each([
    [0, 'cron (1) left, killed; 0 processes left'],
    [1, 'cron (1) left, killed; 1 process left'],
    [2, 'cron (1) left, killed; 2 processes left'],
  ])('%d: %s', (count, words) => {
    expect(left(count)).toBe(words)
  })
  it('is told in words, not in the code of how', () => {
    expect(left(1, 'identity-changed')).toBe('cron (1) left, identity changed; 1 process left')
  })
})

describe('a journal that somebody else wrote', () => {
  const evil = 'a\u001b[2J\r\nb\u202e'
  const shown = 'a\\x1b[2J\\x0d\\nb\\u202e'
  it.each<[string, JournalBody]>([
    ['the title', { kind: 'run-began', title: evil, schedule: '', state: null }],
    ['the schedule', { kind: 'run-began', title: '', schedule: evil, state: null }],
    ['the sentence of a phase', { kind: 'phase', phase: '', sentence: evil, state: null }],
    ['a notice', { kind: 'notice', sentence: evil }],
    ['who decided', { kind: 'decision', decision: '', turn: 1, by: evil }],
    ['what was decided', { kind: 'decision', decision: evil, turn: 1, by: '' }],
    ['how one left', { kind: 'member-gone', member: named(1), how: evil, left: 0 }],
    ['who left', { kind: 'member-gone', member: named(1, evil), how: '', left: 0 }],
    ['a refusal', { kind: 'refused', action: '', code: '', sentence: evil }],
    ['a start', { kind: 'start', sentence: evil, up: null }],
    [
      'an outcome',
      { kind: 'outcome', outcome: '', sentence: evil, by: null, survivors: [], tookMs: null },
    ],
    [
      'what a command said',
      { kind: 'result', call: 1, step: 0, what: 'TERM', results: [], detail: evil },
    ],
    [
      'who sent',
      { kind: 'intent', call: 1, step: 0, what: 'TERM', force: false, by: evil, targets: [] },
    ],
  ])('cannot move the cursor with %s', (_what, body) => {
    expect(line(body)).toContain(shown)
    expect(line(body)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })
  it('with a record of a kind that nobody has words for is a bug that says so', () => {
    expect(() => line({ kind: 'gossip' } as never)).toThrow('unhandled: {"kind":"gossip"}')
  })
})
