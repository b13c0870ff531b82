import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownBlock, markdownCode, markdownText } from '../../../shared/wording/markdown.ts'

describe('running text in Markdown', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['`rm`', '\\`rm\\`'],
    ['*bold* _it_ ~no~', '\\*bold\\* \\_it\\_ \\~no\\~'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['![x](http://x)', '\\!\\[x\\](http://x)'],
    ['two\nlines', 'two\\\\nlines'],
    ['\u001b[31mred', '\\\\x1b\\[31mred'],
    ['# no heading', '\\# no heading'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['@everybody &lt;', '&#64;everybody &amp;lt;'],
    ['plain words, 3 of them.', 'plain words, 3 of them.'],
  ])('%j is %j', (text, expected) => {
    expect(markdownText(text)).toBe(expected)
  })
  it('never holds an unescaped mark, nor a second line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = markdownText(text)
        expect(written).not.toMatch(/[\n\r\u2028@]/)
        expect(written.replace(/\\./g, '')).not.toMatch(/[`*_[\]<>|]/)
      }),
    )
  })
})

describe('code in Markdown', () => {
  it.each([
    ['nginx', '`nginx`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['``', '``` `` ```'],
    ['', '` `'],
    ['a\nb', '`a\\nb`'],
  ])('%j is %j', (text, expected) => {
    expect(markdownCode(text)).toBe(expected)
  })
  it('cannot be ended from inside', () => {
    const names = fc.array(fc.constantFrom('`', '``', 'a', ' ', '\n', '|')).map((x) => x.join(''))
    fc.assert(
      fc.property(names, (text) => {
        const written = markdownCode(text)
        const fence = /^`+/.exec(written)?.[0] ?? ''
        const inner = written.slice(fence.length, -fence.length)
        expect((inner.match(/`+/g) ?? []).map((run) => run.length)).not.toContain(fence.length)
      }),
    )
  })
})

describe('a block in Markdown', () => {
  it('holds lines with fences of their own', () => {
    expect(markdownBlock(['```', 'x\n```'])).toEqual(['````text', '```', 'x\\n```', '````'])
  })
})
