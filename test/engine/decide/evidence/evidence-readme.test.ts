import { describe, expect, it } from 'vitest'
import { evidenceReadme } from '../../../../electron/engine/decide/evidence/evidence-readme.ts'

describe('evidenceReadme', () => {
  it('says whose it is, when, and that a core holds everything', () => {
    const facts = { title: 'Iguana', target: 'iguana', by: 'ops', host: 'h1', version: '1.0.0' }
    const text = evidenceReadme({ ...facts, at: Date.UTC(2026, 10, 22) })
    expect(text).toContain('Iguana (iguana) on h1')
    expect(text).toContain('2026-11-22T00:00:00.000Z for ops')
    expect(text).toContain('a core holds\neverything')
  })
})
