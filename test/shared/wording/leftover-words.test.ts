import { describe, expect, it } from 'vitest'
import { leftoverKinds, tidyKinds, type Tidied } from '../../../shared/leftovers.ts'
import { leftoverWord, tidySentence } from '../../../shared/wording/leftover-words.ts'

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

describe('what is tidy', () => {
  it.each<[string, readonly Tidied[], string | null]>([
    ['nothing that is known', [], null],
    [
      'one by systemd, several by themselves',
      [
        { kind: 'pid-file', count: 1, bySystemd: true },
        { kind: 'lock-file', count: 1, bySystemd: false },
        { kind: 'port', count: 3, bySystemd: false },
        { kind: 'cgroup', count: 1, bySystemd: false },
      ],
      'Already tidy: pid file (systemd removes it), lock file, 3 ports, cgroup.',
    ],
    [
      'several by systemd',
      [{ kind: 'runtime-folder', count: 2, bySystemd: true }],
      'Already tidy: 2 runtime folders (systemd removes them).',
    ],
  ])('is said in a line: %s', (_, tidy, sentence) => {
    expect(tidySentence(tidy)).toBe(sentence)
  })
  it('has words for each kind, for one and for several', () => {
    const all = tidyKinds.flatMap((kind) =>
      [1, 2].map((count) => tidySentence([{ kind, count, bySystemd: false }]) ?? ''),
    )
    expect(all.filter((line) => !/^Already tidy: (2 )?[A-Za-z][\w /]+\.$/.test(line))).toEqual([])
    expect(new Set(all).size).toBe(2 * tidyKinds.length)
  })
})
