import { expect, it } from 'vitest'
import { cleanUpWords } from '../../../renderer/model/clean-up-words.ts'

const refused = [
  { path: '/run/a.pid', why: '3120 lives' },
  { path: '/run/b.pid', why: 'nobody may' },
]

it.each([
  [['/a'], [], '1 file is removed.'],
  [['/a', '/b'], [], '2 files are removed.'],
  [[], refused.slice(0, 1), 'Nothing was removed. 1 file stayed: /run/a.pid, 3120 lives.'],
  [['/c'], refused, '1 file is removed. 2 files stayed: /run/a.pid, 3120 lives.'],
])('of %j and %j: %s', (removed, stayed, words) => {
  expect(cleanUpWords({ removed, refused: stayed })).toBe(words)
})
