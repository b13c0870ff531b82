import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import { startCli, type RunningCli } from './start-cli.ts'

const holds = {
  code: 'needs-consent',
  message: 'Iguana is not started: kamailio (7) holds port 5060.',
  next: 'End what holds it first.',
  candidates: ['kamailio (7) holds port 5060'],
} as const

const asked = (cli: RunningCli): unknown =>
  cli.engine.asked.find(({ name }) => name.startsWith('service.'))?.input

describe('a start beside what holds it', () => {
  it.each(['start', 'restart'])('%s is refused with what holds it', async (command) => {
    const cli = startCli([command, 'iguana'])
    cli.engine.answers[`service.${command as 'start'}`] = () => fail(holds)
    expect(await cli.status).toBe(14)
    expect(cli.terminal.errors.join('\n')).toContain('kamailio (7) holds port 5060')
    expect(asked(cli)).not.toHaveProperty('confirmed')
  })

  it('is the person’s word with --beside', async () => {
    const cli = startCli(['start', 'iguana', '--beside'])
    cli.engine.answers['service.start'] = () => ok({ up: true, sentence: 'It is up.' })
    expect(await cli.status).toBe(0)
    expect(asked(cli)).toEqual({ target: 'iguana', confirmed: true })
  })

  it('is so for a restart, too', async () => {
    const cli = startCli(['restart', 'iguana', '--beside'])
    cli.engine.answers['service.restart'] = () => fail(holds)
    expect(await cli.status).toBe(14)
    expect(asked(cli)).toMatchObject({ target: 'iguana', confirmed: true })
  })
})
