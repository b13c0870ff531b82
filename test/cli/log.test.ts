import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../shared/errors.ts'
import { logLine, logResult } from '../../shared/json-unit-results.ts'
import type { RequestInput } from '../../shared/contract.ts'
import type { LogPage } from '../../shared/reports.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, jsonLines, startCli } from './start-cli.ts'
import { logLines, unitEngine } from './unit-scene.ts'

const now = 1_700_000_000_000

describe('what is asked of the log', () => {
  it.each<[string[], object]>([
    [[], { level: 7, limit: 50 }],
    [['--lines', '1'], { level: 7, limit: 1 }],
    [['--lines', '5000'], { level: 7, limit: 5000 }],
    [['--level', 'warn'], { level: 4, limit: 50 }],
    [['--level', '3', '--lines', '9'], { level: 3, limit: 9 }],
    [['--since', '10m'], { level: 7, limit: 5000, since: now - 600_000 }],
    [['--since', '10m', '--lines', '5'], { level: 7, limit: 5, since: now - 600_000 }],
  ])('with %j is %j', async (options, asked) => {
    const { engine, status } = await finishCli(['log', 'x', ...options], { engine: unitEngine() })
    expect(status).toBe(0)
    const input = { target: 'x', waitMs: 0, ...asked }
    expect(engine.asked).toEqual([{ name: 'log.read', input }])
  })

  it.each([
    [['--lines', '0'], '--lines 0 is no number of lines.', 'Write a whole number from 1 to 5000.'],
    [['--lines', '5001'], '--lines 5001 is no number of lines.', 'Write a whole number'],
    [['--lines', '1e2'], '--lines 1e2 is no number of lines.', 'Write a whole number'],
    [['--since', 'noon'], '--since noon is no moment.', 'Write 10m, 2h'],
    [
      ['--level', 'warnung'],
      '--level warnung is no level.',
      'Levels, the gravest first: emergency',
    ],
  ])('%j exits 64 and asks nothing', async (options, message, next) => {
    const { engine, status, errors } = await finishCli(['log', 'x', ...options])
    expect([status, errors[0]]).toEqual([64, `quiesce: ${message}`])
    expect(errors[1]).toContain(next)
    expect(engine.asked).toEqual([])
  })

  it('offers the nearest level', async () => {
    const { errors } = await finishCli(['log', 'x', '--level', 'warnung'])
    expect(errors).toContain('    warning')
  })
})

describe('the lines', () => {
  it('are JSON for scripts, each with its cursor', async () => {
    const { terminal } = await finishCli(['log', 'x', '--json'], { engine: unitEngine() })
    const lines = jsonLines(terminal)
    expect(lines.slice(0, -1).map((line) => logLine.parse(line).cursor)).toEqual(['s=1', 's=2'])
    expect(logResult.parse(lines.at(-1))).toMatchObject({ count: 2, exitStatus: 0 })
  })
  it('carry the colour of their level, and say it in a word', async () => {
    const levels = [0, 3, 4, 5, 6, 7].map((level) => ({ ...logLines[0], level, text: 't' }))
    const engine = unitEngine()
    engine.answers['log.read'] = () => ok({ lines: levels, cursor: null } as LogPage)
    const { out } = await finishCli(['log', 'x'], { engine, colour: true })
    const colours = out.map((line) => (line.startsWith('\x1b') ? line.slice(2, 4) : ''))
    expect(colours).toEqual(['31', '31', '33', '', '', '2m'])
    expect(out[0]).toContain('emergency')
  })
  it('that are not there are said to be none, beside the data', async () => {
    const engine = unitEngine()
    engine.answers['log.read'] = () => ok({ lines: [], cursor: null })
    const { out, errors, status } = await finishCli(['log', 'x'], { engine })
    expect([out, errors, status]).toEqual([[], ['The log holds no such line.'], 0])
  })
})

/** A log that grows page by page; the reader waits at the last one. */
function growing(...pages: (LogPage | 'refused')[]) {
  const asked: RequestInput<'log.read'>[] = []
  const waits = Promise.withResolvers<null>()
  const engine = new FakeEngine()
  engine.request = (name, input) => {
    if (name !== 'log.read') throw new Error(`no answer to ${name}`)
    asked.push(input as RequestInput<'log.read'>)
    const page = pages.shift()
    if (page === undefined) {
      waits.resolve(null)
      return new Promise(() => undefined)
    }
    return Promise.resolve(
      (page === 'refused' ? fail(refusal('backend-failed', 'No log.')) : ok(page)) as never,
    )
  }
  return { engine, asked, waits: waits.promise }
}
const page = (cursor: string | null, ...texts: string[]): LogPage => ({
  lines: texts.map((text) => ({ cursor: text, at: now, level: 6, pid: 1, from: 'a', text })),
  cursor,
})

describe('following', () => {
  it('goes on behind the last line, until Ctrl-C', async () => {
    const log = growing(page('s=1', 'one'), page(null), page('s=2', 'two', 'three'))
    const cli = startCli(['log', 'x', '--follow', '--lines', '9'], { engine: log.engine })
    await log.waits
    expect(cli.terminal.out.map((line) => line.split(': ')[1])).toEqual(['one', 'two', 'three'])
    expect(log.asked.map(({ after, limit, waitMs }) => [after, limit, waitMs > 0])).toEqual([
      [undefined, 9, false],
      ['s=1', 5000, true],
      ['s=1', 5000, true],
      ['s=2', 5000, true],
    ])
    cli.signal('SIGINT')
    expect(await cli.status).toBe(0)
    expect(cli.terminal.errors).toEqual([])
    expect(cli.hearsSignals()).toBe(false)
    expect(cli.engine.closed).toBe(true)
  })

  it('of a log without a line takes what comes from now on', async () => {
    const log = growing(page(null))
    const cli = startCli(['log', 'x', '--follow'], { engine: log.engine })
    await log.waits
    expect(log.asked[1]).toMatchObject({ since: now })
    cli.signal('SIGTERM')
    expect(await cli.status).toBe(0)
  })

  it('keeps the moment that was asked for', async () => {
    const log = growing(page(null))
    const cli = startCli(['log', 'x', '--follow', '--since', '1h'], { engine: log.engine })
    await log.waits
    expect(log.asked[1]).toMatchObject({ since: now - 3_600_000 })
    cli.signal('SIGINT')
    await cli.status
  })

  it('counts its lines for scripts at its end', async () => {
    const log = growing(page('s=1', 'one'), page('s=2', 'two'))
    const cli = startCli(['log', 'x', '--follow', '--json'], { engine: log.engine })
    await log.waits
    cli.signal('SIGINT')
    await cli.status
    expect(logResult.parse(jsonLines(cli.terminal).at(-1))).toMatchObject({ count: 2 })
  })

  it('ends when nobody reads any more, as `| head` does', async () => {
    const log = growing(page('s=1', 'one'))
    const cli = startCli(['log', 'x', '--follow'], { engine: log.engine })
    cli.terminal.gone = true
    expect(await cli.status).toBe(0)
    expect(log.asked).toHaveLength(1)
  })

  it('that breaks off says why', async () => {
    const log = growing(page('s=1', 'one'), 'refused')
    const { status, errors } = await finishCli(['log', 'x', '--follow'], { engine: log.engine })
    expect([status, errors[0]]).toEqual([1, 'quiesce: No log.'])
  })
})
