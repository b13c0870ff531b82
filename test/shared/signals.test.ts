import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import {
  defaultAction,
  isTerminating,
  parseSignal,
  signalByNumber,
  signalNumbers,
  type SignalName,
} from '../../shared/signals.ts'

describe('signal numbers', () => {
  it('are those of this kernel', () => {
    for (const [name, number] of Object.entries(signalNumbers)) {
      const here = (constants.signals as Record<string, number | undefined>)[`SIG${name}`]
      if (here !== undefined) expect([name, here]).toEqual([name, number])
    }
  })
  it('are all different', () => {
    const numbers = Object.values(signalNumbers)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
  it('lead back to their names', () => {
    expect(signalByNumber(15)).toBe('TERM')
    expect(signalByNumber(64)).toBeNull()
  })
})

describe('what a signal does by default (signal(7))', () => {
  it.each<[SignalName, string, boolean]>([
    ['TERM', 'terminate', true],
    ['KILL', 'terminate', true],
    ['HUP', 'terminate', true],
    ['USR1', 'terminate', true],
    ['QUIT', 'core', true],
    ['ABRT', 'core', true],
    ['CHLD', 'ignore', false],
    ['WINCH', 'ignore', false],
    ['STOP', 'stop', false],
    ['TSTP', 'stop', false],
    ['CONT', 'continue', false],
  ])('SIG%s: %s', (signal, action, terminating) => {
    expect(defaultAction(signal)).toBe(action)
    expect(isTerminating(signal)).toBe(terminating)
  })
})

describe('a signal as typed', () => {
  it.each([
    ['TERM', 'TERM'],
    ['sigterm', 'TERM'],
    ['15', 'TERM'],
    ['usr1', 'USR1'],
    ['0', null],
    ['99', null],
    ['TREM', null],
    ['', null],
    ['toString', null],
    ['-15', null],
  ])('%j is %s', (text, signal) => {
    expect(parseSignal(text)).toBe(signal)
  })
})

describe('every signal', () => {
  /** The table of signal(7), "Standard signals"; SIGSTKFLT and SIGIO terminate as well. */
  const manual: Readonly<Record<string, string>> = {
    terminate: 'HUP INT KILL USR1 USR2 PIPE ALRM TERM STKFLT VTALRM PROF IO PWR',
    core: 'QUIT ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS',
    ignore: 'CHLD URG WINCH',
    stop: 'STOP TSTP TTIN TTOU',
    continue: 'CONT',
  }
  it.each(Object.entries(manual))('that would %s is among these: %s', (action, listed) => {
    const names = Object.keys(signalNumbers) as SignalName[]
    expect(names.filter((name) => defaultAction(name) === action)).toEqual(
      names.filter((name) => listed.split(' ').includes(name)),
    )
    expect(names.filter((name) => defaultAction(name) === action)).toHaveLength(
      listed.split(' ').length,
    )
  })
  it('is read from its name, its full name and its number, in any case', () => {
    for (const [name, number] of Object.entries(signalNumbers)) {
      const texts = [name, `SIG${name}`, name.toLowerCase(), `sig${name}`, String(number)]
      expect([name, ...texts.map(parseSignal)]).toEqual([name, ...texts.map(() => name)])
      expect(signalByNumber(number)).toBe(name)
    }
  })
  it.each([0, 32, 33, 64, -9, 9.5, Number.NaN, Infinity])('has no number %d', (number) => {
    expect(signalByNumber(number)).toBeNull()
  })
  it.each(['SIG', 'SIGSIGTERM', 'TERMSIG', ' TERM', 'TERM ', '9\n', '1e1', '0x9', '009', '٩'])(
    'is not called %j',
    (text) => {
      expect(parseSignal(text)).toBeNull()
    },
  )
  it('numbers that begin with 0 are read as they are written', () => {
    expect(parseSignal('09')).toBe('KILL')
  })
})
