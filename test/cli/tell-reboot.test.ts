/** A planned shutdown that comes near while something is stopped from a terminal. */
import { describe, expect, it } from 'vitest'
import { rebootLine } from '../../shared/json-advice.ts'
import { orderLine } from '../../shared/json-order.ts'
import { runLine } from '../../shared/json-output.ts'
import type { RebootNews } from '../../shared/reboot.ts'
import { OrderEngine } from './order-engine.ts'
import { jsonLines, startCli, type RunningCli } from './start-cli.ts'

const at = new Date(2026, 2, 22, 22, 0, 17).getTime()
const near: RebootNews = {
  kind: 'near',
  planned: { at, type: 'reboot', by: 'ada', mine: false },
  stops: ['iguana'],
}
const sentence =
  'This machine reboots at 22:00:17, as ada planned: the stop of iguana is cut off then.'

async function stop(...args: string[]): Promise<RunningCli> {
  const cli = startCli(['stop', 'iguana', ...args])
  await cli.terminal.sees('iguana')
  return cli
}
const tell = (cli: RunningCli, payload: RebootNews): void => {
  cli.engine.push({ name: 'reboot', payload })
}
async function end(cli: RunningCli): Promise<void> {
  cli.engine.happen((play) => play.gone(100, 101, 102))
  cli.engine.happen((play) => play.deadline())
  await cli.status
}

describe('a planned shutdown that is near', () => {
  it('is told with how to call it off, and taken back', async () => {
    const cli = await stop()
    tell(cli, near)
    expect(cli.terminal.out.at(-1)).toMatch(/^\d\d:\d\d:\d\d {2}/)
    expect(cli.terminal.out.at(-1)).toContain(`${sentence} Call it off: quiesce reboot --cancel`)
    tell(cli, { kind: 'far' })
    expect(cli.terminal.out.at(-1)).toContain('The planned shutdown was called off, or put off.')
    await end(cli)
  })
  it('goes without a word when the stop is over', async () => {
    const cli = await stop()
    tell(cli, near)
    tell(cli, { kind: 'far', areOver: true })
    expect(cli.terminal.out.at(-1)).toContain(sentence)
    await end(cli)
  })
  it('is a line of JSON', async () => {
    const cli = await stop('--json')
    tell(cli, near)
    tell(cli, { kind: 'far' })
    await end(cli)
    const lines = jsonLines(cli.terminal).slice(0, -1)
    for (const line of lines) runLine.parse(line)
    const told = lines.flatMap((line) => {
      const parsed = rebootLine.safeParse(line)
      return parsed.success ? [parsed.data] : []
    })
    expect(told).toMatchObject([
      { planned: { at, by: 'ada' }, stops: ['iguana'], sentence },
      { planned: null, stops: [] },
    ])
  })
  it('is told to an order as well', async () => {
    const engine = new OrderEngine()
    const cli = startCli(['stop-all', '--yes', '--json'], { engine })
    await cli.terminal.sees('"state":"stopping"')
    engine.push({ name: 'reboot', payload: near })
    engine.moves((order) => order.end('web').end('app').end('db'))
    await cli.status
    const lines = jsonLines(cli.terminal).slice(0, -1)
    expect(lines.map((line) => orderLine.parse(line).type)).toContain('reboot')
  })
})
