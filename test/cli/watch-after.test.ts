import { describe, expect, it } from 'vitest'
import type { AfterWatch } from '../../shared/after-watch.ts'
import { watchLine } from '../../shared/json-watch.ts'
import { readWatch } from '../../electron/cli/watch-after.ts'
import { startCli, type RunningCli } from './start-cli.ts'

const by = { sentence: 'cron (702) started it.', target: 'cron.service', title: 'cron.service' }
const until = Number.MAX_SAFE_INTEGER
const quiet: AfterWatch = { until, expected: [], cameBack: null }
const back: AfterWatch = {
  ...quiet,
  cameBack: { at: 1, sentence: 'It runs again.', evidence: [{ source: 'a', line: 'b' }], by },
}

function end(cli: RunningCli): void {
  cli.engine.happen((play) => play.gone(100, 101, 102))
  cli.engine.happen((play) => play.deadline())
}

async function stop(more: readonly string[]): Promise<RunningCli> {
  const cli = startCli(['stop', 'iguana', '--watch', '20', ...more])
  await expect.poll(() => cli.engine.play).not.toBeNull()
  end(cli)
  await expect.poll(() => cli.engine.runsAsked.includes('run.get')).toBe(true)
  return cli
}

const push = (cli: RunningCli, watch: AfterWatch): void => {
  cli.engine.push({ name: 'run', payload: { ...cli.engine.view(), watch } })
}

describe('quiesce stop --watch', () => {
  it('says that it came back, who started it and what to stop instead', async () => {
    const cli = await stop([])
    push(cli, quiet)
    push(cli, back)
    expect(await cli.status).toBe(13)
    const text = cli.terminal.out.join('\n')
    expect(text).toContain('It runs again.')
    expect(text).toContain('cron (702) started it.')
    expect(text).toContain('quiesce stop cron.service')
  })

  it('names the stop of its triggers, where one of them brought it back', async () => {
    const cli = await stop([])
    const timer = { sentence: 'x.timer started it.', target: 'iguana', title: 'iguana' }
    const { cameBack } = back
    push(cli, { ...back, cameBack: cameBack && { ...cameBack, by: timer } })
    expect(await cli.status).toBe(13)
    expect(cli.terminal.out).toContain('To stop that instead: quiesce stop iguana --triggers')
  })

  it('says at once who may start it again and when, and how to stop that, too', async () => {
    const cli = await stop([])
    const next = { sentence: 'x.timer starts it again at 03:15:00.', title: 'x.timer' }
    const expected = [
      { ...next, target: 'x.timer', at: 7 },
      { sentence: 'A call starts it.', target: null, title: 'org.x' },
    ]
    push(cli, { ...quiet, expected })
    await expect
      .poll(() => cli.terminal.out.slice(-2))
      .toEqual([
        '  x.timer starts it again at 03:15:00. To stop that, too: quiesce stop x.timer',
        '  A call starts it.',
      ])
    push(cli, { ...quiet, expected, until: 0 })
    cli.tick()
    expect(await cli.status).toBe(0)
    expect(cli.terminal.out.join('\n')).toContain('watched. x.timer starts it again at 03:15:00.')
  })

  it('prints a line of JSON before the result', async () => {
    const cli = await stop(['--json'])
    const expected = [{ sentence: 'S.', target: 'x.timer', title: 'x.timer', at: 7 }]
    push(cli, { ...back, expected })
    expect(await cli.status).toBe(13)
    const lines = cli.terminal.out.map((line) => JSON.parse(line) as { type: string })
    expect(watchLine.parse(lines.at(-2))).toMatchObject({ cameBack: true, by, expected })
    expect(lines.at(-1)).toMatchObject({ type: 'result', exitStatus: 13, outcome: 'stopped' })
  })

  it('ends as the stop did where its watch is over and nothing came', async () => {
    const cli = await stop([])
    push(cli, { ...quiet, until: 0 })
    cli.tick()
    expect(await cli.status).toBe(0)
    expect(cli.terminal.out.join('\n')).toContain('It did not come back while it was watched.')
  })
})

describe('readWatch', () => {
  it.each([
    [undefined, null],
    ['5', 5000],
    ['2.5', 2500],
  ])('reads %s', (text, expected) => {
    expect(readWatch(text)).toEqual({ ok: true, value: expected })
  })

  it.each(['0', '-1', 'long', '4000', '1e3'])('refuses %s', (text) => {
    expect(readWatch(text)).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
  })
})
