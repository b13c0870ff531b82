import { describe, expect, it } from 'vitest'
import { findingCodes } from '../../../shared/diagnosis.ts'
import {
  certaintySentence,
  certaintyWord,
  findingLabel,
  nothingFound,
} from '../../../shared/wording/diagnosis-words.ts'

describe('the words of a diagnosis', () => {
  it('have a label of its own for every code, short enough for a tag', () => {
    const labels = findingCodes.map((code) => findingLabel[code])
    expect(new Set(labels).size).toBe(findingCodes.length)
    for (const label of labels) expect(label).toMatch(/^\p{Lu}.{3,24}$/u)
  })

  it('say of each certainty what it means', () => {
    expect(Object.keys(certaintyWord)).toEqual(Object.keys(certaintySentence))
    for (const sentence of Object.values(certaintySentence)) expect(sentence).toMatch(/\.$/)
  })
})

describe('no finding', () => {
  it.each([
    ['Nothing holds it up.', []],
    ['Nothing holds it up.', ['its cgroup does not say']],
    ['Nothing that you may see holds it up; root sees more.', ['it ended', 'permission denied']],
    ['Nothing that you may see holds it up; root sees more.', ['the kernel does not permit it']],
  ])('is "%s" where what is not known is so for %j', (sentence, whys) => {
    const notKnown = whys.map((why) => ({ what: 'Open files', why }))
    expect(nothingFound({ notKnown })).toBe(sentence)
  })
})
