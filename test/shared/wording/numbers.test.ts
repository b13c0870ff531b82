import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { age, bytes, count, duration, printable } from '../../../shared/wording/numbers.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [800, '0.8 s'],
    [2000, '2 s'],
    [9999, '9.9 s'],
    [18_000, '18 s'],
    [59_999, '59 s'],
    [60_000, '1:00'],
    [86_000, '1:26'],
    [3_599_000, '59:59'],
    [7_510_000, '2:05:10'],
    [(19 * 24 + 7) * 3_600_000, '19 d 7 h'],
    [-5, '0 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text)
  })
  it('never break a number from its unit', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), (ms) => {
        expect(duration(ms)).not.toContain(' ')
        expect(age(ms)).not.toContain(' ')
      }),
    )
  })
})

describe('ages', () => {
  it.each([
    [8000, '8 s'],
    [12 * 60_000, '12 min'],
    [185 * 60_000, '3 h 5 min'],
    [(41 * 24 + 2) * 3_600_000, '41 d 2 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(plain(age(ms))).toBe(text)
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [612_000_000, '612 MB'],
    [1_900_000_000, '1.9 GB'],
    [999_600, '1.0 MB'],
    [99_500_000, '100 MB'],
  ])('%d is %s', (size, text) => {
    expect(plain(bytes(size))).toBe(text)
  })
})

describe('counts', () => {
  it.each([
    [1, '1 process'],
    [0, '0 processes'],
    [4, '4 processes'],
  ])('%d: %s', (n, text) => {
    expect(count(n, 'process', 'processes')).toBe(text)
  })
})

// eslint-disable-next-line no-control-regex -- it is about control characters
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

describe('text of unknown origin', () => {
  it.each([
    ['a\nb', 'a\\nb'],
    ['a\tb', 'a\\tb'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['a\u0007', 'a\\x07'],
    ['\u009b31m', '\\x9b31m'],
    ['abc\u202egnp.exe', 'abc\\u202egnp.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['<b>html</b>', '<b>html</b>'],
    ['Grüße 日本', 'Grüße 日本'],
  ])('%j is shown as %s', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })
  it('never keeps a character that moves the cursor or turns the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(unsafe)
      }),
    )
  })
})
