/** What holds a stop up: the expected code first, for every state that a daemon may be found in. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import { findingCodes } from '../../../../shared/diagnosis.ts'
import { allCases } from './all-cases.ts'

describe('the verdict', () => {
  it.each(allCases)('%s', (_, facts, code, certainty) => {
    const [verdict] = diagnose(facts).diagnosis.findings
    expect(verdict).toMatchObject({ code, certainty })
  })

  it('has a case for at least sixty situations, and for every code', () => {
    expect(allCases.length).toBeGreaterThanOrEqual(60)
    expect(new Set(allCases.map(([, , code]) => code))).toEqual(new Set(findingCodes))
    expect(new Set(allCases.map(([title]) => title)).size).toBe(allCases.length)
  })

  it('is a whole sentence with evidence, or says that it knows none', () => {
    for (const [title, facts] of allCases) {
      const [verdict] = diagnose(facts).diagnosis.findings
      expect(verdict?.sentence, title).toMatch(/^\S.*[.”]$/)
      if (verdict?.code !== 'unknown') expect(verdict?.evidence, title).not.toEqual([])
    }
  })
})
