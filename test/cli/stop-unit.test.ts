/** A stop of a unit, as a person and as a script sees it. */
import { describe, expect, it } from 'vitest'
import { fail } from '../../shared/errors.ts'
import { runLine, runResult } from '../../shared/json-output.ts'
import type { RequestInput } from '../../shared/contract.ts'
import type { Member } from '../../shared/process.ts'
import type { Run } from '../../shared/run.ts'
import type { RunUnit, UnitState } from '../../shared/unit.ts'
import { makeMember, ms } from '../fakes/run.ts'
import { makeUnit, unitSettings } from '../fakes/unit.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { jsonLines, startCli, transcript, type RunningCli } from './start-cli.ts'
import { unitRun } from './unit-scene.ts'

/** systemd tells that the unit came to another state. */
function tell(cli: RunningCli, state: Partial<UnitState>, more: Partial<RunUnit> = {}): void {
  cli.engine.happen((play) =>
    play.after(10, {
      kind: 'unit-changed',
      unit: makeUnit({ since: ms(play.now), ...state }, more),
    }),
  )
}
const reasons = [{ kind: 'unit', unit: 'iguana.service', below: '' }] as const
const inUnit = (pid: number, more: Partial<Member> = {}): Member =>
  makeMember(pid, { reasons, ...more })
const unitMembers = [inUnit(100, { main: true }), inUnit(101), inUnit(102)]
const stopping = { activeState: 'deactivating', subState: 'stop-sigterm' } as const
const down = { activeState: 'inactive', subState: 'dead', mainPid: 0, invocation: '' } as const

interface BeginOptions {
  readonly interactive?: boolean
  readonly width?: number
  readonly changes?: Partial<Run>
}

async function begin(
  args: readonly string[] = [],
  { interactive = false, width = 200, changes }: BeginOptions = {},
): Promise<RunningCli> {
  const engine = new FakeEngine()
  engine.members = unitMembers
  engine.runChanges = { ...unitRun, ceilings: [], unit: makeUnit({ since: ms(0) }), ...changes }
  const cli = startCli(['stop', 'iguana.service', ...args], {
    engine,
    interactive,
    liveWidth: width,
  })
  await cli.terminal.sees(args.includes('--json') ? '"phase":"waiting"' : 'waiting for 3')
  tell(cli, stopping)
  return cli
}
const decisions = (cli: RunningCli): unknown[] =>
  cli.engine.asked.flatMap(({ name, input }) =>
    name === 'run.decide' ? [(input as RequestInput<'run.decide'>).decision] : [],
  )

describe('a stop of a unit without a terminal', () => {
  it('tells what systemd does, who will force when, and how it ended', async () => {
    const cli = await begin()
    cli.engine.happen((play) => play.gone(101, 102, 100))
    tell(cli, { activeState: 'deactivating', subState: 'stop-post', mainPid: 0 })
    tell(cli, down)
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
    await expect(transcript(cli.terminal)).toMatchFileSnapshot('golden/stop-unit.txt')
  })

  it('is told to scripts in the words of systemd', async () => {
    const cli = await begin(['--json'])
    cli.engine.happen((play) => play.gone(101, 102, 100))
    tell(cli, down)
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
    const lines = jsonLines(cli.terminal)
    const told = lines.slice(0, -1).map((line) => runLine.parse(line))
    expect(told.flatMap((line) => (line.type === 'unit' ? [line.subState] : []))).toEqual([
      'stop-sigterm',
      'dead',
    ])
    expect(told.find((line) => line.type === 'ceilings')).toMatchObject({
      ceilings: [{ who: 'systemd', what: 'SIGKILL', fixed: null }],
      movedTo: null,
    })
    expect(told[0]).toMatchObject({ type: 'began', unit: 'iguana.service' })
    expect(runResult.parse(lines.at(-1))).toMatchObject({
      outcome: 'stopped',
      unit: { activeState: 'inactive', subState: 'dead' },
    })
  })

  it('that hangs says which deadline stays in force, and who holds it', async () => {
    const cli = await begin(['--schedule', 'stop/2/ask'])
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(11)
    expect(cli.terminal.out.slice(-2)).toEqual([
      expect.stringMatching(/^Still running: systemd sends SIGKILL at 22:14:50 \(/),
      'systemd holds that deadline, with or without Quiesce.',
    ])
  })

  it('that systemd killed says so, and does not call it ours', async () => {
    const cli = await begin()
    tell(cli, { activeState: 'deactivating', subState: 'stop-sigkill', result: 'timeout' })
    cli.engine.happen((play) => play.gone(101, 102, 100))
    tell(cli, { ...down, activeState: 'failed', subState: 'failed', result: 'timeout' })
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(10)
    expect(cli.terminal.out.join('\n')).toMatch(/down; systemd \(.*\) killed it.*not Quiesce/)
  })

  it('names those that its KillMode keeps', async () => {
    const engine = new FakeEngine()
    engine.members = [inUnit(100, { main: true }), inUnit(7, { kept: 'KillMode=process' })]
    engine.runChanges = { ...unitRun, unit: makeUnit(), ceilings: [] }
    const cli = startCli(['stop', 'iguana.service', '--json'], { engine })
    await cli.terminal.sees('"phase":"waiting"')
    cli.engine.happen((play) => play.gone(100))
    tell(cli, down)
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
    const result = runResult.parse(jsonLines(cli.terminal).at(-1))
    expect(result).toMatchObject({
      outcome: 'stopped',
      kept: [{ pid: 7, why: 'KillMode=process' }],
    })
    expect(result.sentence).toContain('1 process is kept running on purpose: daemon-7 (7)')
  })
})

describe('a person at the stop of a unit', () => {
  const attend = (changes: Partial<Run> = {}): Promise<RunningCli> =>
    begin([], { interactive: true, changes })
  const leave = async (cli: RunningCli): Promise<void> => {
    cli.terminal.type('l')
    expect(await cli.status).toBe(16)
  }

  it('sees both clocks on one line', async () => {
    const cli = await attend()
    expect(cli.terminal.live).toMatch(
      /^Stopping · 3 processes left · stop-sigterm · 29 s, then it asks you · systemd sends SIGKILL in 1:\d\d {2}\[e\]/,
    )
    await leave(cli)
  })

  it('sees both clocks on 80 columns, too', async () => {
    const cli = await begin([], { interactive: true, width: 80 })
    expect(cli.terminal.live).toMatch(
      /^Stopping · 3 left · 29 s, then it asks you · SIGKILL in 1:\d\d {2}\[\?\] keys$/,
    )
    tell(cli, stopping, { movedTo: 'never' })
    expect(cli.terminal.live).toMatch(/ · is held back {2}\[\?\] keys$/)
    await leave(cli)
  })

  it('is told of a moved deadline once, whatever systemd calls the reason', async () => {
    const cli = await attend()
    tell(cli, stopping, { settings: unitSettings({ timeoutStopMs: 100_000 }) })
    await cli.terminal.sees('SIGKILL at 22:15:00 (TimeoutStopSec=100s')
    const { length } = cli.terminal.out
    tell(cli, stopping, {
      settings: unitSettings({ timeoutStopMs: 100_000 }),
      movedTo: ms(100_000).wall,
    })
    expect(cli.terminal.out).toHaveLength(length)
    await leave(cli)
  })

  it('hears which deadline stays in force when it is left', async () => {
    const cli = await attend()
    await leave(cli)
    expect(cli.terminal.errors).toEqual([
      'Sent so far: the stop of the unit at 22:13:20. What was sent stays sent.',
      expect.stringMatching(/^Still running: systemd sends SIGKILL at 22:14:50 \(/),
      'systemd holds that deadline, with or without Quiesce.',
    ])
  })

  it('sees a deadline that was moved, and one that is held back', async () => {
    const cli = await attend()
    tell(cli, stopping, { movedTo: ms(200_000).wall })
    await cli.terminal.sees('systemd sends SIGKILL at 22:16:40')
    tell(cli, stopping, { movedTo: 'never' })
    await cli.terminal.sees('· systemd is held back')
    await leave(cli)
    expect(cli.terminal.errors.at(-1)).toMatch(/^systemd stays held back, with or without Quiesce/)
  })

  it('can hold systemd back while the run asks', async () => {
    const cli = await attend()
    cli.engine.happen((play) => play.deadline())
    await cli.terminal.sees('h: hold systemd back')
    cli.terminal.type('h')
    expect(decisions(cli)).toEqual([{ kind: 'hold' }])
    await leave(cli)
  })
})

describe('a reload that touches other units', () => {
  const others = {
    ...refusal('needs-consent', 'That touches slow.service (is deactivating).'),
    next: 'Agree to the reload.',
    candidates: ['slow.service'],
  }
  async function asked(key: string): Promise<RunningCli> {
    const cli = await begin([], { interactive: true })
    cli.engine.answers['run.decide'] = () => {
      delete cli.engine.answers['run.decide']
      return fail(others)
    }
    cli.terminal.type(key)
    await cli.terminal.sees('Reload systemd all the same? [y/N] (systemd sends SIGKILL in 1:')
    expect(cli.terminal.out.at(-1)).toBe(
      'That touches slow.service (is deactivating). Agree to the reload.',
    )
    return cli
  }
  const leave = async (cli: RunningCli): Promise<void> => {
    cli.terminal.type('l')
    expect(await cli.status).toBe(16)
  }

  it.each([
    ['e', { kind: 'extend', ms: 30_000 }],
    ['h', { kind: 'hold' }],
  ])('is asked about, and only a yes reloads: %s', async (key, decision) => {
    const cli = await asked(key)
    cli.terminal.type('x')
    expect(decisions(cli)).toEqual([decision])
    cli.terminal.type('y')
    expect(decisions(cli)).toEqual([decision, { ...decision, reload: true }])
    await leave(cli)
  })

  it.each(['n', '\n'])('stays undone for %j, and our own clock is moved alone', async (key) => {
    const cli = await asked('e')
    cli.terminal.type(key)
    const decision = { kind: 'extend', ms: 30_000 }
    expect(decisions(cli)).toEqual([decision, { ...decision, reload: false }])
    await leave(cli)
  })

  it('answers the step it was asked in: a run that went on closes the question', async () => {
    const cli = await asked('e')
    cli.engine.happen((play) => play.deadline())
    await cli.terminal.sees('The run went on meanwhile. Not reloaded.')
    cli.terminal.type('y')
    expect(decisions(cli)).toHaveLength(1)
    await leave(cli)
  })

  it('does not keep Ctrl-C from leaving', async () => {
    const cli = await asked('h')
    cli.terminal.pressCtrlC()
    expect(await cli.status).toBe(16)
  })
})
