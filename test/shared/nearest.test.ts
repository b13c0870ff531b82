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

  it.each<[string, string, string, boolean]>([
    ['two letters of a short name', 'staXX', 'start', true],
    ['three letters of a short name', 'stXXX', 'start', false],
    ['three letters of nine', 'iguanaXXX', 'iguana-01', true],
    ['four letters of nine', 'iguanXXXX', 'iguana-01', false],
    ['as many letters as it has', 'xy', 'ab', false],
    ['one letter of two', 'ax', 'ab', true],
    ['two missing letters', 'jurna', 'journal', true],
    ['two surplus letters', 'plaann', 'plan', true],
    ['two swaps of neighbours', 'tsop-nigix', 'stop-ngiix', true],
    ['two letters swapped across another', 'ba', 'aXb', false],
    ['its first letter alone', 'j', 'journal', false],
    ['its first two letters', 'jo', 'journal', true],
    ['the end of it', 'journal', 'nal', false],
  ])('and %s wrong: %s for %s: %s', (_what, typed, name, isMeant) => {
    expect(nearest(typed, [name])).toEqual(isMeant ? [name] : [])
  })

  it('is ranked by how few letters differ, a beginning before all but the very name', () => {
    expect(nearest('STOP', ['stxx', 'stopper', 'stob', 'stop'])).toEqual([
      'stop',
      'stopper',
      'stob',
    ])
  })

  it('counts a swap as one slip, not as two', () => {
    expect(nearest('lits', ['lips-x', 'list', 'litter'])[0]).toBe('list')
    expect(nearest('ab', ['xb', 'ba'])).toEqual(['xb', 'ba'])
  })

  it('keeps the order of those equally near, and the list as it was', () => {
    const known = Object.freeze(['ac', 'ab', 'ad'])
    expect(nearest('ax', known)).toEqual(['ac', 'ab', 'ad'])
  })

  it('is given back in its own letters', () => {
    expect(nearest('IGUANa', ['Iguana'])).toEqual(['Iguana'])
  })

  it('is compared up to 256 letters, and not beyond', () => {
    const name = 'x'.repeat(256)
    expect(nearest(name, [name])).toEqual([name])
    expect(nearest(`${name}x`, [name])).toEqual([])
  })

  it('is none where there are none', () => {
    expect(nearest('stop', [])).toEqual([])
  })
})
