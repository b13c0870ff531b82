import { describe, expect, it } from 'vitest'
import { proposeWait } from '../../shared/proposed-wait.ts'

const usual = { count: 9, usualMs: 3000, longestMs: 41_000, unusualMs: 12_000, proposedMs: 59_100 }

describe('a longer wait', () => {
  it.each<[string, string | null]>([
    ['stop/30/ask/KILL/5', 'stop/60/ask/KILL/5'],
    ['TERM/10/INT/20/ask', 'TERM/60/INT/20/ask'],
    ['stop/90/ask', null],
    ['stop/60/ask', null],
    ['stop/wait', null],
    ['stop/ask/30', null],
    ['not a schedule', null],
  ])('of %s', (schedule, longer) => {
    expect(proposeWait(schedule, usual)?.schedule ?? null).toBe(longer)
  })
  it('is whole seconds, rounded up', () => {
    expect(proposeWait('stop/30/ask', usual)?.seconds).toBe(60)
  })
  it('is not proposed without earlier stops', () => {
    expect(proposeWait('stop/30/ask', null)).toBe(null)
  })
})
