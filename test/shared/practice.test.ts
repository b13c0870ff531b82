import { describe, expect, it } from 'vitest'
import { viceNames, vices } from '../../shared/practice.ts'
import { viceWords } from '../../shared/wording/views.ts'

describe('the practice daemons', () => {
  it('are listed in one order everywhere, the obedient one first', () => {
    expect(viceNames).toEqual(Object.keys(vices))
    expect(viceNames[0]).toBe('obeys')
  })
  it('each have one vice, said once, as the end of a sentence', () => {
    expect(new Set(Object.values(vices)).size).toBe(viceNames.length)
    for (const words of Object.values(vices)) expect(words).toMatch(/^[a-z].*[^.!]$/)
  })
  it('have names that a command line takes without quoting', () => {
    for (const name of viceNames) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })
  it('each have something to try', () => {
    expect(Object.keys(viceWords)).toEqual([...viceNames])
  })
})
