import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  assertNever,
  errorCodes,
  exitStatusOfError,
  fail,
  ok,
  QuiesceFailure,
  toQuiesceError,
  type ErrorCode,
  type QuiesceError,
} from '../../shared/errors.ts'

const error: QuiesceError = { code: 'busy', message: 'Another run has it.', next: 'Wait for it.' }

describe('a result', () => {
  it('holds a value, even one that is empty or absent', () => {
    expect(ok(7)).toEqual({ ok: true, value: 7 })
    expect(ok(null)).toEqual({ ok: true, value: null })
    expect(ok(undefined)).toHaveProperty('value')
  })
  it('holds the very error it was given', () => {
    const result = fail(error)
    expect(result.ok).toBe(false)
    expect(result.ok ? null : result.error).toBe(error)
  })
})

describe('an error carried by an exception', () => {
  it('is an Error with the same message and a name of its own', () => {
    const failure = new QuiesceFailure(error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure.message).toBe('Another run has it.')
    expect(failure.name).toBe('QuiesceFailure')
  })
  it('comes out as it went in', () => {
    expect(toQuiesceError(new QuiesceFailure(error))).toBe(error)
  })
})

describe('anything else that is thrown', () => {
  const withoutStack = (): Error => {
    const thrown = new Error('boom')
    Object.defineProperty(thrown, 'stack', { value: undefined })
    return thrown
  }
  const speechless = {
    toString: (): string => {
      throw new Error('no words')
    },
  }
  it.each<[string, unknown, string]>([
    ['an error', new Error('boom'), 'boom'],
    ['an error of another kind', new RangeError('too long'), 'too long'],
    ['an error without a stack', withoutStack(), 'boom'],
    ['a text', 'boom', 'boom'],
    ['a number', 7, '7'],
    ['a symbol', Symbol('boom'), 'Symbol(boom)'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a list', [1, 2], '1,2'],
    ['a look-alike of our error', { error }, '[object Object]'],
    ['an object without a prototype', Object.create(null), 'something that has no text was thrown'],
    ['an object that cannot be printed', speechless, 'something that has no text was thrown'],
  ])('%s is an internal error that says what it was', (_what, thrown, words) => {
    const { code, message, next, cause } = toQuiesceError(thrown)
    expect(code).toBe('internal')
    expect(message).toBe(`Quiesce itself failed: ${words}`)
    expect(next).toMatch(/Look at the service .*the journal/)
    expect(cause).toContain(words)
  })
  it('keeps the stack of an error as its cause, never as its message', () => {
    const thrown = new Error('boom')
    const { cause, message } = toQuiesceError(thrown)
    expect(cause).toBe(thrown.stack)
    expect(message).not.toContain('\n')
  })
  it('is plain data, so that it survives a crossing between processes', () => {
    const told = toQuiesceError(new Error('boom'))
    expect(structuredClone(told)).toEqual(told)
    expect(JSON.parse(JSON.stringify(told))).toEqual(told)
  })
})

it('a member that nobody handled is named', () => {
  expect(() => assertNever({ kind: 'new' } as never)).toThrow('unhandled: {"kind":"new"}')
})

/** "14 refused, or busy with another run · 15 no permission": status by the words after it. */
function statusesInReadme(): Map<number, string> {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const line = /^Exit status of a stop: (.*)$/m.exec(readme)?.[1] ?? ''
  const [stops = '', others = ''] = line.split(/(?<=failed)\. /)
  const entries = stops.split(' · ').map((part): [number, string] => {
    const [, status, words] = /^(\d+) (.+)$/.exec(part) ?? []
    return [Number(status), words ?? '']
  })
  for (const part of others.split(', ')) {
    const [, words, status] = /^(?:and )?(.+?) (?:are )?(\d+)\.?$/.exec(part) ?? []
    if (status !== undefined) entries.push([Number(status), words ?? ''])
  }
  return new Map(entries)
}

describe('the exit status of an error', () => {
  const codesWith = (status: number): ErrorCode[] =>
    errorCodes.filter((code) => exitStatusOfError[code] === status)

  it('is known for every code, and for nothing else', () => {
    expect(Object.keys(exitStatusOfError).sort()).toEqual([...errorCodes].sort())
    expect(new Set(errorCodes).size).toBe(errorCodes.length)
  })
  it('is one that the README names', () => {
    const named = statusesInReadme()
    expect([...named.keys()].sort((a, b) => a - b)).toEqual([
      0, 1, 10, 11, 12, 13, 14, 15, 16, 17, 64, 70,
    ])
    for (const code of errorCodes)
      expect([code, named.has(exitStatusOfError[code])]).toEqual([code, true])
  })
  it('is 64 for what the person wrote', () => {
    expect(statusesInReadme().get(64)).toMatch(/unknown targets/)
    expect(codesWith(64)).toEqual([
      'bad-usage',
      'bad-schedule',
      'bad-configuration',
      'bad-input',
      'unknown-target',
      'ambiguous-target',
      'no-such-run',
      'no-start-command',
    ])
  })
  it('is 14 for a refusal before anything was sent', () => {
    expect(statusesInReadme().get(14)).toMatch(/^refused, or busy/)
    expect(codesWith(14)).toEqual([
      'protected',
      'kernel-thread',
      'foreign-namespace',
      'managed-by-unit',
      'identity-changed',
      'unsafe-pid-file',
      'bad-pid-file',
      'stale-pid-file',
      'untrusted-script',
      'unreadable',
      'busy',
      'stale-decision',
      'needs-force',
      'needs-consent',
      'nothing-follows',
      'not-now',
      'not-available',
    ])
  })
  it.each<[number, RegExp, ErrorCode[]]>([
    [15, /^no permission$/, ['no-permission', 'unauthorized']],
    [1, /^failed$/, ['start-failed', 'journal-unwritable', 'backend-failed']],
    [70, /^errors of Quiesce itself$/, ['internal']],
  ])('%d stands for %s', (status, words, codes) => {
    expect(statusesInReadme().get(status)).toMatch(words)
    expect(codesWith(status)).toEqual(codes)
  })
  it('is never 0, nor one that a shell uses for itself', () => {
    for (const status of Object.values(exitStatusOfError)) {
      expect(status).toBeGreaterThan(0)
      expect(status).toBeLessThan(126)
    }
  })
})
