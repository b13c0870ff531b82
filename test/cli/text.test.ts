import { describe, expect, it } from 'vitest'
import {
  displayWidth,
  fitEncoding,
  shortenEnd,
  shortenMiddle,
  wrapWords,
} from '../../electron/cli/text.ts'

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['nginx', 5],
    ['Grüße', 5],
    ['e\u0301', 1],
    ['日本', 4],
    ['한국어', 6],
    ['🦎', 2],
    ['a…b', 3],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('a name that does not fit', () => {
  it.each([
    ['worker', 6, 'worker'],
    ['worker-2', 7, 'wor…r-2'],
    ['worker-2', 6, 'wo…r-2'],
    ['worker-2', 2, '…2'],
    ['worker-2', 1, '…'],
    ['worker-2', 0, ''],
    ['日本語の名前', 7, '日本…前'],
  ])('%j in %i cells loses its middle: %j', (text, cells, short) => {
    expect(shortenMiddle(text, cells)).toBe(short)
    expect(displayWidth(short)).toBeLessThanOrEqual(cells)
  })

  it('keeps its end, which tells it from the next one', () => {
    const names = ['/usr/lib/daemon/worker-1', '/usr/lib/daemon/worker-2']
    expect(new Set(names.map((name) => shortenMiddle(name, 12))).size).toBe(2)
  })
})

describe('a line that may not wrap', () => {
  it.each([
    ['short', 5, 'short'],
    ['too long', 5, 'too …'],
    ['too long', 1, '…'],
    ['日本語', 4, '日…'],
  ])('%j in %i cells: %j', (text, cells, short) => {
    expect(shortenEnd(text, cells)).toBe(short)
  })
})

describe('wrapping', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 100, ['one two three']],
    ['unbreakable', 4, ['unbreakable']],
    ['', 4, ['']],
  ])('%j to %i cells', (text, cells, lines) => {
    expect(wrapWords(text, cells)).toEqual(lines)
  })
})

describe('what a terminal can take', () => {
  it('searches find a number with its unit: the space between them is an ordinary one', () => {
    expect(fitEncoding('18\u00a0s', true)).toBe('18 s')
  })

  it.each([
    ['force…', 'force...'],
    ['a · b → c', 'a - b -> c'],
    ['“q” ’', '"q" \''],
    ['Grüße', 'Gr\\u00fc\\u00dfe'],
    ['🦎', '\\u1f98e'],
    ['\x1b[31mred\x1b[39m', '\x1b[31mred\x1b[39m'],
  ])('outside UTF-8 %j becomes %j', (text, ascii) => {
    expect(fitEncoding(text, false)).toBe(ascii)
    expect(fitEncoding(text, true)).toBe(text)
  })
})
