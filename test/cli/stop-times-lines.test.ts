/** Usual stop times and the wait that would do, as the command line tells them. */
import { describe, expect, it } from 'vitest'
import { stopTimesLines, unusualLines } from '../../electron/cli/stop-times-lines.ts'
import { ok } from '../../shared/errors.ts'
import { planResult, statusResult } from '../../shared/json-output.ts'
import { makeRun } from '../fakes/run.ts'
import { FakeEngine } from './fake-engine.ts'
import { sampleDetail, samplePlan } from './samples.ts'
import { finishCli, jsonLines } from './start-cli.ts'

const times = { count: 9, usualMs: 3000, longestMs: 41_000, unusualMs: 12_000, proposedMs: 65_000 }
const plain = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replaceAll('\u00a0', ' '))
const usual = 'Its stops usually take 3 s, the longest 41 s (9 clean stops).'
const proposal =
  'A wait of 1:05 would have covered every clean stop. With it: --schedule stop/65/ask/KILL/5'

describe('how long stops take', () => {
  it.each([
    ['stop/30/ask/KILL/5', times, [usual, proposal]],
    ['stop/90/ask/KILL/5', times, [usual]],
    ['stop/30/ask/KILL/5', null, []],
  ])('is told beside %s', (schedule, known, lines) => {
    expect(plain(stopTimesLines(schedule, known))).toEqual(lines)
  })
  it.each([
    [12_000, []],
    [12_001, ['Unusual: usually 3 s, longest 41 s, now 12 s.', proposal]],
    [95_900, ['Unusual: usually 3 s, longest 41 s, now 1:35.', proposal]],
  ])('is told of a run after %i ms', (afterMs, lines) => {
    const run = makeRun('stop/30/ask/KILL/5')
    const at = run.startedAt.wall + afterMs
    expect(plain(unusualLines(run, { usual: times, at }))).toEqual(lines)
    expect(unusualLines(run, { usual: null, at })).toEqual([])
  })

  const engineWith = (): FakeEngine => {
    const engine = new FakeEngine()
    const schedule = 'stop/30/ask/KILL/5'
    engine.answers['plan.make'] = () => ok({ ...samplePlan, schedule, stopTimes: times })
    engine.answers['services.inspect'] = () => ok({ ...sampleDetail, schedule, stopTimes: times })
    return engine
  }
  it.each(['plan', 'status'])('stands in `%s`', async (command) => {
    const { terminal } = await finishCli([command, 'iguana'], { engine: engineWith() })
    const lines = plain(terminal.out)
    expect(lines).toContain(usual)
    expect(lines).toContain(proposal)
  })
  it('is in the JSON of both', async () => {
    const proposed = { seconds: 65, schedule: 'stop/65/ask/KILL/5' }
    const plan = await finishCli(['plan', 'iguana', '--json'], { engine: engineWith() })
    expect(planResult.parse(jsonLines(plan.terminal)[0])).toMatchObject({
      stopTimes: times,
      proposed,
    })
    const status = await finishCli(['status', 'iguana', '--json'], { engine: engineWith() })
    expect(statusResult.parse(jsonLines(status.terminal)[0])).toMatchObject({ proposed })
  })
})
