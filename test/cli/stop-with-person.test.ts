import { describe, expect, it } from 'vitest'
import type { RunningCli } from './start-cli.ts'
import { startCli } from './start-cli.ts'
import type { FakeEngine } from './fake-engine.ts'
import { refusal } from './fake-engine.ts'

/** A stop with a person at the terminal, waiting for its members. */
async function attend(schedule = 'stop/30/ask/KILL/5'): Promise<RunningCli> {
  const cli = startCli(['stop', 'iguana', '--schedule', schedule], { interactive: true })
  await cli.terminal.sees('[f] force…')
  return cli
}

const decisions = (engine: FakeEngine): unknown[] =>
  engine.asked.flatMap(({ name, input }) => (name === 'run.decide' ? [input] : []))

async function attendAsking(): Promise<RunningCli> {
  const cli = await attend()
  cli.engine.happen((play) => play.deadline())
  await cli.terminal.sees('l: leave it running')
  return cli
}

async function finish(cli: RunningCli): Promise<number> {
  cli.engine.happen((play) => play.gone(100, 101, 102))
  cli.engine.happen((play) => play.deadline())
  return cli.status
}

describe('the live line', () => {
  it('counts down, with what follows and the keys', async () => {
    const cli = await attend()
    expect(cli.terminal.live).toBe(
      'Stopping · 3 processes left · 29 s, then it asks you  ' +
        '[e] +30 s  [h] hold  [g] go on  [f] force…  [l] leave it',
    )
    cli.engine.happen((play) => play.gone(101))
    if (cli.engine.play) cli.engine.play.now += 9000
    cli.tick()
    expect(cli.terminal.live).toContain('2 processes left · 20 s, then it asks you')
    expect(await finish(cli)).toBe(0)
  })

  it('is gone at the end, and so are the keys', async () => {
    const cli = await attend()
    await finish(cli)
    expect(cli.terminal.live).toBe('')
    expect(cli.terminal.listening).toBe(false)
    expect(cli.hearsSignals()).toBe(false)
  })

  it('keeps the seconds where the keys do not fit, which ? then shows', async () => {
    const cli = startCli(['stop', 'iguana'], { interactive: true, liveWidth: 79 })
    await cli.terminal.sees('[?] keys')
    expect(cli.terminal.live).toBe('Stopping · 3 processes left · 29 s, then it asks you  [?] keys')
    cli.terminal.type('?')
    expect(cli.terminal.out.at(-1)).toBe('[e] +30 s  [h] hold  [g] go on  [f] force…  [l] leave it')
    await finish(cli)
  })

  it('always shows what was typed, however narrow it is', async () => {
    const cli = startCli(['stop', 'iguana'], { interactive: true, liveWidth: 45 })
    await cli.terminal.sees('3 left')
    cli.terminal.type('fforc')
    expect(cli.terminal.live).toBe('Type "force" and Enter, Esc cancels: forc')
    cli.terminal.type('\n')
    await finish(cli)
  })

  it('tells when somebody else is going to force', async () => {
    const cli = await attend()
    const at = cli.engine.view().run.startedAt.wall + 90_000
    const ceilings = [
      { who: 'systemd', source: 'TimeoutStopSec', what: 'SIGKILL', fixed: null, at },
    ]
    cli.engine.happen((play) => play.after(0, { kind: 'ceiling-moved', ceilings }))
    expect(cli.terminal.live).toContain(' · systemd sends SIGKILL in 1:29')
    await finish(cli)
  })
})

describe('keys', () => {
  it('e adds thirty seconds to the step it was pressed in', async () => {
    const cli = await attend()
    const before = cli.engine.view().run
    cli.terminal.type('e')
    await cli.terminal.sees(' · 59 s')
    expect(decisions(cli.engine)).toEqual([
      { run: 'run-1', turn: before.turn, decision: { kind: 'extend', ms: 30_000 } },
    ])
    await finish(cli)
  })

  it('h holds, and h again releases', async () => {
    const cli = await attend()
    cli.terminal.type('h')
    await cli.terminal.sees('[h] release')
    expect(cli.terminal.live).toMatch(/^Held/)
    cli.terminal.type('h')
    expect(decisions(cli.engine).map((d) => (d as { decision: object }).decision)).toEqual([
      { kind: 'hold' },
      { kind: 'release' },
    ])
    await finish(cli)
  })

  it('g never crosses into force: the refusal is shown, the run stands', async () => {
    const cli = await attendAsking()
    cli.terminal.type('g')
    await cli.terminal.sees('Going on never crosses into force.')
    expect(cli.engine.play?.signals).toEqual(['TERM 100'])
    cli.terminal.type('l')
    expect(await cli.status).toBe(16)
  })

  it('l leaves it running', async () => {
    const cli = await attendAsking()
    cli.terminal.type('l')
    expect(await cli.status).toBe(16)
    expect(cli.terminal.everything).toContain('iguana was left running by ops')
  })
})

describe('force', () => {
  it('shows what it costs and sends nothing until the name is typed', async () => {
    const cli = await attendAsking()
    cli.terminal.type('f')
    await cli.terminal.sees('Type "iguana" or "force" and Enter, Esc cancels: ')
    expect(cli.terminal.everything).toContain('Force sends SIGKILL to daemon-100 (100)')
    expect(cli.terminal.everything).toContain('Data that a process has not written yet is lost.')
    expect(decisions(cli.engine)).toEqual([])
    cli.terminal.type('iguana\n')
    await cli.terminal.sees('forcing, decided by a person')
    cli.engine.happen((play) => play.settle())
    expect(await finish(cli)).toBe(10)
  })

  it.each([
    ['another word', 'iguan\n', '"iguan" is not what was asked for. Not forced.'],
    ['nothing', '\n', 'Not forced.'],
  ])('is not done for %s', async (_, typed, answer) => {
    const cli = await attendAsking()
    cli.terminal.type(`f${typed}`)
    await cli.terminal.sees(answer)
    expect(decisions(cli.engine)).toEqual([])
    cli.terminal.type('l')
    await cli.status
  })

  it('is no longer asked for when all left meanwhile', async () => {
    const cli = await attendAsking()
    cli.terminal.type('fforc')
    cli.engine.happen((play) => play.gone(100, 101, 102))
    await cli.terminal.sees('The question is closed: nothing is left to force.')
    cli.terminal.type('e\n')
    expect(decisions(cli.engine)).toEqual([
      expect.objectContaining({ decision: { kind: 'extend', ms: 30_000 } }),
    ])
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
  })

  it('answers the step it was asked in: a run that went on closes the question', async () => {
    const cli = await attend('stop/30/TERM/30/ask')
    cli.terminal.type('f')
    cli.engine.happen((play) => play.deadline())
    await cli.terminal.sees('The run went on meanwhile. Not forced')
    cli.terminal.type('force\n')
    expect(cli.engine.play?.signals.some((s) => s.startsWith('force'))).toBe(false)
    cli.terminal.press({ text: '\x1b', name: 'escape', ctrl: false })
    cli.engine.happen((play) => play.settle())
    await finish(cli)
  })
})

describe('without a person', () => {
  it.each([
    ['--no-input', ['--no-input']],
    ['--json', ['--json']],
  ])('no key is heard: %s', async (_, option) => {
    const cli = startCli(['stop', 'iguana', ...option], { interactive: true })
    await cli.terminal.sees('waiting')
    expect(cli.terminal.listening).toBe(false)
    expect(cli.engine.asked).toContainEqual({
      name: 'run.stop',
      input: { target: 'iguana', person: false },
    })
    await finish(cli)
  })
})

describe('what a decision is refused for', () => {
  it('is shown, with what can be done next', async () => {
    const cli = await attend()
    cli.engine.answers['run.decide'] = () => ({
      ok: false,
      error: refusal('stale-decision', 'Too late.'),
    })
    cli.terminal.type('h')
    await cli.terminal.sees('Too late. Do something else.')
    await finish(cli)
  })
})
