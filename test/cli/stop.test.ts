import { describe, expect, it } from 'vitest'
import { runLine, runResult } from '../../shared/json-output.ts'
import type { Outcome } from '../../shared/run.ts'
import { identity, makeMember } from '../fakes/run.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, jsonLines, startCli, transcript } from './start-cli.ts'

const golden = (name: string): string => `golden/${name}`

describe('quiesce stop without a terminal', () => {
  it('says who was signalled, who left, and how it ended', async () => {
    const cli = startCli(['stop', 'iguana'])
    await cli.terminal.sees('waiting for 3')
    cli.engine.happen((play) => play.gone(101, 102))
    cli.engine.happen((play) => play.gone(100))
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
    await expect(transcript(cli.terminal)).toMatchFileSnapshot(golden('stop-stopped.txt'))
    expect(cli.engine.closed).toBe(true)
  })

  it('asks nobody: what would ask ends as hung, with those who are still there', async () => {
    const cli = startCli(['stop', 'iguana', '--schedule', 'stop/2/ask'])
    await cli.terminal.sees('waiting for 3')
    cli.engine.happen((play) => play.gone(101))
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(11)
    await expect(transcript(cli.terminal)).toMatchFileSnapshot(golden('stop-hung.txt'))
    expect(cli.engine.asked).toContainEqual({
      name: 'run.stop',
      input: { target: 'iguana', schedule: 'stop/2/ask', person: false },
    })
  })

  it('prints one JSON object a line as things happen, and the result last', async () => {
    const cli = startCli(['stop', 'iguana', '--schedule', 'stop/1/KILL/5', '--json'])
    await cli.terminal.sees('"phase":"waiting"')
    cli.engine.happen((play) => play.gone(101))
    cli.engine.happen((play) => play.deadline())
    cli.engine.happen((play) => play.settle())
    cli.engine.happen((play) => play.gone(100, 102))
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(10)
    const lines = jsonLines(cli.terminal)
    for (const line of lines.slice(0, -1)) runLine.parse(line)
    expect(runResult.parse(lines.at(-1))).toMatchObject({
      exitStatus: 10,
      outcome: 'killed',
      by: 'the schedule',
      survivors: [],
    })
    await expect(transcript(cli.terminal)).toMatchFileSnapshot(golden('stop-killed.jsonl'))
  })

  it('passes a refusal on: nothing was sent, status 14, and the result says refused', async () => {
    const engine = new FakeEngine()
    engine.answers['run.stop'] = () => ({
      ok: false,
      error: { ...refusal('protected', 'pid 1 is protected.'), candidates: ['iguana'] },
    })
    const text = await finishCli(['stop', 'pid:1'], { engine })
    expect(text.status).toBe(14)
    expect(text.errors).toEqual([
      'quiesce: pid 1 is protected.',
      '  Do something else.',
      '    iguana',
    ])
    const json = await finishCli(['stop', 'pid:1', '--json'], { engine })
    expect(runResult.parse(jsonLines(json.terminal).at(-1))).toMatchObject({
      exitStatus: 14,
      outcome: 'refused',
      run: null,
      target: 'pid:1',
      error: { code: 'protected' },
    })
  })
})

describe('the exit status of a run', () => {
  const survivors = [identity(101)]
  const error = refusal('backend-failed')
  it.each<[Outcome, number, string]>([
    [{ kind: 'already-stopped' }, 0, 'was not running'],
    [{ kind: 'stopped' }, 0, 'stopped by itself'],
    [{ kind: 'killed', by: 'ops' }, 10, 'force was needed'],
    [{ kind: 'hung' }, 11, 'still running'],
    [{ kind: 'survived', survivors }, 12, 'Still there: daemon-101 (101)'],
    [{ kind: 'came-back', evidence: 'same pid file', afterMs: 900 }, 13, 'came back'],
    [{ kind: 'refused', error: refusal('protected') }, 14, 'It is refused.'],
    [{ kind: 'refused', error: refusal('no-permission') }, 15, 'It is refused.'],
    [{ kind: 'abandoned', by: 'ops' }, 16, 'left running by ops'],
    [{ kind: 'interrupted', why: 'SIGTERM' }, 17, 'quiesce resume run-1'],
    [{ kind: 'failed', error }, 1, 'It is refused.'],
    [{ kind: 'failed', error: refusal('no-permission') }, 15, 'It is refused.'],
  ])('of %j is %i', async (outcome, status, words) => {
    const engine = new FakeEngine()
    engine.answers['run.stop'] = () => {
      engine.begin('stop/5/ask', false)
      engine.happen((play) => {
        play.run = { ...play.run, phase: { kind: 'ended', outcome, at: play.run.startedAt } }
      })
      return { ok: true, value: engine.view() }
    }
    const cli = await finishCli(['stop', 'iguana'], { engine })
    expect(cli.status).toBe(status)
    expect(cli.terminal.everything).toContain(words)
    const json = await finishCli(['stop', 'iguana', '--json'], { engine: withSame(engine) })
    expect(json.status).toBe(status)
    expect(runResult.parse(jsonLines(json.terminal).at(-1)).outcome).toBe(outcome.kind)
  })
})

/** A fresh engine that answers alike: the first one's run is over, and known from the start. */
function withSame(other: FakeEngine): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['run.stop'] = () => ({ ok: true, value: other.view() })
  return engine
}

describe('a run of many', () => {
  it('names a few of them and counts the rest', async () => {
    const engine = new FakeEngine()
    engine.members = Array.from({ length: 40 }, (_, at) =>
      makeMember(100 + at, { main: at === 0, name: `worker\n${at}` }),
    )
    const cli = startCli(['stop', 'iguana', '--schedule', 'TERM@all/5'], { engine })
    await cli.terminal.sees('waiting for 40')
    expect(cli.terminal.everything).toContain('SIGTERM sent to worker\\n0 (100), ')
    expect(cli.terminal.everything).toContain(' and 35 more')
    cli.engine.happen((play) => play.after(1, { kind: 'interrupted', why: 'the test is over' }))
    expect(await cli.status).toBe(17)
  })
})
