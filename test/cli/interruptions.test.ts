import { describe, expect, it } from 'vitest'
import { ok } from '../../shared/errors.ts'
import { refusal } from './fake-engine.ts'
import { startCli, type RunningCli } from './start-cli.ts'

async function begin(interactive: boolean): Promise<RunningCli> {
  const cli = startCli(['stop', 'iguana'], { interactive })
  await cli.terminal.sees('waiting for 3')
  return cli
}

describe('Ctrl-C', () => {
  it('leaves the run, after a line on what was sent and which ceiling runs', async () => {
    const cli = await begin(true)
    const at = cli.engine.view().run.startedAt.wall + 90_000
    const ceilings = [
      { who: 'systemd', source: 'TimeoutStopSec', what: 'SIGKILL', fixed: null, at },
    ]
    cli.engine.happen((play) => play.after(0, { kind: 'ceiling-moved', ceilings }))
    cli.terminal.pressCtrlC()
    expect(await cli.status).toBe(16)
    expect(cli.terminal.errors).toEqual([
      'Ctrl-C: leaving it as it is.',
      'Sent so far: SIGTERM to 100 at 22:13:20. What was sent stays sent.',
      'Still running: systemd sends SIGKILL at 22:14:50 (TimeoutStopSec).',
    ])
  })

  it('leaves it as a signal, too, where no key is heard', async () => {
    const cli = await begin(false)
    cli.signal('SIGINT')
    expect(await cli.status).toBe(16)
    expect(cli.terminal.errors).toContain('No ceiling is known: nobody else is going to force it.')
  })

  it('before the run is there leaves it as soon as it is', async () => {
    const cli = startCli(['stop', 'iguana'], { interactive: true })
    while (!cli.terminal.listening) await Promise.resolve()
    cli.terminal.pressCtrlC()
    expect(await cli.status).toBe(16)
  })

  it('follows the run to its newest step when the decision comes too late', async () => {
    const cli = await begin(false)
    let first = true
    cli.engine.answers['run.decide'] = ({ turn }) => {
      if (first) {
        first = false
        cli.engine.happen((play) => play.deadline())
        return { ok: false, error: refusal('stale-decision') }
      }
      cli.engine.happen((play) =>
        play.after(1, { kind: 'decision', decision: { kind: 'leave' }, turn, by: 'ops' }),
      )
      return ok(cli.engine.view())
    }
    cli.engine.happen((play) => play.after(0, { kind: 'person-came' }))
    cli.signal('SIGINT')
    expect(await cli.status).toBe(16)
  })

  it('says why it could not leave, and the run goes on', async () => {
    const cli = await begin(false)
    cli.engine.answers['run.decide'] = () => ({ ok: false, error: refusal('busy', 'Not yours.') })
    cli.signal('SIGINT')
    await cli.terminal.sees('quiesce: Not yours.')
    cli.engine.happen((play) => play.gone(100, 101, 102).deadline())
    expect(await cli.status).toBe(0)
  })

  it('pressed twice interrupts without waiting for an answer', async () => {
    const cli = await begin(true)
    cli.engine.answers['run.decide'] = () => ok(cli.engine.view())
    cli.terminal.pressCtrlC()
    cli.terminal.pressCtrlC()
    expect(await cli.status).toBe(17)
    expect(cli.engine.interruptedBy).toBe('Ctrl-C, twice')
  })
})

describe('SIGTERM', () => {
  it('interrupts with a line, and names how to take the run up', async () => {
    const cli = await begin(true)
    cli.signal('SIGTERM')
    expect(await cli.status).toBe(17)
    expect(cli.engine.interruptedBy).toBe('SIGTERM')
    expect(cli.terminal.errors.slice(0, 2)).toEqual([
      'SIGTERM: Quiesce ends. Take the run up with: quiesce resume run-1',
      'Sent so far: SIGTERM to 100 at 22:13:20. What was sent stays sent.',
    ])
    expect(cli.engine.closed).toBe(true)
  })
})

describe('a lost terminal', () => {
  it.each([
    [
      'SIGHUP',
      (cli: RunningCli): void => {
        cli.signal('SIGHUP')
      },
    ],
    [
      'the end of its input',
      (cli: RunningCli): void => {
        cli.terminal.lose()
      },
    ],
  ])('means no person (%s): the run goes on and asks nobody', async (_, lose) => {
    const cli = await begin(true)
    lose(cli)
    expect(cli.engine.view().run.person).toBe(false)
    expect(cli.terminal.listening).toBe(false)
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(11)
  })

  it('while it asks ends the run as hung: nothing more is sent', async () => {
    const cli = await begin(true)
    cli.engine.happen((play) => play.deadline())
    await cli.terminal.sees('l: leave it running')
    cli.signal('SIGHUP')
    expect(await cli.status).toBe(11)
    expect(cli.engine.play?.signals).toEqual(['TERM 100'])
  })
})
