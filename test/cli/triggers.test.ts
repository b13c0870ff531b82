import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import type { Plan } from '../../shared/plan.ts'
import { makeImpact, richImpact } from '../fakes/unit-samples.ts'
import { makeUnit } from '../fakes/unit.ts'
import { refusal, type FakeEngine } from './fake-engine.ts'
import { samplePlan } from './samples.ts'
import { finishCli, startCli, type RunningCli } from './start-cli.ts'
import { unitEngine, unitPlan } from './unit-scene.ts'

const question = 'Stop iguana.socket, too?'

function stopping(plan: Plan | null = unitPlan, args: readonly string[] = []): RunningCli {
  const engine = unitEngine()
  engine.answers['plan.make'] = () => (plan ? ok(plan) : fail(refusal('unknown-target')))
  return startCli(['stop', 'iguana.service', ...args], { engine, interactive: true })
}
const stopInput = (engine: FakeEngine): unknown =>
  engine.asked.find(({ name }) => name === 'run.stop')?.input
const leave = async (cli: RunningCli): Promise<void> => {
  await cli.terminal.sees('[l] leave it')
  cli.terminal.type('l')
  expect(await cli.status).toBe(16)
}

describe('what would start a unit again', () => {
  it('is offered to be stopped, too, before anything is sent', async () => {
    const cli = stopping()
    await cli.terminal.sees(`${question} [y/N]`)
    expect(cli.terminal.out).toEqual([
      'iguana.socket starts it at the next connection.',
      'A call to org.example.Iguana on the bus starts it.',
    ])
    expect(stopInput(cli.engine)).toBeUndefined()
    cli.terminal.type('y')
    await leave(cli)
    expect(stopInput(cli.engine)).toMatchObject({ triggers: ['iguana.socket'], person: true })
  })

  it.each(['n', '\n', 'N'])('stays where the person types %j', async (key) => {
    const cli = stopping()
    await cli.terminal.sees(question)
    cli.terminal.type(key)
    await leave(cli)
    expect(stopInput(cli.engine)).not.toHaveProperty('triggers')
  })

  it('is no question that another key could answer', async () => {
    const cli = stopping()
    await cli.terminal.sees(question)
    cli.terminal.type('xs1 ')
    expect(stopInput(cli.engine)).toBeUndefined()
    cli.terminal.type('n')
    await leave(cli)
  })

  it('asked about with Ctrl-C ends without anything sent', async () => {
    const cli = stopping()
    await cli.terminal.sees(question)
    cli.terminal.pressCtrlC()
    expect(await cli.status).toBe(16)
    expect([stopInput(cli.engine), cli.terminal.errors]).toEqual([undefined, ['Nothing was sent.']])
    expect(cli.terminal.listening).toBe(false)
  })

  it('on a terminal that goes away sends nothing either', async () => {
    const cli = stopping()
    await cli.terminal.sees(question)
    cli.terminal.lose()
    expect(await cli.status).toBe(16)
    expect(stopInput(cli.engine)).toBeUndefined()
  })

  it('is stopped without a question with --triggers', async () => {
    const cli = stopping(unitPlan, ['--triggers'])
    await leave(cli)
    expect(cli.terminal.out.join('\n')).not.toContain(question)
    expect(stopInput(cli.engine)).toMatchObject({ triggers: ['iguana.socket'] })
  })

  it.each<[string, Plan | null]>([
    ['nothing', { ...unitPlan, unit: { unit: makeUnit(), impact: makeImpact() } }],
    ['a service that is no unit', samplePlan],
    ['a stop that is refused', { ...unitPlan, refusal: refusal('protected') }],
    [
      'a unit that is down',
      {
        ...unitPlan,
        unit: { unit: makeUnit({ activeState: 'inactive' }), impact: richImpact },
      },
    ],
    ['a target without a plan', null],
  ])('is not asked about for %s', async (_what, plan) => {
    const cli = stopping(plan)
    await leave(cli)
    expect(stopInput(cli.engine)).not.toHaveProperty('triggers')
  })

  it('is stopped with --triggers where the unit itself is down already', async () => {
    const down = { unit: makeUnit({ activeState: 'failed' }), impact: richImpact }
    const cli = stopping({ ...unitPlan, unit: down }, ['--triggers'])
    await leave(cli)
    expect(stopInput(cli.engine)).toMatchObject({ triggers: ['iguana.socket'] })
  })

  it('goes by the schedule that was asked for', async () => {
    const cli = stopping(unitPlan, ['--triggers', '--schedule', 'stop/wait'])
    await leave(cli)
    expect(cli.engine.asked[0]).toEqual({
      name: 'plan.make',
      input: { target: 'iguana.service', schedule: 'stop/wait' },
    })
  })
})

describe('without a person', () => {
  const unattended = async (plan: Plan, ...args: string[]) => {
    const engine = unitEngine()
    engine.answers['run.stop'] = ({ schedule, person }) => {
      engine.begin(schedule ?? 'stop/30/ask', person)
      engine.happen((play) => play.deadline())
      return ok({ ...engine.view(), plan })
    }
    return finishCli(['stop', 'iguana.service', ...args], { engine })
  }

  it('what would start it again is said beside the data', async () => {
    const { errors, engine } = await unattended(unitPlan)
    expect(errors).toEqual([
      'iguana.socket starts it at the next connection.',
      'A call to org.example.Iguana on the bus starts it.',
      'Stop it too with --triggers.',
    ])
    expect(engine.asked.map(({ name }) => name)).not.toContain('plan.make')
  })

  it('nothing is said where nothing does', async () => {
    expect((await unattended(samplePlan)).errors).toEqual([])
  })
})
