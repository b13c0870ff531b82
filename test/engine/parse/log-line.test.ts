import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logFields, parseLogLine } from '../../../electron/engine/parse/log-line.ts'

/** An entry as journalctl prints it, with these fields added or replaced. */
const entry = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    __CURSOR: 's=0b0b;i=186;b=7f28;m=2c0d;t=660b;x=5bff',
    __REALTIME_TIMESTAMP: '1795193083629454',
    __MONOTONIC_TIMESTAMP: '11825473173',
    _BOOT_ID: '7f28216ccd444d8995c5bdc4d9d77809',
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: 'nginx',
    _COMM: 'nginx: master',
    _PID: '97',
    MESSAGE: 'line 1',
    ...fields,
  })
const textOf = (MESSAGE: unknown): string | undefined => parseLogLine(entry({ MESSAGE }))?.text
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)]

describe('a line of the journal', () => {
  it('carries its place, its time in milliseconds, its level, who and what', () => {
    expect(parseLogLine(entry())).toEqual({
      cursor: 's=0b0b;i=186;b=7f28;m=2c0d;t=660b;x=5bff',
      at: 1795193083629,
      level: 6,
      pid: 97,
      from: 'nginx',
      text: 'line 1',
    })
  })

  it.each([
    ['no text', ''],
    ['other text', '-- No entries --'],
    ['cut off', entry().slice(0, -2)],
    ['a number', '1'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['without a cursor', entry({ __CURSOR: undefined })],
    ['with a cursor that is none', entry({ __CURSOR: 7 })],
    ['without a time', entry({ __REALTIME_TIMESTAMP: undefined })],
    ['with a time that is none', entry({ __REALTIME_TIMESTAMP: '-1' })],
    ['with a time too large to be one', entry({ __REALTIME_TIMESTAMP: '9'.repeat(20) })],
  ])('is none: %s', (_what, text) => {
    expect(parseLogLine(text)).toBeNull()
  })
})

describe('the text of a line', () => {
  it.each([
    ['plain', 'a line', 'a line'],
    ['beyond ASCII', 'Grüße 日本 🚀', 'Grüße 日本 🚀'],
    ['several lines', 'a\nb\tc', 'a\\nb\\tc'],
    ['colours and a cleared screen', '\u001b[31mred\u001b[2J', '\\x1b[31mred\\x1b[2J'],
    ['text turned around', 'a\u202egnp.exe', 'a\\u202egnp.exe'],
    ['empty', '', ''],
    ['too large for journalctl', null, '(longer than 4096 bytes: journalctl --all shows it)'],
    ['absent', undefined, ''],
    ['a number, which no field is', 7, ''],
    ['an object, which no field is', { a: 1 }, ''],
    ['no bytes', [], ''],
    ['bytes with an escape sequence', [27, 91, 51, 49, 109, 114], '\\x1b[31mr'],
    ['bytes beyond ASCII', bytesOf('é日🚀\u0007'), 'é日🚀\\x07'],
    ['bytes that are no UTF-8', [97, 255, 98, 0xc3, 32, 0x80], 'a\\xffb\\xc3 \\x80'],
    ['an overlong sequence', [0xc0, 0x80], '\\xc0\\x80'],
    ['half of a pair', [0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    ['beyond the last character', [0xf4, 0x90, 0x80, 0x80], '\\xf4\\x90\\x80\\x80'],
    ['a C1 control in UTF-8', [0xc2, 0x9b], '\\x9b'],
    ['given twice', ['one', 'two'], 'one \\n two'],
    ['given twice, once as bytes', ['one', [255]], 'one \\n \\xff'],
    [
      'given twice, once too large',
      ['one', null],
      'one \\n (longer than 4096 bytes: journalctl --all shows it)',
    ],
    ['a list with what is no value', ['one', 7, {}], 'one'],
    ['numbers that are no bytes', [256, 1.5, -1], ''],
  ])('%s', (_what, message, expected) => {
    expect(textOf(message)).toBe(expected)
  })

  it('is the same whether it comes as text or as bytes', () => {
    const characters = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(characters, (text) => {
        expect(textOf(bytesOf(text))).toBe(textOf(text))
      }),
    )
  })

  it('never holds a control character, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        // eslint-disable-next-line no-control-regex -- control characters are what this is about
        expect(textOf([...bytes])).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      }),
    )
  })
})

describe('the level of a line', () => {
  it.each([
    ['0', 0],
    ['3', 3],
    ['7', 7],
    ['8', 6],
    ['', 6],
    ['error', 6],
    [undefined, 6],
    [3, 6],
    [['4', '5'], 4],
  ])('%j is %i', (PRIORITY, expected) => {
    expect(parseLogLine(entry({ PRIORITY }))?.level).toBe(expected)
  })
})

describe('who wrote a line', () => {
  it.each([
    ['what journald saw', { _PID: '97', SYSLOG_PID: '12' }, 97],
    ['what it says itself', { _PID: undefined, SYSLOG_PID: '12' }, 12],
    ['nobody known', { _PID: undefined }, null],
    ['a pid that is none', { _PID: 'x' }, null],
  ])('has a pid: %s', (_what, fields, expected) => {
    expect(parseLogLine(entry(fields))?.pid).toBe(expected)
  })

  it.each([
    ['its own word', {}, 'nginx'],
    ['else its program', { SYSLOG_IDENTIFIER: undefined }, 'nginx: master'],
    ['else nothing', { SYSLOG_IDENTIFIER: undefined, _COMM: undefined }, ''],
    ['made printable', { SYSLOG_IDENTIFIER: 'a\u001b[2Jb' }, 'a\\x1b[2Jb'],
    ['of bytes', { SYSLOG_IDENTIFIER: [97, 255] }, 'a\\xff'],
  ])('has a name: %s', (_what, fields, expected) => {
    expect(parseLogLine(entry(fields))?.from).toBe(expected)
  })
})

describe('whatever a line is', () => {
  it('it is a line of five known kinds of values, or none', () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.uint8Array().map((raw) => [...raw]),
    )
    const fields = fc.dictionary(fc.constantFrom('__CURSOR', ...logFields), field)
    fc.assert(
      fc.property(fields, (some) => {
        const line = parseLogLine(entry(some))
        if (line === null) return
        expect(typeof line.cursor).toBe('string')
        expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(line.level)
        expect(line.pid === null || Number.isSafeInteger(line.pid)).toBe(true)
        expect(line.text).not.toContain('\n')
        expect(line.from).not.toContain('\n')
      }),
    )
  })

  it('it is answered, and never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseLogLine(text)).toBeNull()
      }),
    )
  })
})
