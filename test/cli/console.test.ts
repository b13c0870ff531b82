import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consoleLine, plainResult } from '../../shared/json-output.ts'
import { get, makeWindow, sendRaw } from '../console/open-console.ts'
import { jsonLines, startCli, type CliOptions, type RunningCli } from './start-cli.ts'

function open(args: readonly string[] = [], options: CliOptions = {}): RunningCli {
  const folder = makeWindow()
  const folders = { renderer: join(folder, 'renderer'), runtime: join(folder, 'run') }
  return startCli(['console', ...args], { folders, ...options })
}
const portOf = (cli: RunningCli): number =>
  Number(/127\.0\.0\.1:(\d+)/.exec(cli.terminal.out.join('\n'))?.[1])

async function ready(cli: RunningCli): Promise<void> {
  await cli.terminal.sees('127.0.0.1:')
  while (!cli.hearsSignals()) await Promise.resolve()
}

describe('quiesce console', () => {
  it('serves the window until Ctrl-C, and leaves no file behind', async () => {
    const cli = open()
    await ready(cli)
    const port = portOf(cli)
    const openerFile = /\S+\.html$/m.exec(cli.terminal.out.join('\n'))?.[0] ?? ''
    expect(existsSync(openerFile)).toBe(true)
    expect((await fetchIndex(port)).status).toBe(200)
    cli.signal('SIGINT')
    expect(await cli.status).toBe(0)
    expect(existsSync(openerFile)).toBe(false)
    await expect(fetchIndex(port)).rejects.toThrow(/ECONNREFUSED/)
    expect(cli.engine.closed).toBe(true)
  })

  it('shows the token on a terminal of this user’s own', async () => {
    const cli = open([], { private: true })
    await ready(cli)
    expect(cli.terminal.out[0]).toMatch(
      /^Quiesce is open at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/,
    )
    cli.signal('SIGINT')
    await cli.status
  })

  it.each([
    ['a log or another user’s terminal', []],
    ['JSON', ['--json']],
  ])('never shows it in %s, and names the file that has it', async (_, args) => {
    const cli = open(args)
    await ready(cli)
    expect(cli.terminal.everything).not.toContain('token=')
    expect(cli.terminal.everything).toMatch(/run\/console-\d+\.html/)
    cli.signal('SIGTERM')
    expect(await cli.status).toBe(0)
    if (args.length === 0) return
    const [first, last] = jsonLines(cli.terminal)
    consoleLine.parse(first)
    plainResult.parse(last)
  })

  it('is not ended by a lost terminal: the browser is its own', async () => {
    const cli = open()
    await ready(cli)
    cli.signal('SIGHUP')
    expect((await fetchIndex(portOf(cli))).status).toBe(200)
    cli.signal('SIGINT')
    expect(await cli.status).toBe(0)
  })

  it('asks once before it ends a run that is alive', async () => {
    const cli = open()
    await ready(cli)
    cli.engine.begin('stop/30/ask', true)
    cli.signal('SIGINT')
    await cli.terminal.sees('Ctrl-C again ends the console and interrupts it.')
    expect(cli.terminal.errors[0]).toBe(
      'The stop of iguana is under way (run run-1, 3 processes left).',
    )
    expect(cli.engine.interruptedBy).toBeNull()
    cli.signal('SIGINT')
    expect(await cli.status).toBe(0)
    expect(cli.engine.interruptedBy).toBe('SIGINT')
    expect(cli.terminal.errors.at(-1)).toBe('It is interrupted. What was sent stays sent.')
  })

  it('does not wait for an answer to SIGTERM', async () => {
    const cli = open()
    await ready(cli)
    cli.engine.begin('stop/30/ask', true)
    cli.signal('SIGTERM')
    expect(await cli.status).toBe(0)
    expect(cli.engine.interruptedBy).toBe('SIGTERM')
  })

  it('says what is missing where the window was never built', async () => {
    const cli = startCli(['console'])
    expect(await cli.status).toBe(14)
    expect(cli.terminal.errors).toContain('  Build it with `npm run build`.')
  })
})

const fetchIndex = (port: number) => sendRaw(port, get({ port } as Parameters<typeof get>[0], '/'))
