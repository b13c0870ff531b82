import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commandsOf,
  countOf,
  flagOf,
  hexOf,
  millisecondsOf,
  momentOf,
  numberOf,
  textOf,
  textsOf,
} from '../../../electron/engine/parse/unit-values.ts'

const infinity = 18446744073709551615n
const oddities: readonly (readonly [what: string, value: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a boolean', true],
  ['an object', { a: 1 }],
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
]

describe('texts', () => {
  it('are strings, and nothing else is one', () => {
    expect(textOf('nginx.service')).toBe('nginx.service')
    expect(textOf('')).toBe('')
    for (const [, value] of [...oddities, ['a number', 7]] as const) expect(textOf(value)).toBe('')
  })

  it('come as lists, without what is none', () => {
    expect(textsOf(['a.service', 7, 'b.service', null])).toEqual(['a.service', 'b.service'])
    expect(textsOf('a.service')).toEqual([])
    for (const [, value] of oddities) expect(textsOf(value)).toEqual([])
  })
})

describe('flags', () => {
  it('are what they say, else the stand-in', () => {
    expect(flagOf(false, true)).toBe(false)
    expect(flagOf(true, false)).toBe(true)
    expect(flagOf('yes', false)).toBe(false)
    expect(flagOf(1, false)).toBe(false)
    expect(flagOf(undefined, true)).toBe(true)
  })
})

describe('counts', () => {
  it.each([
    ['a number', 7, 7],
    ['none', 0, 0],
    ['a 64-bit number', 4_294_967_296n, 4_294_967_296],
    ['infinity', infinity, null],
    ['more than infinity', infinity + 1n, null],
    ['a negative number', -1, null],
    ['a negative 64-bit number', -1n, null],
    ['a fraction', 1.5, null],
    ['no number', Number.NaN, null],
    ['a text', '7', null],
  ])('read %s', (_, value, count) => {
    expect(countOf(value)).toBe(count)
  })

  it.each(oddities)('of %s are not known', (_, value) => {
    expect(countOf(value)).toBeNull()
    expect(numberOf(value)).toBeNull()
  })

  it('may be negative where an exit status is read', () => {
    expect(numberOf(-1)).toBe(-1)
    expect(numberOf(-1n)).toBe(-1)
    expect(numberOf(255)).toBe(255)
    expect(numberOf(Number.POSITIVE_INFINITY)).toBeNull()
  })
})

describe('durations', () => {
  it.each([
    ['the default', 90_000_000n, 90_000],
    ['a fraction of a millisecond', 1500n, 1.5],
    ['nothing', 0n, 0],
    ['a plain number', 2_000_000, 2000],
    ['infinity', infinity, null],
    ['far more than anybody waits', infinity - 1n, null],
  ])('read %s', (_, value, ms) => {
    expect(millisecondsOf(value, 4711)).toBe(ms)
  })

  it.each([...oddities, ['a text', '90s'], ['a negative one', -1n]] as const)(
    'of %s are the stand-in',
    (_, value) => {
      expect(millisecondsOf(value, 4711)).toBe(4711)
      expect(millisecondsOf(value, null)).toBeNull()
    },
  )

  it('never come out negative or as no number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: infinity }), (us) => {
        const ms = millisecondsOf(us, null)
        expect(ms === null || (ms >= 0 && Number.isFinite(ms))).toBe(true)
      }),
    )
  })
})

describe('moments', () => {
  it('have both clocks, in milliseconds', () => {
    expect(momentOf(1_795_194_358_934_703n, 13_100_778_422n)).toEqual({
      wall: 1_795_194_358_934.703,
      mono: 13_100_778.422,
    })
  })

  it('are none where systemd says 0', () => {
    expect(momentOf(0n, 0n)).toBeNull()
  })

  it.each([
    ['the wall clock', undefined, 5n],
    ['the monotonic clock', 5n, undefined],
    ['a wall clock that makes sense', 'yesterday', 5n],
    ['an end', infinity, 5n],
  ])('are none without %s', (_, realtime, monotonic) => {
    expect(momentOf(realtime, monotonic)).toBeNull()
  })
})

describe('bytes', () => {
  it.each([
    ['a buffer', Uint8Array.from([0, 15, 255]), '000fff'],
    ['a list of numbers', [10, 11], '0a0b'],
    ['an empty buffer', new Uint8Array(), ''],
    ['a list with a number that is no byte', [10, 256], ''],
    ['a list with a negative number', [-1], ''],
    ['a list with a fraction', [1.5], ''],
    ['a list of texts', ['a'], ''],
    ['a text', 'abc', ''],
    ['nothing', undefined, ''],
  ])('of %s', (_, value, hex) => {
    expect(hexOf(value)).toBe(hex)
  })
})

describe('commands', () => {
  const ran = [0n, 0n, 0n, 0n, 0, 0, 0]

  it('have a path, arguments and whether their failure counts', () => {
    const value = [
      ['/bin/sleep', ['/bin/sleep', 'a b'], true, ...ran],
      ['/bin/kill', ['/bin/kill', '-QUIT', '$MAINPID'], false, ...ran],
    ]
    expect(commandsOf(value)).toEqual([
      { argv: ['/bin/sleep', 'a b'], ignoreFailure: true },
      { argv: ['/bin/kill', '-QUIT', '$MAINPID'], ignoreFailure: false },
    ])
  })

  it('name the file that runs, not the name it is given', () => {
    const value = [['/bin/true', ['truly', '-x'], false, ...ran]]
    expect(commandsOf(value)).toEqual([{ argv: ['/bin/true', '-x'], ignoreFailure: false }])
  })

  it('do without arguments, or without a path', () => {
    expect(commandsOf([['/bin/true', []]])).toEqual([{ argv: ['/bin/true'], ignoreFailure: false }])
    expect(commandsOf([['', ['/bin/true', 'x']]])).toEqual([
      { argv: ['/bin/true', 'x'], ignoreFailure: false },
    ])
  })

  it('do not show the secrets of their arguments', () => {
    const value = [['/opt/stop', ['/opt/stop', '--password=hunter2', '--force'], false, ...ran]]
    expect(commandsOf(value)[0]?.argv).toEqual(['/opt/stop', '--password=***', '--force'])
  })

  it.each([
    ...oddities,
    ['a text', '/bin/true'],
    ['a list of texts', ['/bin/true']],
    ['an empty struct', [[]]],
    ['structs of something else', [[7, 8, 9]]],
  ] as const)('are none in %s', (_, value) => {
    expect(commandsOf(value)).toEqual([])
  })
})
