import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLine, fitWord } from '../../../../electron/engine/decide/privilege/claim-line.ts'

const run = 'a'.repeat(64)
const lineOf = (words: readonly string[]): string => `claim 9007199254740991 ${words.join(' ')}\n`

describe('the words of a claim', () => {
  it('are as they are where they fit', () => {
    expect(fitLine(['r-1', 'cli', 'pidfile:/run/iguana.pid', 'Iguana two'])).toEqual([
      'r-1',
      'cli',
      'pidfile:/run/iguana.pid',
      'Iguana%20two',
    ])
  })

  it('never make a line too long, whatever they say', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 })
    fc.assert(
      fc.property(text, text, (target, title) => {
        const words = fitLine([run, 'desktop', target, title])
        expect(lineOf(words).length).toBeLessThanOrEqual(256)
        expect(words).toHaveLength(4)
        expect(words[3]).not.toBe('')
      }),
    )
  })

  it('cut the title before the target', () => {
    const target = `pidfile:/run/${'d'.repeat(100)}.pid`
    const words = fitLine([run, 'cli', target, 'T'.repeat(300)])
    expect(words[2]).toBe(target)
    expect(words[3]).toMatch(/^T+$/)
  })

  it('have no control characters, and no character cut in half', () => {
    expect(fitWord('a\u0007b\nc', 20)).toBe('a%20b%20c')
    expect(fitWord('€€', 9)).toBe('%E2%82%AC')
    expect(fitWord('€€', 17)).toBe('%E2%82%AC')
    expect(fitWord('€€', 18)).toBe('%E2%82%AC%E2%82%AC')
  })
})
