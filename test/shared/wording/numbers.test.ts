import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { age, bytes, clock, count, duration, printable } from '../../../shared/wording/numbers.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

/** From nothing to a month, as often short as long. */
const span = fc.oneof(
  fc.nat(12_000),
  fc.nat(7_200_000),
  fc.nat(31 * 86_400_000),
  fc.double({ min: 0, max: 200_000, noNaN: true }),
)

/** A duration read back as seconds. */
function secondsIn(text: string): number {
  const days = /^(\d+) d (\d+) h$/.exec(plain(text))
  if (days) return Number(days[1]) * 86_400 + Number(days[2]) * 3600
  const short = /^([\d.]+) s$/.exec(plain(text))
  if (short) return Number(short[1])
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

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
    [-1500, '0 s'],
    [9000, '9 s'],
    [10_000, '10 s'],
    [10_500, '10 s'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_665_000, '1:01:05'],
    [86_399_999, '23:59:59'],
    [86_400_000, '1 d 0 h'],
    [2 * 86_400_000 - 1, '1 d 23 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text)
  })
  it('never go back while the time goes on', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(secondsIn(duration(less))).toBeLessThanOrEqual(secondsIn(duration(more)))
      }),
    )
  })
  it('never say more than there was, nor less by a whole unit', () => {
    fc.assert(
      fc.property(span, (ms) => {
        const told = secondsIn(duration(ms)) * 1000
        expect(told).toBeLessThanOrEqual(ms)
        expect(ms - told).toBeLessThan(ms < 86_400_000 ? 1000 : 3_600_000)
      }),
    )
  })
  it('never show 60 in a place of minutes or seconds, nor 24 hours beside days', () => {
    fc.assert(
      fc.property(span, (ms) => {
        const text = plain(duration(ms))
        expect(text).toMatch(
          /^(\d\.\d s|[1-5]?\d s|[1-5]?\d:[0-5]\d|(1?\d|2[0-3]):[0-5]\d:[0-5]\d|\d+ d (1?\d|2[0-3]) h)$/,
        )
      }),
      { examples: [[59_999.9], [60_000], [3_599_999.9], [86_399_999.9]] },
    )
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
    [-1, '0 s'],
    [0, '0 s'],
    [8000, '8 s'],
    [8999, '8 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [12 * 60_000, '12 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h 0 min'],
    [86_399_999, '23 h 59 min'],
    [86_400_000, '1 d 0 h'],
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
    [1, '1 B'],
    [1049, '1.0 kB'],
    [1051, '1.1 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [999_499_999, '999 MB'],
    [999_500_000, '1.0 GB'],
    [999_500_000_000, '1.0 TB'],
    [999_499_999_999_999, '999 TB'],
    [999_500_000_000_000, '1.0 PB'],
    [Number.MAX_SAFE_INTEGER, '9.0 PB'],
    [2e18, '2000 PB'],
  ])('%d is %s', (size, text) => {
    expect(plain(bytes(size))).toBe(text)
  })
  it('never show a thousand before their unit, and are right to two places', () => {
    const power = fc.integer({ min: 0, max: 15 })
    const size = fc.tuple(fc.nat(10_000), power).map(([digits, zeros]) => digits * 10 ** zeros)
    const units: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 }
    fc.assert(
      fc.property(
        size.filter((n) => n <= Number.MAX_SAFE_INTEGER),
        (n) => {
          const [, digits = '', unit = ''] = /^([\d.]+)\u00a0(\w+)$/.exec(bytes(n)) ?? []
          expect(Number(digits)).toBeLessThan(1000)
          expect(Math.abs(Number(digits) * (units[unit] ?? NaN) - n)).toBeLessThanOrEqual(n * 0.051)
        },
      ),
    )
  })
})

describe('counts', () => {
  it.each([
    [1, '1 process'],
    [0, '0 processes'],
    [2, '2 processes'],
    [4, '4 processes'],
  ])('%d: %s', (n, text) => {
    expect(count(n, 'process', 'processes')).toBe(text)
  })
})

it('counts of words that take an s need no second word', () => {
  expect([0, 1, 2].map((n) => count(n, 'record'))).toEqual(['0 records', '1 record', '2 records'])
})

describe('the time of day', () => {
  afterEach(() => void vi.unstubAllEnvs())
  it.each([
    ['UTC', 0, '00:00:00'],
    ['UTC', Date.UTC(2026, 10, 20, 3, 4, 5), '03:04:05'],
    ['UTC', Date.UTC(2026, 10, 20, 23, 59, 59, 999), '23:59:59'],
    ['Asia/Kolkata', Date.UTC(2026, 10, 20, 18, 30), '00:00:00'],
  ])('in %s at %d is %s, on this machine’s clock', (zone, wall, text) => {
    vi.stubEnv('TZ', zone)
    expect(clock(wall)).toBe(text)
  })
})

/** What Unicode itself calls a control, a line or paragraph end, or a turn of the writing direction. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u
/** Any sixteen bits: control characters often, lone surrogates among them. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xff), fc.integer({ min: 0x2000, max: 0x206f }), fc.nat(0xffff)))
  .map((codes) => String.fromCharCode(...codes))

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
    ['a\rb', 'a\\x0db'],
    ['a\0b', 'a\\x00b'],
    ['a\u007fb', 'a\\x7fb'],
    ['a\u0085b', 'a\\x85b'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['\u200eleft\u200fright', '\\u200eleft\\u200fright'],
    ['arabic\u061cmark', 'arabic\\u061cmark'],
    ['\u2066isolated\u2069', '\\u2066isolated\\u2069'],
    ['\ufeffmark', '\\ufeffmark'],
    ['\ufffe\uffff', '\\ufffe\\uffff'],
    ['', ''],
    [' two  spaces ', ' two  spaces '],
    ['~ \u00a0¡', '~ \u00a0¡'],
    ['C:\\new\\x1b', 'C:\\new\\x1b'],
    ['e\u0301 👩', 'e\u0301 👩'],
  ])('%j is shown as %s', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })
  it('never keeps a character that moves the cursor or turns the line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(text)).not.toMatch(unsafe)
      }),
      { numRuns: 300 },
    )
  })
  it('escapes every such character that there is', () => {
    const missed = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => unsafe.test(printable(character)),
    )
    expect(missed).toEqual([])
  })
  it('is shown the same when it was made safe before', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })
  it('stays as it is where it is ordinary, and two texts of one character stay different', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~\u00a1-\u017f\u3040-\u30ff]*$/), (text) => {
        expect(printable(text)).toBe(text)
      }),
    )
    const shown = Array.from({ length: 0x10000 }, (_, code) => printable(String.fromCharCode(code)))
    expect(new Set(shown).size).toBe(shown.length)
  })
  it('is made safe to its last character however long it is', () => {
    expect(printable('\x1b'.repeat(100_000))).toBe('\\x1b'.repeat(100_000))
  })
})
