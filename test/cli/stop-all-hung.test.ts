/** Why a service of an order hangs, as `quiesce stop-all` tells it. */
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { fail } from '../../shared/errors.ts'
import { orderLine, orderResult } from '../../shared/json-order.ts'
import { continueRemedy, makeDiagnosis, makeFinding } from '../fakes/diagnosis.ts'
import { refusal } from './fake-engine.ts'
import { OrderEngine } from './order-engine.ts'
import { jsonLines, startCli, type RunningCli } from './start-cli.ts'

const started = (args: readonly string[], interactive = false) => {
  const engine = new OrderEngine()
  return { engine, cli: startCli(['stop-all', ...args], { engine, interactive }) }
}
const begin = async () => {
  const { engine, cli } = started(['--yes'], true)
  await cli.terminal.sees('web: stopping')
  return { engine, cli }
}
const finish = async (engine: OrderEngine, cli: RunningCli): Promise<number> => {
  engine.moves((order) => order.end('web').end('app').end('db'))
  return cli.status
}

describe('a service of an order that hangs', () => {
  const diagnosisOf = (engine: OrderEngine, target: string, more: Partial<Diagnosis> = {}) =>
    makeDiagnosis({
      ...more,
      target,
      title: target,
      run: engine.order.runs.get(target)?.id ?? null,
    })
  const hang = (engine: OrderEngine, more: Partial<Diagnosis> = {}): void => {
    engine.push({ name: 'diagnosis', payload: diagnosisOf(engine, 'web', more) })
    engine.moves((order) => order.hang('web'))
  }
  const why = 'Why: daemon-100 (100) is stopped (SIGSTOP): it hears nothing. (certain)'
  const decisions = ({ engine }: { engine: OrderEngine }): unknown[] =>
    engine.asked.flatMap(({ name, input }) => (name === 'run.decide' ? [input] : []))

  it('is told why, once, with what can be done, and again at the end', async () => {
    const { engine, cli } = started(['--yes'])
    await cli.terminal.sees('web: stopping')
    hang(engine)
    hang(engine, { at: 1 })
    engine.moves((order) => order.end('web', 'hung'))
    expect(await cli.status).toBe(11)
    const text = cli.terminal.out.filter((line) => /Why|Remedy/.test(line))
    expect(text).toEqual([
      expect.stringContaining(`web: ${why}`) as unknown,
      '  Remedy: Continue it (SIGCONT) - It hears what was sent to it.',
      `    ${why}`,
      '      Remedy: Continue it (SIGCONT) - It hears what was sent to it.',
    ])
  })

  it('says nothing at the end of one that left all the same', async () => {
    const { engine, cli } = started(['--yes'])
    await cli.terminal.sees('web: stopping')
    hang(engine)
    expect(await finish(engine, cli)).toBe(0)
    expect(cli.terminal.out.filter((line) => line.includes('Why'))).toHaveLength(1)
  })

  it('says nothing of runs outside of it', async () => {
    const { engine, cli } = await begin()
    engine.push({ name: 'diagnosis', payload: makeDiagnosis({ run: 'another' }) })
    expect(cli.terminal.out.join('\n')).not.toContain('Why')
    await finish(engine, cli)
  })

  it('is told as JSON, line by line and in the result', async () => {
    const { engine, cli } = started(['--yes', '--json'])
    await cli.terminal.sees('"state":"stopping"')
    hang(engine)
    engine.moves((order) => order.end('web', 'hung'))
    await cli.status
    const lines = jsonLines(cli.terminal)
    const told = lines.slice(0, -1).map((line) => orderLine.parse(line))
    expect(told.filter(({ type }) => type === 'diagnosis')).toHaveLength(1)
    expect(orderResult.parse(lines.at(-1))).toMatchObject({
      services: [{ verdict: { code: 'stopped' } }, { verdict: null }, { verdict: null }],
    })
  })

  it('gets its remedy for a number and a yes, in its own run', async () => {
    const { engine, cli } = await begin()
    engine.answers['run.decide'] = () => fail(refusal('stale-decision', 'It has gone on.'))
    hang(engine)
    expect(cli.terminal.out.join('\n')).toContain('  1: Continue it (SIGCONT)')
    expect(cli.terminal.live).toContain('[1] a remedy')
    cli.terminal.type('1n')
    expect([cli.terminal.out.at(-1), decisions({ engine })]).toEqual(['Not done.', []])
    cli.terminal.type('1')
    expect(cli.terminal.live).toBe('web: Continue it (SIGCONT)? [y/N] ')
    cli.terminal.type('y')
    const run = engine.order.runs.get('web')?.id
    expect(decisions({ engine })).toMatchObject([
      { run, decision: { kind: 'remedy', remedy: 'continue' } },
    ])
    await cli.terminal.sees('It has gone on.')
    await finish(engine, cli)
  })

  it('offers a remedy no more that the next look does not', async () => {
    const { engine, cli } = await begin()
    hang(engine)
    const thaw = { ...continueRemedy, id: 'thaw', label: 'Thaw it' }
    hang(engine, { findings: [makeFinding({ remedies: [thaw] })] })
    expect(cli.terminal.out.join('\n')).toContain('  2: Thaw it')
    expect(cli.terminal.live).toContain('[2] a remedy')
    cli.terminal.type('1y')
    expect(decisions({ engine })).toEqual([])
    await finish(engine, cli)
  })
})
