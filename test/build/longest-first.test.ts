import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { long, longestFirst } from '../../build/longest-first.mjs'
import { checkout } from '../source-tree.ts'

describe('the order of test files', () => {
  it('names files that are there', () => {
    expect(long.filter((path) => !existsSync(join(checkout, path)))).toEqual([])
  })
  it('begins with the longest, and leaves the others as they were', () => {
    const [first = '', second = ''] = long
    const given = ['test/b.test.ts', second, 'test/a.test.ts', first]
    const files = given.map((path) => ({ moduleId: join(checkout, path) }))
    expect(longestFirst(files)).toEqual([files[3], files[1], files[0], files[2]])
  })
})
