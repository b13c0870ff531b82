import { expect, it } from 'vitest'
import { leftoverKinds } from '../../../shared/leftovers.ts'
import { leftoverWord } from '../../../shared/wording/leftover-words.ts'

it('has a word for each kind, and none twice', () => {
  expect(Object.keys(leftoverWord).sort()).toEqual([...leftoverKinds].sort())
  expect(new Set(Object.values(leftoverWord)).size).toBe(leftoverKinds.length)
})

it('says what people say', () => {
  expect([leftoverWord['pid-file'], leftoverWord['sysv-memory']]).toEqual([
    'pid file',
    'System V shared memory',
  ])
})
