import { describe, expect, it } from 'vitest'
import { diagnosisText } from '../../../renderer/model/diagnosis-text.ts'
import { sceneDiagnosis } from '../../fakes/scene-diagnoses.ts'

const now = Date.UTC(2026, 2, 22, 3, 12, 34)

describe('the copy of a diagnosis', () => {
  it('has the verdict, its evidence, the chain, the rest, and the daemon’s own words', () => {
    const text = diagnosisText(sceneDiagnosis('remote', now))
    expect(text).toMatch(/^## Why kamailio does not stop\n/)
    expect(text).toContain('**Worker 4711 waits for PostgreSQL')
    expect(text).toContain('- `ESTAB 0 118')
    expect(text).toContain('4698 main process waits for')
    expect(text).toContain('Also seen:\n\n- kamailio-watch.timer')
    expect(text).toContain('Ruled out:\n\n- SIGTERM ignored or blocked (SigIgn, SigBlk)')
    expect(text).toContain('Not known:\n\n- Memory pressure: no PSI here')
    expect(text).toContain('```text\nINFO: core: SIGTERM received')
  })
  it('says that nothing holds it up', () => {
    expect(diagnosisText(sceneDiagnosis('nothing', now))).toContain('Nothing holds it up.')
  })
  it('lets nothing that a daemon wrote act as markup', () => {
    const base = sceneDiagnosis('remote', now)
    const log = [{ at: null, text: '```\n# Fine\n@ops <img src=x>' }]
    const text = diagnosisText({ ...base, title: '[x](http://evil) @ops', log })
    expect(text).toContain('## Why \\[x\\](http://evil) &#64;ops does not stop')
    expect(text).toContain('````text\n```\\n# Fine\\n@ops <img src=x>\n````')
  })
})
