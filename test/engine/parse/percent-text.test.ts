import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentDecode, percentEncode } from '../../../electron/engine/parse/percent-text.ts'

const decode = (word: string): string | null => {
  const bytes = percentDecode(word)
  return bytes && Buffer.from(bytes).toString()
}

describe('text as one word', () => {
  it.each([
    ['/run/iguana.pid', '/run/iguana.pid'],
    ['a-b._~:@+,=Z9', 'a-b._~:@+,=Z9'],
    ['two words', 'two%20words'],
    ['100 %', '100%20%25'],
    ["it's (a) star*!", 'it%27s%20%28a%29%20star%2A%21'],
    ['line\nfeed', 'line%0Afeed'],
    ['é€😀', '%C3%A9%E2%82%AC%F0%9F%98%80'],
    ['\uD800', '%EF%BF%BD'],
    ['', ''],
  ])('writes %j as %s', (text, word) => {
    expect(percentEncode(text)).toBe(word)
  })

  it('comes back as it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const word = percentEncode(text)
        expect(word).toMatch(/^[A-Za-z0-9\-._~/:@+,=%]*$/)
        expect(decode(word)).toBe(text.toWellFormed())
      }),
    )
  })
})

describe('a word of the helper’s', () => {
  it('may end within a character: the bytes are kept', () => {
    expect([...(percentDecode('a%C3') ?? [])]).toEqual([0x61, 0xc3])
  })

  it.each([['%'], ['%4'], ['%zz'], ['a b'], ['a\u00e9'], ['tab\t']])('is refused: %j', (word) => {
    expect(percentDecode(word)).toBeNull()
  })
})
