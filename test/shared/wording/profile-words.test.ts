import { describe, expect, it } from 'vitest'
import { forceDangers, signalRoles } from '../../../shared/profile.ts'
import {
  basisWords,
  dangerSentence,
  dangerWord,
  recognisedBy,
  roleWord,
} from '../../../shared/wording/profile-words.ts'

describe('where a fact comes from', () => {
  it.each([
    ['tried: nginx 1.22.1, Debian 12', 'tried', 'Tried with nginx 1.22.1, Debian 12.'],
    ['documented: nginx(8)', 'documented', 'Documented: nginx(8).'],
    ['documented: a: b', 'documented', 'Documented: a: b.'],
    ['unknown', 'unknown', 'Nobody has tried or documented it: take it as possible.'],
    ['', 'unknown', 'Nobody has tried or documented it: take it as possible.'],
  ])('%j', (basis, word, sentence) => {
    expect(basisWords(basis)).toEqual({ word, sentence })
  })
})

describe('every word is there', () => {
  it.each(forceDangers)('for the danger %s', (danger) => {
    expect(dangerWord[danger]).toMatch(/ risk$/)
    expect(dangerSentence[danger]).toMatch(/^[A-Z].*\.$/)
  })
  it.each(signalRoles)('for the role %s', (role) => {
    expect(roleWord[role]).not.toBe('')
  })
  it('for each way of recognising', () => {
    expect(Object.values(recognisedBy)).toHaveLength(4)
  })
})
