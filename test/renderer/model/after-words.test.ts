import { describe, expect, it } from 'vitest'
import { afterWords, backWords, capital } from '../../../renderer/model/after-words.ts'
import type { Outcome } from '../../../shared/run.ts'

const error = { code: 'no-permission', message: 'No.', next: 'run Quiesce as root.' } as const
const cases: readonly [Outcome, boolean][] = [
  [{ kind: 'came-back', evidence: 'it runs', afterMs: 1400 }, true],
  [{ kind: 'abandoned', by: 'ops' }, true],
  [{ kind: 'hung' }, true],
  [{ kind: 'interrupted', why: 'the machine went down' }, true],
  [{ kind: 'failed', error }, true],
  [{ kind: 'refused', error }, false],
  [{ kind: 'already-stopped' }, false],
]

describe('what now', () => {
  it.each(cases)('of %j is a sentence with reasons, and %j to stop it again', (outcome, again) => {
    const words = afterWords(outcome)
    expect(words.again).toBe(again)
    expect(words.reasons.length).toBeGreaterThan(0)
    for (const sentence of [words.sentence, ...words.reasons]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
    }
  })
  it('never recommends force or a reboot', () => {
    for (const [outcome] of cases) {
      expect(JSON.stringify(afterWords(outcome))).not.toMatch(/SIGKILL|reboot|kill/i)
    }
  })
  it('of a refusal is what the refusal says', () => {
    expect(afterWords({ kind: 'refused', error }).reasons).toEqual(['Run Quiesce as root.'])
  })
})

describe('a sentence', () => {
  it.each([
    ['the machine went down.', 'The machine went down.'],
    ['9 processes stay', '9 processes stay'],
    ['', ''],
  ])('%j begins as %j', (text, shown) => {
    expect(capital(text)).toBe(shown)
  })
})

describe('what now, of one that came back after its end', () => {
  const cron = { sentence: 'cron started it.', target: 'cron', title: 'cron' }
  it.each([
    ['what started it is known', cron, /stop what starts it first/, /^cron comes first/],
    ['it cannot be stopped', { ...cron, target: null }, /find what starts it/, /^cron comes first/],
    ['nobody knows what started it', null, /find what starts it/, /^A timer, a socket/],
  ])('where %s', (_what, by, sentence, reason) => {
    const words = backWords(by)
    expect(words.sentence).toMatch(sentence)
    expect(words.reasons.at(-1)).toMatch(reason)
    expect(words.again).toBe(true)
  })
})
