import { describe, expect, it } from 'vitest'
import { commands } from '../../electron/cli/commands.ts'
import { plainResult } from '../../shared/json-output.ts'
import { finishCli, jsonLines } from './start-cli.ts'

describe('what is typed wrong exits 64 with the nearest right spelling', () => {
  it.each([
    [['stpo', 'x'], 'There is no command "stpo".', 'stop'],
    [['jurnal'], 'There is no command "jurnal".', 'journal'],
    [['--vresion'], 'There is no option --vresion before a command.', '--version'],
    [['stop', 'x', '--shedule', 'stop/5'], '`quiesce stop` has no option --shedule.', '--schedule'],
    [['stop', 'x', '--noinput'], '`quiesce stop` has no option --noinput.', '--no-input'],
    [['kill', 'x', '--yes', '--scope=al'], '--scope al is no choice.', 'all'],
    [['help', 'plam'], 'There is no command "plam".', 'plan'],
  ])('%j', async (args, message, near) => {
    const { status, errors, engine } = await finishCli(args)
    expect(status).toBe(64)
    expect(errors[0]).toBe(`quiesce: ${message}`)
    expect(errors).toContain(`    ${near}`)
    expect(engine.asked).toEqual([])
  })

  it.each([
    [['stop'], 'TARGET is missing.'],
    [['signal', 'x'], 'SIGNAL is missing.'],
    [['stop', 'x', 'y'], '"y" is one argument too many.'],
    [['stop', 'x', '--schedule'], '--schedule needs a value.'],
    [['stop', 'x', '--schedule='], '--schedule needs a value.'],
    [['stop', 'x', '--json=yes'], '--json takes no value.'],
    [['stop', 'x', '-q'], '`quiesce stop` has no option -q.'],
    [['console', '--port', '70000'], '--port 70000 is no port.'],
    [['console', '--port', '-1'], '--port -1 is no port.'],
  ])('%j', async (args, message) => {
    const { status, errors } = await finishCli(args)
    expect([status, errors[0]]).toEqual([64, `quiesce: ${message}`])
  })

  it('is a result, too, where JSON was asked for', async () => {
    const { terminal } = await finishCli(['stpo', '--json'])
    expect(plainResult.parse(jsonLines(terminal)[0])).toMatchObject({
      exitStatus: 64,
      error: { code: 'bad-usage', candidates: ['stop'] },
    })
  })
})

describe('a schedule that starts with a minus', () => {
  it('is the value of its option, not an option', async () => {
    const { engine } = await finishCli(['plan', 'x', '--schedule', '-15/5/ask'])
    expect(engine.asked[0]?.input).toEqual({ target: 'x', schedule: '-15/5/ask' })
  })
})

describe('a target behind --', () => {
  it('may look like an option', async () => {
    const { engine } = await finishCli(['plan', '--', '--json'])
    expect(engine.asked[0]?.input).toEqual({ target: '--json' })
  })
})

describe('help', () => {
  it('is for everybody who types nothing, with status 64', async () => {
    const { status, out, errors } = await finishCli([])
    expect([status, out]).toEqual([64, []])
    expect(errors[0]).toBe('Usage: quiesce COMMAND [TARGET] [options]')
  })

  it.each(commands.map((command) => command.name))(
    'of %s: both ways say the same',
    async (name) => {
      const first = await finishCli(['help', name], { width: 80 })
      const second = await finishCli([name, '--help'], { width: 80 })
      expect(first.out).toEqual(second.out)
      expect(first.out[0]).toMatch(new RegExp(`^Usage: quiesce ${name} `))
      expect([first.status, second.status]).toEqual([0, 0])
      for (const line of first.out) expect(line.length).toBeLessThanOrEqual(80)
    },
  )

  it('lists every command', async () => {
    const { out } = await finishCli(['--help'])
    for (const { name } of commands)
      expect(out.join('\n')).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
  })
})

describe('the version', () => {
  it('is printed', async () => {
    expect((await finishCli(['--version'])).out).toEqual(['quiesce 1.2.3'])
  })
})
