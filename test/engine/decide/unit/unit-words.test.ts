import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { describe, expect, it } from 'vitest'
import {
  abortTimeout,
  commandWords,
  listWords,
  someWords,
  stopTimeout,
  timeSpan,
} from '../../../../electron/engine/decide/unit/unit-words.ts'
import { unitSettings } from '../../../fakes/unit.ts'
import { command } from './stopping.ts'

it.each([
  [null, 'infinity'],
  [0, '0s'],
  [1, '1ms'],
  [999, '999ms'],
  [1000, '1s'],
  [2500, '2.5s'],
  [4975, '4.975s'],
  [90_000, '90s'],
  [119_000, '119s'],
  [120_000, '2min'],
  [150_000, '150s'],
  [900_000, '15min'],
  [3_600_000, '60min'],
])('%s ms is %s, as one would write it into a unit file', (given, words) => {
  expect(timeSpan(given)).toBe(words)
})

it.each([
  [1, 'SIGHUP'],
  [15, 'SIGTERM'],
  [31, 'SIGSYS'],
  [32, 'signal 32'],
  [34, 'SIGRTMIN'],
  [40, 'SIGRTMIN+6'],
  [64, 'SIGRTMIN+30'],
  [65, 'signal 65'],
])('signal %d is %s', (number, word) => {
  expect(signalWord(number)).toBe(word)
})

describe('commands', () => {
  it.each([
    [['/bin/kill', '-TERM', '4711'], '/bin/kill -TERM 4711'],
    [['/bin/sh', '-c', 'echo "a b"'], `/bin/sh -c 'echo "a b"'`],
    [['/bin/echo', "it's"], `/bin/echo 'it'\\''s'`],
    [['/bin/echo', 'a\nb'], `/bin/echo 'a\\nb'`],
  ])('are shown as they could be typed', (argv, words) => {
    expect(commandWords(command(...argv))).toBe(words)
  })
})

it('timeouts by their names in the unit file', () => {
  const settings = unitSettings({ timeoutStopMs: 2000, timeoutAbortMs: null })
  expect(stopTimeout(settings)).toBe('TimeoutStopSec=2s')
  expect(abortTimeout(settings)).toBe('TimeoutAbortSec=infinity')
})

it('lists', () => {
  expect(listWords([])).toBe('')
  expect(listWords(['a'])).toBe('a')
  expect(listWords(['a', 'b'])).toBe('a and b')
  expect(listWords(['a', 'b', 'c'])).toBe('a, b and c')
})

it('long lists end in a number', () => {
  expect(someWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d and e')
  expect(someWords(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more')
  expect(someWords(['a', 'b', 'c'], 1)).toBe('a and 2 more')
})
