import { describe, expect, it } from 'vitest'
import { isKnown, knownOr, unknown, type Known } from '../../shared/unknown.ts'

const secret = unknown('permission denied')

it('an unknown holds its reason in words', () => {
  expect(secret).toEqual({ unknown: 'permission denied' })
})

describe('a value that could be read', () => {
  it.each<[string, unknown]>([
    ['uid 0', 0],
    ['an empty text', ''],
    ['false', false],
    ['null', null],
    ['undefined', undefined],
    ['an empty list', []],
    ['the text "unknown"', 'unknown'],
    ['a list that holds "unknown"', ['unknown']],
    ['an object', { path: '/bin/sh', deleted: false }],
  ])('%s is known, and stands for itself', (_what, value) => {
    expect(isKnown(value)).toBe(true)
    expect(knownOr(value, 'stand-in')).toBe(value)
  })
})

describe('a value that could not be read', () => {
  it.each<[string, Known<number>]>([
    ['with a reason', secret],
    ['with an empty reason', unknown('')],
  ])('%s is not known, and its stand-in is taken', (_what, value) => {
    expect(isKnown(value)).toBe(false)
    expect(knownOr(value, -1)).toBe(-1)
    expect(knownOr(value, null)).toBeNull()
  })
  it('is never taken for root', () => {
    const uid = secret as Known<number>
    expect(isKnown(uid) && uid === 0).toBe(false)
  })
})
