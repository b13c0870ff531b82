import { describe, expect, it } from 'vitest'
import { plannedWords, rebootNearSentence } from '../../../shared/wording/reboot-words.ts'

const at = new Date(2026, 2, 22, 22, 0, 17).getTime()
const near = (type: string, stops: readonly string[], by: string | null = null, mine = false) =>
  rebootNearSentence({ kind: 'near', planned: { at, type, by, mine }, stops })

describe('words of a planned shutdown', () => {
  it.each([
    ['reboot', 'ada', 'reboot of ada for 2026-03-22 22:00'],
    ['poweroff', null, 'poweroff for 2026-03-22 22:00'],
    ['halt', 'a\u001bda', 'halt of a\\x1bda for 2026-03-22 22:00'],
  ])('name a %s of %s', (type, by, words) => {
    expect(plannedWords({ type, by, at })).toBe(words)
  })
  it.each([
    [
      near('reboot', ['nginx'], 'ada'),
      'This machine reboots at 22:00:17, as ada planned: the stop of nginx is cut off then.',
    ],
    [
      near('poweroff', ['nginx', 'db'], 'ops', true),
      'This machine powers off at 22:00:17, as you planned: 2 stops are cut off then (nginx, db).',
    ],
    [
      near('factory-reset', ['n\u0007x']),
      'This machine goes down (factory-reset) at 22:00:17: the stop of n\\x07x is cut off then.',
    ],
    [
      near('halt', ['a', 'b', 'c', 'd', 'e', 'f', 'g']),
      'This machine halts at 22:00:17: 7 stops are cut off then (a, b, c, d, e and 2 more).',
    ],
  ])('warn: %s', (said, expected) => {
    expect(said).toBe(expected)
  })
})
