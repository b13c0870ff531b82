import { describe, expect, it } from 'vitest'
import { findingCodes } from '../../../shared/diagnosis.ts'
import {
  certaintySentence,
  certaintyWord,
  findingLabel,
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
