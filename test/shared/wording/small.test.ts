import { expect, it } from 'vitest'
import { small } from '../../../shared/wording/small.ts'

it.each([
  ['Survived SIGKILL', 'survived SIGKILL'],
  ['Élan', 'élan'],
  ['already small', 'already small'],
  ['', ''],
])('puts %j into mid-sentence', (words, expected) => {
  expect(small(words)).toBe(expected)
})
