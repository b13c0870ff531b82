import { describe, expect, it } from 'vitest'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
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
