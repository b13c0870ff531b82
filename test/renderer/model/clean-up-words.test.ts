import { expect, it } from 'vitest'
import { cleanUpWords } from '../../../renderer/model/clean-up-words.ts'

const refused = [
  { id: 'pid-file:/run/a.pid', why: '3120 lives' },
  { id: 'pid-file:/run/b.pid', why: 'nobody may' },
]

it.each([
  [['/a'], [], '1 thing is removed.'],
  [['/a', '/b'], [], '2 things are removed.'],
  [[], refused.slice(0, 1), 'Nothing was removed. 1 thing stayed: /run/a.pid, 3120 lives.'],
  [['/c'], refused, '1 thing is removed. 2 things stayed: /run/a.pid, 3120 lives.'],
])('of %j and %j: %s', (removed, stayed, words) => {
  expect(cleanUpWords({ removed, refused: stayed })).toBe(words)
})
