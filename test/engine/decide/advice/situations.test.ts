/** Advice in many situations; the run prints them as a table. */
import { afterAll, describe, expect, it } from 'vitest'
import { adviseAfter, adviseMachine } from '../../../../electron/engine/decide/advice/advise.ts'
import { adviceLevels, type Advice } from '../../../../shared/advice.ts'
import { makeEnd, makeMachine } from './make-facts.ts'
import type { Situation } from './machine-situations.ts'
import { situations } from './situations.ts'

function adviseOn({ end, machine }: Situation): Advice {
  const facts = machine === undefined ? null : makeMachine(machine)
  if (end !== undefined) return adviseAfter(makeEnd(end), facts)
  return adviseMachine(facts ?? makeMachine())
}

describe('advice in each situation', () => {
  const table: string[] = []
  afterAll(() => {
    process.stdout.write(`\n${table.join('\n')}\n`)
  })
  it('is held for at least 25 of them', () => {
    expect(situations.length).toBeGreaterThanOrEqual(25)
  })
  it.each(situations)('$says: $level', (situation) => {
    const advice = adviseOn(situation)
    const rules = (advice.findings ?? []).map(({ rule }) => rule)
    table.push(`${situation.says.padEnd(62)} ${advice.level.padEnd(18)} ${rules.join(', ')}`)
    expect([advice.level, rules]).toEqual([situation.level, situation.rules])
    expect(advice.reasons.length).toBeGreaterThan(0)
    if (situation.sentence) expect(advice.findings?.[0]?.sentence).toMatch(situation.sentence)
    expect(advice.sentence).toMatch(/\.$/)
  })
  it.each(situations)('$says: no reboot without evidence, nor a reason twice', (situation) => {
    const { level, findings = [], reasons, checked = [] } = adviseOn(situation)
    expect(new Set(reasons).size).toBe(reasons.length)
    for (const finding of findings) {
      expect(finding.sentence).toMatch(/[.!]$/)
      expect(finding.changesMind).not.toBe('')
      expect(adviceLevels.indexOf(finding.level)).toBeLessThanOrEqual(adviceLevels.indexOf(level))
    }
    if (!level.startsWith('reboot-')) return
    const heaviest = findings.filter((finding) => finding.level === level)
    expect(heaviest.length).toBeGreaterThan(0)
    for (const { evidence } of findings.filter((one) => one.level.startsWith('reboot-'))) {
      expect(evidence.length).toBeGreaterThan(0)
      for (const { source, line } of evidence) expect([source, line]).not.toContain('')
    }
    expect(checked.filter(({ answer }) => answer.startsWith('yes')).length).toBeGreaterThan(0)
  })
})
