import { describe, expect, it } from 'vitest'
import { nearest } from '../../shared/nearest.ts'

const commands = ['list', 'status', 'plan', 'stop', 'start', 'restart', 'journal', 'console']

describe('the name that was probably meant', () => {
  it.each([
    ['stpo', ['stop']],
    ['STOP', ['stop']],
    ['jounral', ['journal']],
    ['restat', ['restart']],
    ['jour', ['journal']],
    ['xyzzy', []],
    ['', []],
    ['l', []],
  ])('for %j is one of %j', (name, candidates) => {
    expect(nearest(name, commands)).toEqual(candidates)
  })

  it('comes first where several are near', () => {
    expect(nearest('TREM', ['TERM', 'TRAP', 'STKFLT'])[0]).toBe('TERM')
  })

  it('is at most three', () => {
    expect(nearest('ab', ['aa', 'ac', 'ad', 'ae', 'af'])).toHaveLength(3)
  })

  it('is not a name that shares nothing with it, however short', () => {
    expect(nearest('xy', ['ab', 'c'])).toEqual([])
  })

  it('is found in bounded time, whatever was typed', () => {
    const long = 'x'.repeat(1_000_000)
    expect(nearest(long, [long])).toHaveLength(0)
    expect(nearest('worker', [`worker${long}`])).toHaveLength(1)
  })
})
