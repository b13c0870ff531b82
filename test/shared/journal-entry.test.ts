import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  journalBody,
  journalEntrySchema,
  type JournalBody,
  type JournalKind,
} from '../../shared/journal-entry.ts'

const named = (name: string) => ({ boot: 'b007', pid: 100, startTicks: 1000, name })
const header = {
  v: 1,
  seq: 7,
  at: { mono: 12.5, wall: 1_700_000_000_000 },
  boot: 'b007',
  writer: { pid: 4242, door: 'cli', user: 'ops', startTicks: 8831, version: '0.1.0' },
  run: 'run-1',
  target: 'iguana',
}

/** One record of every kind, in which each text is `words`. */
const bodies = (
  words: string,
): { readonly [K in JournalKind]: Extract<JournalBody, { kind: K }> } => ({
  'run-began': { kind: 'run-began', title: words, schedule: 'stop/30', state: { title: words } },
  intent: {
    kind: 'intent',
    call: 1,
    step: 0,
    what: 'TERM',
    force: false,
    by: words,
    targets: [named(words)],
    argv: ['/bin/x', words],
  },
  result: {
    kind: 'result',
    call: 1,
    step: 0,
    what: 'stop-command',
    results: [{ ...named(words), outcome: 'maybe' }],
    detail: words,
  },
  phase: { kind: 'phase', phase: 'waiting', sentence: words, state: null },
  decision: { kind: 'decision', decision: 'extend', turn: 1, by: words },
  'member-gone': { kind: 'member-gone', member: named(words), how: 'by-itself', left: 0 },
  'member-appeared': { kind: 'member-appeared', member: named(words) },
  notice: { kind: 'notice', sentence: words },
  outcome: {
    kind: 'outcome',
    outcome: 'stopped',
    sentence: words,
    by: null,
    survivors: [named(words)],
    state: [words],
    tookMs: 1.5,
  },
  refused: { kind: 'refused', action: 'stop', code: 'protected', sentence: words },
  order: {
    kind: 'order',
    order: 'order-1',
    what: 'began',
    sentence: words,
    by: words,
    targets: [words],
    how: 'left',
  },
  start: { kind: 'start', sentence: words, up: null },
})
const kinds = Object.keys(bodies('')) as JournalKind[]
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('every kind of record is tested here', () => {
  const known = journalBody.options.map((option) => option.shape.kind.value)
  expect([...kinds].sort()).toEqual([...known].sort())
})

describe.each(kinds)('a record of kind %s', (kind) => {
  const record = { ...header, ...bodies('w')[kind] }

  it('is taken whole', () => {
    expect(journalEntrySchema.parse(record)).toEqual(record)
  })
  it('is one line of JSON whatever its names hold, and comes back as it was', () => {
    const texts = fc.oneof(
      fc.array(fc.nat(0xffff), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(
        '\n\r\u2028',
        '\x1b[2J\x1b]0;x\x07',
        '\ud800',
        '\udfff\ud83d',
        '"\\',
        '__proto__',
      ),
    )
    fc.assert(
      fc.property(texts, (words) => {
        const hostile = { ...header, target: words, ...bodies(words)[kind] }
        expect(JSON.stringify(hostile)).not.toMatch(/[\n\r]/)
        expect(journalEntrySchema.parse(throughJson(hostile))).toEqual(hostile)
      }),
      { numRuns: 40 },
    )
  })
  it('may hold names of 100 kB', () => {
    const long = { ...header, ...bodies('x'.repeat(100_000))[kind] }
    expect(journalEntrySchema.parse(throughJson(long))).toEqual(long)
  })
  it('is refused without any one of its fields that it must have', () => {
    const optional = new Set(['argv', 'detail', 'state', 'targets', 'how'])
    for (const field of Object.keys(record).filter((name) => !optional.has(name))) {
      const less = Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))
      expect([field, journalEntrySchema.safeParse(less).success]).toEqual([field, false])
    }
  })
  it('is refused where a field is of another type', () => {
    const anything = new Set(['state'])
    for (const field of Object.keys(record).filter((name) => !anything.has(name))) {
      const wrong = { ...record, [field]: Symbol('wrong') }
      expect([field, journalEntrySchema.safeParse(wrong).success]).toEqual([field, false])
    }
  })
})

describe('what every record carries', () => {
  const notice = { ...header, ...bodies('w').notice }
  const taken = (more: object): boolean =>
    journalEntrySchema.safeParse({ ...notice, ...more }).success

  it.each<[string, object]>([
    ['a newer version of the format', { v: 2 }],
    ['a version as text', { v: '1' }],
    ['half a number', { seq: 1.5 }],
    ['a moment on one clock', { at: { mono: 1 } }],
    ['a moment that is no number', { at: { mono: 1, wall: Number.NaN } }],
    ['a writer without a pid', { writer: { door: 'cli', user: 'ops' } }],
    ['a writer with half a pid', { writer: { ...header.writer, pid: 1.5 } }],
    ['a writer without a door', { writer: { pid: 1, user: 'ops' } }],
    ['a writer without a user', { writer: { pid: 1, door: 'cli' } }],
    ['a start time as text', { writer: { ...header.writer, startTicks: '8831' } }],
    ['a kind nobody knows', { kind: 'gossip' }],
    ['a kind of the prototype', { kind: 'constructor' }],
  ])('refuses %s', (_what, more) => {
    expect(taken(more)).toBe(false)
  })
  it.each<[string, object]>([
    ['no run and no target', { run: null, target: null }],
    ['a writer of an older Quiesce', { writer: { pid: 1, door: 'cli', user: 'ops' } }],
    ['a field of a newer Quiesce', { mood: 'calm' }],
  ])('takes %s', (_what, more) => {
    expect(taken(more)).toBe(true)
  })
  it.each([null, undefined, 7, 'text', [], true])('is never %j', (value) => {
    expect(journalEntrySchema.safeParse(value).success).toBe(false)
  })
})

describe('what a record tells of signals and processes', () => {
  const intent = (more: object): boolean =>
    journalBody.safeParse({ ...bodies('w').intent, ...more }).success
  const result = (outcome: unknown): boolean =>
    journalBody.safeParse({ ...bodies('w').result, results: [{ ...named('w'), outcome }] }).success

  it.each(['TERM', 'KILL', 'SYS', 'stop-command', 'start-command'])('knows %s', (what) => {
    expect(intent({ what })).toBe(true)
    expect(journalBody.safeParse({ ...bodies('w').result, what }).success).toBe(true)
  })
  it.each(['SIGTERM', 'term', '15', 15, 'toString', ''])('does not know %j', (what) => {
    expect(intent({ what })).toBe(false)
    expect(journalBody.safeParse({ ...bodies('w').result, what }).success).toBe(false)
  })
  it('knows each thing that becomes of a signal, and no other', () => {
    expect(['sent', 'gone', 'no-permission', 'failed', 'maybe'].map(result)).not.toContain(false)
    expect(['ok', 'Sent', '', null, 'valueOf'].map(result)).not.toContain(true)
  })
  it.each<[string, object]>([
    ['boot', { boot: 1 }],
    ['pid', { pid: 1.5 }],
    ['start time', { startTicks: null }],
    ['name', { name: undefined }],
  ])('refuses a process with a wrong %s', (_what, more) => {
    expect(intent({ targets: [{ ...named('w'), ...more }] })).toBe(false)
  })
  it('takes what was sent to nobody, and to a thousand', () => {
    expect(intent({ targets: [], argv: undefined })).toBe(true)
    expect(intent({ targets: Array.from({ length: 1000 }, () => named('w')) })).toBe(true)
  })
})
