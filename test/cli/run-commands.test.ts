import { describe, expect, it } from 'vitest'
import { ok } from '../../shared/errors.ts'
import { restartResult, runResult } from '../../shared/json-output.ts'
import { makeRun, Play } from '../fakes/run.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, jsonLines, startCli } from './start-cli.ts'

describe('kill', () => {
  it('without --yes sends nothing and exits 64', async () => {
    const { status, errors, engine } = await finishCli(['kill', 'iguana'])
    expect(status).toBe(64)
    expect(errors).toEqual([
      'quiesce: `quiesce kill` needs --yes.',
      '  Nothing was sent. Try `quiesce stop iguana` first; to force, add --yes.',
    ])
    expect(engine.asked).toEqual([])
  })

  it('succeeds by killing: 0 when nobody is left', async () => {
    const cli = startCli(['kill', 'iguana', '--yes', '--json'])
    await cli.terminal.sees('"what":"KILL"')
    cli.engine.advice = {
      level: 'clean-up',
      sentence: 'Leftovers may exist.',
      reasons: ['Force was needed.'],
      aboutReboot: 'Nothing speaks for a reboot.',
    }
    cli.engine.happen((play) => play.gone(100, 101, 102).deadline())
    expect(await cli.status).toBe(0)
    expect(runResult.parse(jsonLines(cli.terminal).at(-1))).toMatchObject({
      outcome: 'killed',
      advice: { level: 'clean-up' },
    })
    expect(cli.engine.asked[1]).toEqual({
      name: 'run.kill',
      input: { target: 'iguana', scope: 'all', confirmed: true, person: false },
    })
  })

  it('that is outlived exits 12 and says what now', async () => {
    const cli = startCli(['kill', 'iguana', '--yes', '--scope', 'group'])
    await cli.terminal.sees('SIGKILL to daemon-100')
    cli.engine.advice = {
      level: 'reboot-recommended',
      sentence: 'A reboot is recommended.',
      reasons: ['Process 100 hangs in the kernel.'],
      aboutReboot: 'Nothing else ends it.',
    }
    cli.engine.happen((play) => play.deadline())
    if (cli.engine.view().run.phase.kind !== 'ended') cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(12)
    expect(cli.terminal.out.slice(-4)).toEqual([
      expect.stringMatching(/^What it left: quiesce leftovers iguana --run \S+$/),
      'What now: A reboot is recommended.',
      '  - Process 100 hangs in the kernel.',
      '  Nothing else ends it.',
    ])
  })

  it.each([
    ['--scope', 'everything', '--scope everything is no choice.'],
    ['--scoop', 'all', '`quiesce kill` has no option --scoop.'],
  ])('refuses %s %s', async (option, value, message) => {
    const { status, errors } = await finishCli(['kill', 'x', '--yes', option, value])
    expect([status, errors[0]]).toEqual([64, `quiesce: ${message}`])
  })
})

describe('restart', () => {
  /** The stop runs to its end before the answer comes, as the engine does it. */
  function restarting(up: boolean | null, schedule = 'stop/5/ask'): FakeEngine {
    const engine = new FakeEngine()
    engine.answers['service.restart'] = () => {
      engine.begin(schedule, false)
      engine.happen((play) => (up === null ? play.deadline() : play.gone(100, 101, 102).deadline()))
      const start = up === null ? null : { sentence: up ? 'It is up.' : 'It ended again.', up }
      return ok({ run: engine.view(), start })
    }
    return engine
  }

  it.each([
    [true, 0, 'It is up.'],
    [false, 1, 'It ended again.'],
    [null, 11, 'It was not started again.'],
  ])('with up = %s exits %i: %s', async (up, status, last) => {
    const text = await finishCli(['restart', 'iguana'], { engine: restarting(up) })
    expect([text.status, text.out.at(-1)]).toEqual([status, last])
    const json = await finishCli(['restart', 'iguana', '--json'], { engine: restarting(up) })
    const result = restartResult.parse(jsonLines(json.terminal).at(-1))
    expect([result.exitStatus, result.start?.up ?? null]).toEqual([status, up])
  })

  it('of what somebody else starts meanwhile says so, with the status of the stop', async () => {
    const engine = new FakeEngine()
    engine.answers['service.restart'] = () => {
      engine.begin('stop/5/ask', false)
      engine.happen((play) =>
        play.gone(100, 101, 102).after(1, { kind: 'copy-appeared', evidence: 'pid 7 runs it' }),
      )
      return ok({ run: engine.view(), start: null })
    }
    const { status, out } = await finishCli(['restart', 'iguana'], { engine })
    expect([status, out.at(-1)]).toEqual([13, 'It runs again already: Quiesce did not start it.'])
  })

  it('shows the stop while it runs, before the answer is there', async () => {
    const { out } = await finishCli(['restart', 'iguana'], { engine: restarting(true) })
    expect(out[1]).toContain('SIGTERM sent to daemon-100 (100)')
  })

  it('is refused where there is no start command', async () => {
    const engine = new FakeEngine()
    engine.answers['service.restart'] = () => ({ ok: false, error: refusal('no-start-command') })
    const { status, terminal } = await finishCli(['restart', 'iguana', '--json'], { engine })
    expect(status).toBe(64)
    restartResult.parse(jsonLines(terminal).at(-1))
  })
})

describe('resume', () => {
  function found(): FakeEngine {
    const engine = new FakeEngine()
    engine.play = new Play(makeRun('stop/5/ask')).begin().settle()
    engine.play.after(3_600_000, { kind: 'engine-restarted' })
    return engine
  }

  it('takes up the run that it names', async () => {
    const engine = found()
    const cli = startCli(['resume', 'run-1'], { engine, interactive: true })
    await cli.terminal.sees('was being stopped when Quiesce went down')
    expect(engine.asked).toContainEqual({
      name: 'run.resume',
      input: { run: 'run-1', person: true },
    })
    cli.terminal.type('l')
    expect(await cli.status).toBe(16)
  })

  it('leaves it where that is asked for, and takes nothing up', async () => {
    const engine = found()
    const { status } = await finishCli(['resume', 'run-1', '--leave'], { engine })
    expect(status).toBe(16)
    expect(engine.asked.map(({ name }) => name)).not.toContain('run.resume')
    expect(engine.asked).toContainEqual({
      name: 'run.decide',
      input: expect.objectContaining({ run: 'run-1', decision: { kind: 'leave' } }) as object,
    })
  })

  it('of a run that is not there exits 64 with those that are', async () => {
    const engine = found()
    engine.answers['run.resume'] = () => ({ ok: false, error: refusal('no-such-run') })
    const { status, errors } = await finishCli(['resume', 'run-2'], { engine })
    expect([status, errors.at(-1)]).toEqual([64, '    run-1'])
  })
})
