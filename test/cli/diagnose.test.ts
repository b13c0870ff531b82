/** `quiesce diagnose`, and what a stop at a terminal makes of a diagnosis. */
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { fail, ok } from '../../shared/errors.ts'
import { diagnoseResult } from '../../shared/json-diagnosis.ts'
import type { StacksReport } from '../../shared/stacks.ts'
import { makeDiagnosis, makeFinding } from '../fakes/diagnosis.ts'
import { ms } from '../fakes/run.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, startCli, type RunningCli } from './start-cli.ts'

function engineWith(diagnosis: Diagnosis): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['diagnosis.make'] = () => ok(diagnosis)
  return engine
}

describe('quiesce diagnose', () => {
  it('tells what it found, and ends with 1', async () => {
    const cli = await finishCli(['diagnose', 'iguana'], { engine: engineWith(makeDiagnosis()) })
    expect(cli.status).toBe(1)
    expect(cli.terminal.out.join('\n')).toContain('1. daemon-100 (100) is stopped')
  })

  it('ends with 0 where nothing holds it up', async () => {
    const engine = engineWith(makeDiagnosis({ findings: [], run: null }))
    const cli = await finishCli(['diagnose', 'iguana'], { engine })
    expect(cli.status).toBe(0)
    expect(cli.terminal.out[0]).toBe('iguana: nothing holds it up.')
  })

  it('asks about the run that is named', async () => {
    const engine = engineWith(makeDiagnosis())
    await finishCli(['diagnose', 'iguana', '--run', 'run-1'], { engine })
    expect(engine.asked).toEqual([
      { name: 'diagnosis.make', input: { target: 'iguana', run: 'run-1' } },
    ])
  })

  it('is one line of JSON, as its schema says', async () => {
    const engine = engineWith(makeDiagnosis())
    const cli = await finishCli(['diagnose', 'iguana', '--json'], { engine })
    const [line, ...more] = cli.terminal.out
    expect(more).toEqual([])
    const parsed = diagnoseResult.parse(JSON.parse(line ?? ''))
    expect(parsed).toMatchObject({ command: 'diagnose', exitStatus: 1, run: 'run-1' })
  })

  describe('with --stacks', () => {
    const taken: StacksReport = {
      target: 'iguana',
      tool: 'eu-stack',
      processes: [
        {
          pid: 100,
          name: 'iguana',
          stacks: [{ threads: [100, 101], frames: ['futex_wait', 'ma\u001bin'] }],
          heldMs: 21,
        },
      ],
      missing: [{ what: 'worker (102)', why: 'it has ended' }],
      at: 0,
    }
    const args = ['diagnose', 'iguana', '--stacks']

    it('tells where each thread stands, after it has looked', async () => {
      const engine = engineWith(makeDiagnosis())
      engine.answers['stacks.take'] = () => ok(taken)
      const { terminal, status } = await finishCli(args, { engine })
      expect(engine.asked.map(({ name }) => name)).toEqual(['diagnosis.make', 'stacks.take'])
      const text = terminal.out.join('\n')
      expect(text).toMatch(/2 threads \(100, 101\)\n +in {3}futex_wait\n +from ma/)
      expect(text).toContain('None of worker (102): it has ended.')
      expect(text).not.toContain('\u001b')
      expect(status).toBe(1)
    })

    it('is as its schema says', async () => {
      const engine = engineWith(makeDiagnosis())
      engine.answers['stacks.take'] = () => ok(taken)
      const { terminal } = await finishCli([...args, '--json'], { engine })
      const { stacks, stacksRefused } = diagnoseResult.parse(JSON.parse(terminal.out[0] ?? ''))
      expect(stacks?.processes).toEqual(taken.processes)
      expect(stacksRefused).toBeNull()
    })

    it('tells the diagnosis all the same where none can be taken, and why not', async () => {
      const engine = engineWith(makeDiagnosis())
      engine.answers['stacks.take'] = () => fail(refusal('not-available', 'No eu-stack here.'))
      const { terminal, status } = await finishCli(args, { engine })
      expect(terminal.out.join('\n')).toContain('1. daemon-100 (100) is stopped')
      expect(terminal.errors.join('')).toContain('No eu-stack here.')
      expect(status).toBe(1)
      const json = await finishCli([...args, '--json'], { engine })
      const { stacks, stacksRefused } = diagnoseResult.parse(JSON.parse(json.terminal.out[0] ?? ''))
      expect([stacks, stacksRefused]).toEqual([null, 'No eu-stack here.'])
    })
  })

  it('says why it cannot look', async () => {
    const engine = new FakeEngine()
    engine.answers['diagnosis.make'] = () => fail(refusal('unknown-target', 'There is no such.'))
    const cli = await finishCli(['diagnose', 'iguana'], { engine })
    expect(cli.status).toBe(64)
    expect(cli.terminal.errors.join('')).toContain('There is no such.')
  })
})

async function attend(args: readonly string[] = []): Promise<RunningCli> {
  const cli = startCli(['stop', 'iguana', ...args], { interactive: true })
  await cli.terminal.sees('[f] force…')
  return cli
}
const diagnose = (cli: RunningCli, diagnosis = makeDiagnosis()): void => {
  cli.engine.push({ name: 'diagnosis', payload: diagnosis })
}
async function leave(cli: RunningCli): Promise<void> {
  cli.engine.happen((play) => play.decide('leave'))
  await cli.status
}
const decisions = ({ engine }: RunningCli): unknown[] =>
  engine.asked.flatMap(({ name, input }) => (name === 'run.decide' ? [input] : []))

describe('a stop that takes long, at a terminal', () => {
  it('tells why when it is known, once, with the remedies by number', async () => {
    const cli = await attend()
    diagnose(cli)
    diagnose(cli, makeDiagnosis({ at: 1 }))
    expect(cli.terminal.out.filter((line) => line.includes('Why: '))).toHaveLength(1)
    expect(cli.terminal.out.at(-1)).toContain('1: Continue it (SIGCONT)')
    await leave(cli)
  })

  it('says nothing of another run’s', async () => {
    const cli = await attend()
    diagnose(cli, makeDiagnosis({ run: 'run-2' }))
    expect(cli.terminal.out.join('\n')).not.toContain('Why: ')
    await leave(cli)
  })

  it('stands above the choices when the run asks', async () => {
    const cli = await attend()
    diagnose(cli)
    cli.engine.happen((play) => play.deadline())
    const [why, evidence, remedy, choices] = cli.terminal.out.slice(-4)
    expect(why).toContain('Why: daemon-100 (100) is stopped')
    expect(evidence).toContain('/proc/100/status')
    expect(remedy).toContain('1: Continue it')
    expect(choices).toMatch(/^1: choose a remedy · e: wait 30 s more/)
    await leave(cli)
  })

  it('says that it is unusual, and which wait would have done', async () => {
    const usual = {
      ...{ count: 9, usualMs: 3000, longestMs: 41_000, unusualMs: 12_000, proposedMs: 65_000 },
    }
    const at = ms(31_000).wall
    const cli = await attend()
    diagnose(cli, makeDiagnosis({ usual, at }))
    const said = cli.terminal.out.slice(-2).map((line) => line.replaceAll('\u00a0', ' '))
    expect(said).toEqual([
      'Unusual: usually 3 s, longest 41 s, now 31 s.',
      'A wait of 1:05 would have covered every clean stop. With it: --schedule stop/65/ask/KILL/5',
    ])
    await leave(cli)
    const early = await attend()
    diagnose(early, makeDiagnosis({ usual, at: ms(5000).wall }))
    expect(early.terminal.out.at(-1)).toContain('1: Continue it (SIGCONT)')
    await leave(early)
  })

  it('comes with the choices again where it is known only while the run asks', async () => {
    const cli = await attend()
    cli.engine.happen((play) => play.deadline())
    diagnose(cli)
    expect(cli.terminal.out.at(-1)).toMatch(/^1: choose a remedy/)
    await leave(cli)
  })

  it('does a remedy for its number and a yes', async () => {
    const cli = await attend()
    diagnose(cli)
    const { turn } = cli.engine.view().run
    cli.terminal.type('1')
    expect(cli.terminal.live).toBe('Continue it (SIGCONT)? [y/N] ')
    expect(decisions(cli)).toEqual([])
    cli.terminal.type('y')
    expect(decisions(cli)).toEqual([
      { run: 'run-1', turn, decision: { kind: 'remedy', remedy: 'continue' } },
    ])
    await leave(cli)
  })

  it.each(['n', '\n'])('does nothing for a no: %j', async (key) => {
    const cli = await attend()
    diagnose(cli)
    cli.terminal.type('1')
    cli.terminal.type(key)
    expect(cli.terminal.out.at(-1)).toBe('Not done.')
    expect(decisions(cli)).toEqual([])
    await leave(cli)
  })

  it.each(['0', '2', '9'])('has no remedy behind %s', async (key) => {
    const cli = await attend()
    diagnose(cli)
    cli.terminal.type(key)
    cli.terminal.type('y')
    expect(decisions(cli)).toEqual([])
    await leave(cli)
  })

  it('closes its question when the run goes on', async () => {
    const cli = await attend()
    diagnose(cli)
    cli.terminal.type('1')
    cli.engine.happen((play) => play.deadline())
    expect(cli.terminal.out).toContain('The run went on meanwhile. Nothing was done.')
    cli.terminal.type('y')
    expect(decisions(cli)).toEqual([])
    await leave(cli)
  })
})

describe('a stop that takes long, without a person', () => {
  it('tells why, without numbers', async () => {
    const cli = startCli(['stop', 'iguana', '--no-input'], { interactive: true })
    await cli.terminal.sees('waiting for')
    diagnose(cli)
    expect(cli.terminal.out.join('\n')).toContain('Why: daemon-100 (100) is stopped')
    expect(cli.terminal.out.join('\n')).not.toContain('1: Continue it')
    await leave(cli)
  })

  it('is a line of JSON each time that something else is found', async () => {
    const cli = startCli(['stop', 'iguana', '--json'])
    await cli.terminal.sees('"phase":"waiting"')
    diagnose(cli)
    diagnose(cli, makeDiagnosis({ at: 7 }))
    diagnose(cli, makeDiagnosis({ findings: [makeFinding({ code: 'traced' })] }))
    await leave(cli)
    const lines = cli.terminal.out.map((line) => JSON.parse(line) as { type: string })
    expect(lines.filter(({ type }) => type === 'diagnosis')).toMatchObject([
      { run: 'run-1', findings: [{ code: 'stopped' }] },
      { run: 'run-1', findings: [{ code: 'traced' }] },
    ])
  })
})
