import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTarget, printTarget } from '../../../electron/engine/decide/target.ts'

const errorOf = (text: string) => {
  const parsed = parseTarget(text)
  if (parsed.ok) throw new Error(`${text} was taken`)
  return parsed.error
}
const forms =
  'Write a configured name, `pid:N`, `exe:/PATH`, `port:N`, `pidfile:/PATH`, `UNIT.service`, `user:UNIT.service` or `init:NAME`.'

describe('a refused target says what is expected', () => {
  it.each([
    ['pid:0', 'Write `pid:4242`, or `pid:4242@8831` with its start time in clock ticks.'],
    ['pid:', 'Write `pid:4242`, or `pid:4242@8831` with its start time in clock ticks.'],
    ['port:0', 'Write it like `port:5060`.'],
    ['exe:x', 'Write it like `exe:/PATH`.'],
    ['pidfile:x', 'Write it like `pidfile:/PATH`.'],
    ['init:/x', 'Write it like `init:ssh`.'],
    ['user:x', 'Write it like `user:syncthing.service`.'],
    ['user:', 'Write it like `user:syncthing.service`.'],
    ['user:a.timer', 'Write it like `user:syncthing.service`.'],
    ['user:a b.service', 'Write it like `user:syncthing.service`.'],
    ['two words', forms],
    ['', forms],
  ])('%j: %s', (text, next) => {
    expect(errorOf(text).next).toBe(next)
  })

  it.each([
    ['4242', 'a bare number could be a pid or a port'],
    ['/x', 'a bare path could be a program or a pid file'],
    ['a.timer', 'a timer is no service'],
    ['a.automount', 'an automount is no service'],
    ['PID:7', 'it is none of the forms of a target'],
    [' pid:7', 'it is none of the forms of a target'],
    ['.hidden', 'it is none of the forms of a target'],
    ['a/b', 'it is none of the forms of a target'],
    ['a.service/b', 'it is none of the forms of a target'],
    [`a${'b'.repeat(64)}`, 'it is none of the forms of a target'],
    ['.service', 'it is none of the forms of a target'],
  ])('%j: %s', (text, why) => {
    expect(errorOf(text).message).toBe(`The target "${text}" is refused: ${why}.`)
  })
})

describe('a target at its limits', () => {
  it.each([
    [`a${'b'.repeat(63)}`, 'name'],
    ['a.service.d', 'name'],
    ['a.timer.old', 'name'],
    ['pid', 'name'],
    ['4th', 'name'],
    ['d', 'name'],
    ['exe:/x', 'exe'],
    ['exe:/x\ny', 'exe'],
    ['pidfile:/a:b@c', 'pidfile'],
    ['pid:1@9007199254740991', 'pid'],
    ['init:0', 'init'],
    ['a:b.service', 'unit'],
  ])('%j is a %s', (text, kind) => {
    expect(parseTarget(text)).toMatchObject({ ok: true, value: { kind } })
  })

  it.each([
    'pid:1@9007199254740992',
    'pid:1@01',
    'pid:1@-1',
    'pid:1@1.5',
    'pid:1@ 1',
    'pid:1 ',
    'pid:１',
    'port:1@1',
    'port:0x50',
    'port:80\n',
    'exe:',
    'exe:/',
    'exe:./x',
    'pidfile:/x\0',
    'init:a b',
    'init:a\n',
    'init:.x',
    'a b.service',
    'nginx.service\n',
    'a.mount\n',
  ])('%j is refused', (text) => {
    expect(errorOf(text).code).toBe('bad-usage')
    expect(errorOf(text).message).not.toMatch(/[\n\0]/)
  })

  it('is a configured name before it is anything else, even with a colon', () => {
    for (const name of ['pid:7', 'a b', '4242', '/x', 'port:80']) {
      expect(parseTarget(name, ['other', name])).toEqual({
        ok: true,
        value: { kind: 'name', name },
      })
      expect(parseTarget(name, ['other'])).not.toMatchObject({ value: { kind: 'name' } })
    }
  })

  it('is never read without an error or a target that prints back, whatever is typed', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('pid:', 'exe:/', 'port:', 'init:', 'pidfile:/', ''), fc.string()),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const whole = typeof typed === 'string' ? typed : typed.join('')
        const parsed = parseTarget(whole)
        if (parsed.ok) expect(parseTarget(printTarget(parsed.value))).toEqual(parsed)
        else expect(parsed.error).toMatchObject({ code: 'bad-usage' })
      }),
    )
  })
})

it('prints a pid with its start time only where there is one', () => {
  expect(printTarget({ kind: 'pid', pid: 7, startTicks: null })).toBe('pid:7')
  expect(printTarget({ kind: 'pid', pid: 7, startTicks: 0 })).toBe('pid:7@0')
})
