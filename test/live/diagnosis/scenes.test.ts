/** Why it does not stop: every state for real, and the verdict on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRun, findProgram } from '../../../build/can-run.mjs'
import { accusations, playHealthy, type Healthy, type SeenWell } from './healthy.ts'
import { healthy } from './healthy-table.ts'
import { play, type Seen } from './look.ts'
import { whyNot } from './needs.ts'
import { printHealthy, printReport } from './report.ts'
import { scenarios, type Scenario } from './scenarios.ts'
import { inPool, openTheatre, type OpenTheatre } from './theatre.ts'

/** Networks and mounts of their own are root's to make, and the program is compiled here. */
const canPlay = canRun.root.here && findProgram('gcc') !== null

const isHere = ({ needs }: Scenario): boolean => whyNot(needs) === null

describe.skipIf(!canPlay)('a daemon that does not stop', () => {
  let theatre: OpenTheatre
  let played: Map<Scenario, Promise<Seen>>

  beforeAll(async () => {
    theatre = await openTheatre()
    played = new Map(inPool(4, scenarios.filter(isHere), (scenario) => play(theatre, scenario)))
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

  it.for(scenarios)('$title: $verdict', async (scenario, { skip, task }) => {
    if (!isHere(scenario)) skip(whyNot(scenario.needs) ?? '')
    // A second try is another play, and the table tells of that.
    if ((task.result?.retryCount ?? 0) > 0) played.set(scenario, play(theatre, scenario))
    const seen = await played.get(scenario)
    const [first] = seen?.diagnosis.findings ?? []
    expect(first?.code, first?.sentence ?? 'no finding at all').toBe(scenario.verdict)
    if (scenario.says) expect(first?.sentence).toMatch(scenario.says)
    expect(first?.evidence).not.toEqual([])
  })
})

describe.skipIf(!canPlay)('a healthy daemon', () => {
  let theatre: OpenTheatre
  let played: ReadonlyMap<Healthy, Promise<SeenWell>>

  beforeAll(async () => {
    theatre = await openTheatre()
    played = inPool(4, healthy, (one) => playHealthy(theatre, one))
  })
  afterAll(async () => {
    console.log(await printHealthy(healthy, played))
    await theatre.close()
  })

  it.each(healthy)('$scene: is accused of nothing', async (one) => {
    const seen = await played.get(one)
    expect(seen?.resting.diagnosis.findings).toEqual([])
    expect(seen?.leaving.flatMap(({ diagnosis }) => accusations(diagnosis))).toEqual([])
  })
})
