import { describe, expect, it } from 'vitest'
import { parseTainted } from '../../../electron/engine/parse/kernel-taint.ts'

const letters = (text: string): string | null =>
  parseTainted(text)
    ?.map(({ letter }) => letter)
    .join('') ?? null

describe('the taints of a kernel', () => {
  it.each([
    ['0\n', ''],
    ['1\n', 'P'],
    // Documentation/admin-guide/tainted-kernels.rst gives these.
    ['4609\n', 'PWO'],
    ['64', 'U'],
    ['128', 'D'],
    ['512\n', 'W'],
    ['16', 'M'],
    ['32', 'B'],
    ['16384', 'L'],
    ['32768', 'K'],
    ['12288', 'OE'],
    ['1048575', 'PFSRMBUDAWCIOELKXTNJ'],
  ])('%j are %j', (text, expected) => {
    expect(letters(text)).toBe(expected)
  })
  it('of a newer kernel are told, not guessed', () => {
    expect(parseTainted(String(2 ** 40))).toEqual([
      { bit: 40, letter: '?', means: 'a newer kernel knows what' },
    ])
  })
  it.each(['', '-1', '1.5', '0x10', 'D', '9'.repeat(30)])('%j are none', (text) => {
    expect(parseTainted(text)).toBeNull()
  })
  it('hold their bit, so that a person can look it up', () => {
    expect(parseTainted('128')?.[0]).toMatchObject({ bit: 7, letter: 'D' })
  })
})
