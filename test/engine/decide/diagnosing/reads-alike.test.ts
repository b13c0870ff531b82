import { describe, expect, it } from 'vitest'
import { readsAlike } from '../../../../electron/engine/decide/diagnosing/reads-alike.ts'
import type { Diagnosis, Finding } from '../../../../shared/diagnosis.ts'
import { makeDiagnosis, makeFinding } from '../../../fakes/diagnosis.ts'

const finding = (more: Partial<Finding>): Diagnosis =>
  makeDiagnosis({ findings: [makeFinding(more)] })

describe('two diagnoses that a person reads', () => {
  it.each<[string, Diagnosis, Diagnosis]>([
    ['the same', finding({}), finding({})],
    ['another moment', makeDiagnosis({ at: 1 }), makeDiagnosis({ at: 2 })],
    [
      'more looks',
      makeDiagnosis({ looks: { count: 2, spanMs: 100, tookMs: 3 } }),
      makeDiagnosis({ looks: { count: 9, spanMs: 9000, tookMs: 5 } }),
    ],
    [
      'a longer span',
      finding({ sentence: 'It waits for 2 s.' }),
      finding({ sentence: 'It waits for 1.5 min.' }),
    ],
    [
      'counters that went on',
      finding({ evidence: [{ source: '/proc/1/io', line: 'rchar: 1' }] }),
      finding({ evidence: [{ source: '/proc/1/io', line: 'rchar: 2' }] }),
    ],
  ])('reads alike: %s', (_, one, other) => {
    expect(readsAlike(one, other)).toBe(true)
  })

  it.each<[string, Diagnosis, Diagnosis]>([
    ['another finding', finding({ code: 'stopped' }), finding({ code: 'traced' })],
    ['no finding', finding({}), makeDiagnosis({ findings: [] })],
    ['another pid', finding({ sentence: '4711 waits.' }), finding({ sentence: '4712 waits.' })],
    ['more certain', finding({ certainty: 'likely' }), finding({ certainty: 'certain' })],
    [
      'a remedy more',
      finding({}),
      finding({ remedies: [{ id: 'thaw', kind: 'thaw', label: 'Thaw it', says: 'It goes on.' }] }),
    ],
    [
      'ruled out',
      makeDiagnosis({}),
      makeDiagnosis({ ruledOut: [{ what: 'Frozen', source: 'x' }] }),
    ],
    ['a line of its log', makeDiagnosis({}), makeDiagnosis({ log: [{ at: null, text: 'busy' }] })],
    [
      'who waits for whom',
      makeDiagnosis({}),
      makeDiagnosis({
        waits: { nodes: [{ id: 'a', label: 'a', detail: '', role: 'member' }], edges: [] },
      }),
    ],
  ])('does not: %s', (_, one, other) => {
    expect(readsAlike(one, other)).toBe(false)
  })
})
