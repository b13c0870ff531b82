/** Whom the system may ask for permission, and what is heard at the terminal meanwhile. */
import { fail } from '../../shared/errors.ts'
import { describe, expect, it } from 'vitest'
import { refusal } from './fake-engine.ts'
import { finishCli, startCli } from './start-cli.ts'

describe('whom the system may ask', () => {
  it.each<[readonly string[], boolean, string]>([
    [['stop', 'iguana'], true, 'cli, terminal'],
    [['stop', 'iguana', '--no-input'], true, 'cli, nobody'],
    [['stop', 'iguana', '--json'], true, 'cli, nobody'],
    [['stop', 'iguana'], false, 'cli, nobody'],
    [['stop-all', 'iguana'], true, 'cli, agent'],
    [['leftovers', 'iguana', '--clean', '--yes'], true, 'cli, terminal'],
    [['leftovers', 'iguana', '--clean', '--yes'], false, 'cli, nobody'],
  ])('%j, at a terminal %s: %s', async (args, interactive, opened) => {
    const cli = await finishCli(args, { interactive, refuseEngine: refusal('busy') })
    expect(cli.opened).toEqual([opened])
  })
})

describe('a stop that has to be permitted', () => {
  it('hears no keys while the system may ask for a password', async () => {
    const heard: boolean[] = []
    const cli = startCli(['stop', 'iguana'], { interactive: true })
    cli.engine.answers['run.stop'] = () => {
      heard.push(cli.terminal.listening)
      return fail(refusal('no-permission', 'It was denied.'))
    }
    expect(await cli.status).toBe(15)
    expect(heard).toEqual([false])
    expect(cli.terminal.errors.join(' ')).toContain('It was denied.')
    expect(cli.terminal.listening).toBe(false)
  })

  it('hears them once the run is there', async () => {
    const cli = startCli(['stop', 'iguana'], { interactive: true })
    await cli.terminal.sees('[f] force…')
    expect(cli.terminal.listening).toBe(true)
    cli.engine.happen((play) => play.gone(100, 101, 102))
    cli.engine.happen((play) => play.deadline())
    expect(await cli.status).toBe(0)
  })
})
