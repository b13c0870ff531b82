import { expect, it } from 'vitest'
import {
  alertWord,
  isTrouble,
  restartByWords,
  runTimeWords,
} from '../../../shared/wording/watch-words.ts'

it.each([
  [3_600_000, false, 'at most 1:00:00'],
  [3_600_000, true, 'over 1:00:00, the longest it should run'],
])('says of %d ms, over: %s', (ms, over, words) => {
  expect(runTimeWords(ms, over)).toBe(words)
})

it('says that Quiesce starts it again only while it runs', () => {
  expect(restartByWords.quiesce).toContain('only while it runs')
})

it('wants a person for everything but an answer that came back', () => {
  const kinds = Object.keys(alertWord) as (keyof typeof alertWord)[]
  expect(kinds.filter((kind) => !isTrouble(kind))).toEqual(['answering-again'])
})
