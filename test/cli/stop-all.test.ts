/** `quiesce stop-all`, over an order that is played by the real machine. */
import { describe, expect, it } from 'vitest'
import { exitStatusOfOrder } from '../../electron/cli/order-status.ts'
import { orderLine, orderPlanResult, orderResult } from '../../shared/json-order.ts'
import type { OrderEntryState } from '../../shared/order.ts'
import { fail } from '../../shared/errors.ts'
import { makeOrder } from '../fakes/order.ts'
import { refusal } from './fake-engine.ts'
import { OrderEngine } from './order-engine.ts'
import { finishCli, jsonLines, startCli, transcript, type RunningCli } from './start-cli.ts'

const golden = (name: string): string => `golden/${name}`

const started = (args: readonly string[], interactive = false) => {
  const engine = new OrderEngine()
  return { engine, cli: startCli(['stop-all', ...args], { engine, interactive }) }
}
const begin = async (args: readonly string[] = ['--yes']) => {
  const { engine, cli } = started(args, true)
  await cli.terminal.sees('web: stopping')
  return { engine, cli }
}
const finish = async (engine: OrderEngine, cli: RunningCli): Promise<number> => {
  engine.moves((order) => order.end('web').end('app').end('db'))
  return cli.status
}

describe('quiesce stop-all --plan', () => {
  it('says who stops when, why, and who is left out; sends nothing', async () => {
    const engine = new OrderEngine()
    const text = await finishCli(['stop-all', '--plan'], { engine })
    expect(text.status).toBe(0)
    await expect(transcript(text.terminal)).toMatchFileSnapshot(golden('stop-all-plan.txt'))
    expect(engine.asked.map(({ name }) => name)).toEqual(['order.plan'])
  })

  it('says the same as JSON', async () => {
    const { terminal, status } = await finishCli(['stop-all', '--plan', '--json'], {
      engine: new OrderEngine(),
    })
    expect(status).toBe(0)
    expect(orderPlanResult.parse(jsonLines(terminal)[0])).toMatchObject({
      services: [{ target: 'web', wave: 0 }, { target: 'app' }, { target: 'db', wave: 2 }],
      leftOut: [{ target: 'ssh.service' }],
    })
  })

  it.each([
    [[], { kind: 'all' }],
    [['--group', 'shop'], { kind: 'group', name: 'shop' }],
    [['web', 'db'], { kind: 'chosen', targets: ['web', 'db'] }],
  ])('%j asks for %j', async (args, of) => {
    const engine = new OrderEngine()
    await finishCli(['stop-all', '--plan', ...args], { engine })
    expect(engine.asked).toEqual([{ name: 'order.plan', input: { of } }])
  })

  it('refuses a group and targets together', async () => {
    const { status, errors } = await finishCli(['stop-all', 'web', '--group', 'shop', '--plan'])
    expect([status, errors[0]]).toEqual([64, 'quiesce: Either targets or --group, not both.'])
  })

  it('passes on why there is no plan', async () => {
    const engine = new OrderEngine()
    engine.answers['order.plan'] = () => fail(refusal('unknown-target', 'There is no group x.'))
    const { status, terminal } = await finishCli(['stop-all', '--plan', '--json'], { engine })
    expect(status).toBe(64)
    expect(orderResult.parse(jsonLines(terminal)[0])).toMatchObject({ order: null, how: null })
  })
})

describe('quiesce stop-all without a terminal', () => {
  it('needs --yes, and sends nothing without it', async () => {
    const engine = new OrderEngine()
    const { status } = await finishCli(['stop-all'], { engine })
    expect(status).toBe(64)
    expect(engine.asked).toEqual([])
  })

  it('tells each step with its time, and how each ended', async () => {
    const { engine, cli } = started(['--yes'])
    await cli.terminal.sees('web: stopping')
    expect(await finish(engine, cli)).toBe(0)
    await expect(transcript(cli.terminal)).toMatchFileSnapshot(golden('stop-all.txt'))
    expect(engine.asked).toContainEqual({
      name: 'order.begin',
      input: { of: { kind: 'all' }, person: false },
    })
  })

  it('ends with 11 where one hung, and names those that were not asked', async () => {
    const { engine, cli } = started(['--yes', '--json'])
    await cli.terminal.sees('"state":"stopping"')
    engine.moves((order) => order.end('web', 'hung'))
    expect(await cli.status).toBe(11)
    const lines = jsonLines(cli.terminal)
    for (const line of lines.slice(0, -1)) orderLine.parse(line)
    expect(orderResult.parse(lines.at(-1))).toMatchObject({
      how: 'left',
      services: [{ outcome: 'hung' }, { state: 'left', run: null }, { state: 'left' }],
    })
  })

  it('passes on why it could not begin', async () => {
    const engine = new OrderEngine()
    engine.answers['order.begin'] = () => fail(refusal('busy', 'web is in another order.'))
    expect((await finishCli(['stop-all', '--yes'], { engine })).status).toBe(14)
  })

  it('is left by Ctrl-C', async () => {
    const { engine, cli } = started(['--yes'])
    await cli.terminal.sees('web: stopping')
    cli.signal('SIGINT')
    await cli.terminal.sees('web')
    engine.moves((order) => order.end('web', 'abandoned'))
    expect(await cli.status).toBe(16)
    expect(engine.decisions).toEqual([{ kind: 'leave' }])
  })

  it('is interrupted by SIGTERM', async () => {
    const { engine, cli } = started(['--yes'])
    await cli.terminal.sees('web: stopping')
    cli.signal('SIGTERM')
    engine.moves((order) => {
      order.feed({ kind: 'interrupted' })
      order.end('web', 'interrupted')
    })
    expect(await cli.status).toBe(17)
    expect(engine.interruptedBy).toBe('SIGTERM')
  })
})

describe('quiesce stop-all with a person', () => {
  it('asks whether the plan is right; no sends nothing', async () => {
    const { engine, cli } = started([], true)
    await cli.terminal.sees('Stop them in this order?')
    cli.terminal.type('n')
    expect(await cli.status).toBe(16)
    expect(cli.terminal.errors).toEqual(['Nothing was sent.'])
    expect(engine.asked.map(({ name }) => name)).toEqual(['order.plan'])
  })

  it('begins after a yes', async () => {
    const { engine, cli } = started([], true)
    await cli.terminal.sees('Stop them in this order?')
    cli.terminal.type('y')
    await cli.terminal.sees('web: stopping')
    expect(await finish(engine, cli)).toBe(0)
  })

  it('asks about one that hangs, and names those that wait for it', async () => {
    const { engine, cli } = await begin()
    engine.moves((order) => order.hang('web'))
    expect(cli.terminal.out).toContain('Still there: web')
    expect(cli.terminal.out).toContain('Waiting for that: app, db')
    expect(cli.terminal.live).toContain('[t] SIGTERM to all that hang')
    await finish(engine, cli)
  })

  it.each([
    ['t', { kind: 'terminate' }],
    [' ', { kind: 'pause' }],
    ['l', { kind: 'leave' }],
    ['fyes\n', { kind: 'force' }],
    ['pweb\n', { kind: 'pass', target: 'web' }],
  ])('%j decides %j', async (keys, decision) => {
    const { engine, cli } = await begin()
    engine.moves((order) => order.hang('web'))
    cli.terminal.type(keys)
    expect(engine.decisions).toEqual([decision])
    engine.moves((order) => order.feed({ kind: 'interrupted' }))
    engine.moves((order) => {
      for (const target of order.runs.keys()) order.end(target)
    })
    await cli.status
  })

  it.each([
    ['fy\n', 'Not forced.'],
    ['f\n', 'Not forced.'],
    ['pgecko\n', '"gecko" is not in this order.'],
  ])('%j decides nothing: %s', async (keys, said) => {
    const { engine, cli } = await begin()
    engine.moves((order) => order.hang('web'))
    cli.terminal.type(keys)
    expect(cli.terminal.out).toContain(said)
    expect(engine.decisions).toEqual([])
    await finish(engine, cli)
  })

  it('a question that was opened falls with the order that it was about', async () => {
    const { engine, cli } = await begin()
    engine.moves((order) => order.hang('web'))
    cli.terminal.type('fye')
    engine.moves((order) => order.hang('web', 5))
    cli.terminal.type('s\n')
    expect(cli.terminal.out).toContain('The order has moved on; nothing was decided.')
    expect(engine.decisions).toEqual([])
    await finish(engine, cli)
  })

  it('space goes on after a pause', async () => {
    const { engine, cli } = await begin()
    cli.terminal.type('  ')
    expect(engine.decisions).toEqual([{ kind: 'pause' }, { kind: 'resume' }])
    await finish(engine, cli)
  })

  it('counts the seconds of the clock that runs', async () => {
    const { engine, cli } = await begin()
    const run = engine.order.runs.get('web')
    if (!run) throw new Error('no run')
    const owner = { here: true, pid: 1, user: 'ops', door: 'cli' }
    engine.push({
      name: 'run',
      payload: { run, plan: null, owner, advice: null, canStart: false, usual: null },
    })
    cli.tick()
    expect(cli.terminal.live).toContain('web 30')
    await finish(engine, cli)
  })

  it('goes on without the person whose terminal went', async () => {
    const { engine, cli } = await begin()
    cli.terminal.lose()
    expect(await finish(engine, cli)).toBe(0)
    expect(cli.terminal.listening).toBe(false)
  })
})

describe('the exit status of an order', () => {
  const ended = (outcome: 'stopped' | 'killed' | 'hung' | 'survived' | 'failed' | 'abandoned') =>
    ({ kind: 'ended', runId: 'r', outcome }) as const
  const refused = (code: 'busy' | 'unknown-target' | 'no-permission'): OrderEntryState => ({
    kind: 'refused',
    error: refusal(code),
  })
  it.each<[number, OrderEntryState[]]>([
    [0, []],
    [0, [ended('stopped'), refused('unknown-target')]],
    [10, [ended('stopped'), ended('killed')]],
    [16, [ended('killed'), { kind: 'left' }]],
    [16, [ended('abandoned')]],
    [11, [{ kind: 'left' }, ended('hung'), ended('killed')]],
    [12, [ended('survived'), ended('hung')]],
    [14, [refused('busy'), ended('survived')]],
    [15, [refused('busy'), refused('no-permission')]],
    [1, [ended('failed'), refused('no-permission')]],
  ])('is %i, that of the worst of them', (status, states) => {
    expect(exitStatusOfOrder({ ...makeOrder([]), states })).toBe(status)
  })
  it('is 17 for one that was interrupted', () => {
    const phase = { kind: 'ended', how: 'interrupted', at: makeOrder([]).startedAt } as const
    expect(exitStatusOfOrder({ ...makeOrder([]), states: [ended('hung')], phase })).toBe(17)
  })
})
