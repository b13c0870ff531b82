/** Runs inside a private host: stops obeys.service again and again, by both commands. */
import { join, resolve } from 'node:path'
import { median, ms, run, time } from './measure.ts'
import { cgroups, untilEmpty } from './until-empty.ts'

const unit = 'obeys.service'
const path = `/system.slice/${unit}`
const cli = join(resolve(import.meta.dirname, '../../..'), 'dist/cli.js')

interface Stopped {
  /** Until nobody of the unit runs. */
  readonly emptyMs: number
  /** Until the command has ended. */
  readonly answeredMs: number
}

async function stop(program: string, ...args: readonly string[]): Promise<Stopped> {
  await run('systemctl', 'start', unit)
  if (cgroups.populated(path) !== true) throw new Error(`${unit} does not run`)
  const empty = time(() => untilEmpty(path))
  const answered = time(() => run(program, ...args))
  return { emptyMs: await empty, answeredMs: await answered }
}

async function measure(times: number, one: () => Promise<Stopped>): Promise<Stopped> {
  const all: Stopped[] = []
  for (let i = -1; i < times; i += 1) {
    const stopped = await one()
    if (i >= 0) all.push(stopped)
  }
  return {
    emptyMs: median(all.map(({ emptyMs }) => emptyMs)),
    answeredMs: median(all.map(({ answeredMs }) => answeredMs)),
  }
}

const ours = await measure(7, () => stop(process.execPath, cli, 'stop', unit, '--no-input'))
const peer = await measure(7, () => stop('systemctl', 'stop', unit))
const node = await time(() => run(process.execPath, cli, '--version'))
process.stdout.write(
  'a unit that obeys, from the call until nobody of it runs, and until the command has answered:\n' +
    `  quiesce stop: ${ms(ours.emptyMs)} ms, ${ms(ours.answeredMs)} ms ` +
    `(quiesce --version alone: ${ms(node)} ms)\n` +
    `  systemctl stop: ${ms(peer.emptyMs)} ms, ${ms(peer.answeredMs)} ms\n` +
    `ratio ${(ours.emptyMs / peer.emptyMs).toFixed(1)}\n`,
)
