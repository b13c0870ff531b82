import { describe, expect, it } from 'vitest'
import type { LsbStatus, ScriptSays } from '../../../shared/init-script.ts'
import {
  isStatusWell,
  lockFileWords,
  scriptSaysWords,
  wordsOfLsb,
  wordsOfStatus,
} from '../../../shared/wording/init-words.ts'

describe('a lock file', () => {
  it.each([
    [true, false, 'is there'],
    [true, true, 'is there, and nobody of it lives: stale'],
    [false, false, 'is not there'],
  ])('there: %s, stale: %s', (there, stale, words) => {
    expect(lockFileWords({ path: '/l', there, stale })).toBe(words)
  })
})

describe('what a script says', () => {
  it.each<[ScriptSays, string]>([
    [{ kind: 'not-asked', why: 'it may hang' }, 'was not asked: it may hang'],
    [{ kind: 'answered', status: 3, output: '', words: '3, not running' }, '3, not running'],
    [{ kind: 'hung', afterMs: 5000 }, 'gave no answer in 5\u00a0s'],
  ])('%j', (says, words) => {
    expect(scriptSaysWords(says)).toBe(words)
  })
})

it.each<[LsbStatus, boolean]>([
  [0, true],
  [1, false],
  [2, false],
  [3, true],
  [4, false],
])('of status %d, at rest is %s', (status, well) => {
  expect(isStatusWell(status)).toBe(well)
})

describe('the exit status of a script', () => {
  it.each([
    [0, 'running', '0, running'],
    [1, 'dead, and a pid file is left', '1, dead, and a pid file is left'],
    [4, 'unknown', '4, unknown'],
    [5, null, '5, no LSB status'],
    [-1, null, '-1, no LSB status'],
    [127, null, '127, no LSB status'],
  ])('%d is %s', (status, words, sentence) => {
    expect(wordsOfLsb(status)).toBe(words)
    expect(wordsOfStatus(status)).toBe(sentence)
  })

  it('is none where a signal ended it', () => {
    expect(wordsOfStatus(null)).toBe('it was ended by a signal')
  })
})
