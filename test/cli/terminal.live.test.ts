/** `quiesce stop` in a real terminal, on real daemons, with real signals to Quiesce itself. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { checkout, endOf, Home } from '../live/quiesce.ts'
import { isHere, seeAll, seeDaemon, until } from '../live/proc.ts'
import { noScript, openPty, script, type Pty } from './pty.ts'

const cli = [process.execPath, join(checkout, 'dist/cli.js')]
const missing = script === null ? noScript : canRun.native.here ? null : canRun.native.missing

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => {
  home.close()
})

const open = (...args: string[]): Pty => openPty([...cli, ...args], home.env)

/** The process of Quiesce inside the terminal. */
function quiesceIn(pty: Pty): number {
  const found = seeAll().find((p) => p.parent === pty.pid && p.args.includes('cli.js'))
  if (!found) throw new Error('no quiesce in this terminal')
  return found.pid
}

/** The outcome that the record holds for the newest run. */
async function recordedOutcome(): Promise<unknown> {
  const [program = '', ...rest] = cli
  const child = spawn(program, [...rest, 'journal', '--json'], { env: home.env })
  const { lines } = await endOf(child)
  return lines.findLast((line) => line.kind === 'outcome')?.outcome
}

function startWithoutTerminal(...args: string[]): ChildProcess {
  const [program = '', ...rest] = cli
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  return spawn(program, [...rest, ...args], { env: home.env, stdio: [...stdio] })
}

describe.skipIf(missing !== null)(`in a terminal${missing === null ? '' : ` (${missing})`}`, () => {
  it('shows the seconds left, members leaving, and the outcome', async () => {
    const daemon = await home.practice('slow', '--seconds', '1')
    const pty = open('stop', `pid:${daemon.pid}`)
    await pty.sees('then it asks you  [')
    expect(await pty.status).toBe(0)
    expect(pty.text).toContain('SIGTERM sent to')
    expect(pty.text).toContain('nobody left')
    expect(pty.text).toMatch(/has stopped by itself/)
    expect(seeDaemon(daemon.folder)).toEqual([])
  })

  it('asks about one that stays, and l leaves it running', async () => {
    const daemon = await home.practice('ignores-term')
    const pty = open('stop', `pid:${daemon.pid}`, '--schedule', 'stop/1/ask/KILL/5')
    await pty.sees('l: leave it running')
    pty.type('l')
    expect(await pty.status).toBe(16)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('g does not cross into force; typing the word does', async () => {
    const daemon = await home.practice('catches-term')
    const pty = open('stop', `pid:${daemon.pid}`, '--schedule', 'stop/1/ask/KILL/5')
    await pty.sees('l: leave it running')
    pty.type('g')
    await pty.sees('Going on never crosses into force.')
    expect(isHere(daemon.pid)).toBe(true)
    pty.type('f')
    await pty.sees('and Enter, Esc cancels')
    pty.type('force')
    await pty.sees('cancels: force')
    expect(isHere(daemon.pid)).toBe(true)
    pty.type('\r')
    expect(await pty.status).toBe(10)
    expect(seeDaemon(daemon.folder)).toEqual([])
  })

  it('e gives it more time, in which it leaves', async () => {
    const daemon = await home.practice('slow', '--seconds', '3')
    const pty = open('stop', `pid:${daemon.pid}`, '--schedule', 'stop/2/ask')
    await pty.sees('then it asks you  [')
    pty.type('e')
    await pty.sees('31 s, then it asks you')
    expect(await pty.status).toBe(0)
  })

  it('Ctrl-C leaves it, after a line on what was sent', async () => {
    const daemon = await home.practice('ignores-term')
    const pty = open('stop', `pid:${daemon.pid}`)
    await pty.sees('then it asks you  [')
    pty.type('\x03')
    expect(await pty.status).toBe(16)
    expect(pty.text).toContain(`SIGTERM to ${daemon.pid} at `)
    expect(pty.text).toContain('No ceiling is known')
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('SIGTERM interrupts it with a line, and the run can be taken up by name', async () => {
    const daemon = await home.practice('ignores-term')
    const pty = open('stop', `pid:${daemon.pid}`)
    await pty.sees('then it asks you  [')
    process.kill(quiesceIn(pty), 'SIGTERM')
    expect(await pty.status).toBe(17)
    expect(pty.text).toMatch(/SIGTERM: Quiesce ends\. Take the run up with: quiesce resume \S+/)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('a terminal that goes away leaves nobody to ask: the run goes on and ends as hung', async () => {
    const daemon = await home.practice('ignores-term')
    const pty = open('stop', `pid:${daemon.pid}`, '--schedule', 'stop/2/ask/KILL/5')
    await pty.sees('then it asks you  [')
    const quiesce = quiesceIn(pty)
    pty.hangUp()
    await pty.status
    await until(() => !isHere(quiesce))
    expect(await recordedOutcome()).toBe('hung')
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe.skipIf(!canRun.native.here)('without a terminal', () => {
  it('SIGINT leaves it, with what was sent on standard error', async () => {
    const daemon = await home.practice('ignores-term')
    const child = startWithoutTerminal('stop', `pid:${daemon.pid}`, '--json')
    const ended = endOf(child)
    await saysOnce(child, '"phase":"waiting"')
    child.kill('SIGINT')
    const { status, err, result } = await ended
    expect([status, result.outcome]).toEqual([16, 'abandoned'])
    expect(err).toContain('What was sent stays sent.')
  })

  it('a reader that goes away (| head) does not end the run', async () => {
    const daemon = await home.practice('slow', '--seconds', '1')
    const child = startWithoutTerminal('stop', `pid:${daemon.pid}`)
    await saysOnce(child, 'SIGTERM sent')
    child.stdout?.destroy()
    const [status] = (await once(child, 'exit')) as [number | null]
    expect(status).toBe(0)
    expect(seeDaemon(daemon.folder)).toEqual([])
  })
})

/** Waits until a child has said this on standard output. */
async function saysOnce(child: ChildProcess, wanted: string): Promise<void> {
  let text = ''
  while (!text.includes(wanted)) {
    const [piece] = (await once(child.stdout ?? child, 'data')) as [Buffer]
    text += piece.toString('utf8')
  }
}
