/** Why it does not stop: every state for real, and the verdict on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { play, type Seen } from './look.ts'
import { printReport } from './report.ts'
import { scenarios, type Scenario } from './scenarios.ts'
import { inPool, openTheatre, type OpenTheatre } from './theatre.ts'

describe.skipIf(!canRun.root.here)('a daemon that does not stop', () => {
  let theatre: OpenTheatre
  let played: ReadonlyMap<Scenario, Promise<Seen>>

  beforeAll(async () => {
    theatre = await openTheatre()
    played = inPool(4, scenarios, (scenario) => play(theatre, scenario))
  })
  afterAll(async () => {
    const lines = scenarios.map((scenario) => ({
      title: scenario.title,
      expected: scenario.verdict,
      seen: played.get(scenario),
    }))
    console.log(await printReport(lines))
    await theatre.close()
  })

  it.each(scenarios)('$title: $verdict', async (scenario) => {
    const seen = await played.get(scenario)
    const [first] = seen?.diagnosis.findings ?? []
    expect(first?.code, first?.sentence ?? 'no finding at all').toBe(scenario.verdict)
    if (scenario.says) expect(first?.sentence).toMatch(scenario.says)
    expect(first?.evidence).not.toEqual([])
  })
})
