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
