/** The command line on units of a real systemd: what is typed, what is printed, and what came of it. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { z } from 'zod'
import {
  journalResult,
  listResult,
  planResult,
  runLine,
  runResult,
  signalResult,
  startResult,
  statusResult,
} from '../../shared/json-output.ts'
import {
  controlResult,
  dependenciesResult,
  logLine,
  logResult,
  propertiesResult,
} from '../../shared/json-unit-results.ts'
import { actor, service, unit } from '../hosts/shapes.ts'
import type { Ran } from '../hosts/private-host.ts'
import type { HostProcess } from '../hosts/host-process.ts'
import { useHost } from '../hosts/use-host.ts'
import { cli } from '../live/systemd/inside.ts'
import { noScript, script } from './pty.ts'

const host = useHost(async (booted) => {
  await booted.writeUnits({
    'obeys.service': service(actor('--ready', 'obeys'), {
      Type: 'notify',
      ExecStop: '/bin/true',
      Restart: 'always',
    }),
    'tied.service': service(actor('obeys'), {}, { BindsTo: 'obeys.service' }),
    'obeys.timer': unit({ Timer: { OnActiveSec: '1d' } }),
    'deaf.service': service(actor('--ready', 'ignores'), { Type: 'notify', TimeoutStopSec: 600 }),
    // Nearer than our own wait and thirty seconds more, so that an extension has to move it.
    // Not Type=notify, which may ask for more time itself: such a deadline is taken away, not moved.
    'near.service': service(actor('--pid-file=/run/near.pid', 'ignores'), {
      Type: 'forking',
      PIDFile: '/run/near.pid',
      TimeoutStopSec: 40,
    }),
    'broken.service': service('/bin/false'),
  })
})

const command = (args: readonly string[]): string[] => [...cli, ...args]
const quiesce = (...args: string[]): Promise<Ran> => host().exec(command(args))
const jsonOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

async function start(...units: string[]): Promise<void> {
  await host().systemctl('start', ...units)
  onTestFinished(async () => {
    await host().exec(['systemctl', 'kill', '-s', 'KILL', ...units])
    await host().exec(['systemctl', 'stop', ...units])
    await host().exec(['systemctl', 'reset-failed'])
  })
}

describe('--json on real units', () => {
  it.each<[string, z.ZodType]>([
    ['list', listResult],
    ['list --all', listResult],
    ['status obeys.service', statusResult],
    ['plan obeys.service', planResult],
    ['deps obeys.service', dependenciesResult],
    ['properties obeys.service', propertiesResult],
    ['log obeys.service', logResult],
    ['signal obeys.service HUP', signalResult],
    ['journal', journalResult],
  ])('%s', async (line, schema) => {
    await start('obeys.service')
    const { status, stdout, stderr } = await quiesce(...line.split(' '), '--json')
    expect([status, stderr]).toEqual([0, ''])
    const lines = jsonOf(stdout)
    schema.parse(lines.at(-1))
    if (line.startsWith('log')) for (const one of lines.slice(0, -1)) logLine.parse(one)
  })

  it('a stop, line by line, in the words of systemd', async () => {
    await start('obeys.service')
    const { status, stdout } = await quiesce('stop', 'obeys.service', '--json')
    const lines = jsonOf(stdout)
    const told = lines.slice(0, -1).map((line) => runLine.parse(line))
    expect(told[0]).toMatchObject({ type: 'began', unit: 'obeys.service' })
    expect(told.some((line) => line.type === 'unit' && line.subState === 'dead')).toBe(true)
    expect(runResult.parse(lines.at(-1))).toMatchObject({
      outcome: 'stopped',
      unit: { activeState: 'inactive' },
    })
    expect(status).toBe(0)
  })
})

describe('what a stop touches', () => {
  it('is told by the plan and by the status before anything is sent', async () => {
    await start('obeys.service', 'tied.service', 'obeys.timer')
    const { stdout } = await quiesce('plan', 'obeys.service')
    for (const words of ['tied.service', 'obeys.timer starts it', 'systemd sends SIGKILL between'])
      expect(stdout).toContain(words)
    expect((await quiesce('status', 'obeys.service')).stdout).toContain('tied.service stops too')
    expect(await host().show('obeys.service', 'ActiveState')).toEqual({ ActiveState: 'active' })
  })

  it('is stopped, too, with --triggers, and named without it', async () => {
    await start('obeys.service', 'obeys.timer')
    const named = await quiesce('stop', 'obeys.service')
    expect(named.stderr).toContain('obeys.timer starts it when its time comes.')
    expect(await host().show('obeys.timer', 'ActiveState')).toEqual({ ActiveState: 'active' })
    await start('obeys.service')
    expect((await quiesce('stop', 'obeys.service', '--triggers')).status).toBe(0)
    expect(await host().show('obeys.timer', 'ActiveState')).toEqual({ ActiveState: 'inactive' })
  })
})

describe('a unit that does not leave', () => {
  it('hangs, and who forces it when is said in the end', async () => {
    await start('deaf.service')
    const { status, stdout } = await quiesce('stop', 'deaf.service', '--schedule', 'stop/1/ask')
    expect(status).toBe(11)
    expect(stdout).toMatch(/Still running: systemd sends SIGKILL at .*TimeoutStopSec=10min/)
    expect(stdout.trim()).toMatch(/systemd holds that deadline, with or without Quiesce\.$/)
    const looked = await quiesce('status', 'deaf.service')
    expect([looked.status, looked.stdout]).toEqual([
      0,
      expect.stringMatching(/^deaf\.service: Stopping, .*, systemd forces at \d\d:\d\d:\d\d\n/),
    ])
  })

  it('is killed by kill, and stays down', async () => {
    await start('deaf.service')
    const { status, stdout } = await quiesce('kill', 'deaf.service', '--yes', '--json')
    expect(runResult.parse(jsonOf(stdout).at(-1))).toMatchObject({ outcome: 'killed' })
    expect(status).toBe(0)
  })
})

describe('what a manager does besides', () => {
  it('freezes only after its warnings were read, and thaws', async () => {
    await start('deaf.service')
    const frozen = async (): Promise<string | undefined> =>
      (await host().show('deaf.service', 'FreezerState')).FreezerState
    const warned = await quiesce('freeze', 'deaf.service')
    expect([warned.status, warned.stdout, await frozen()]).toEqual([14, '', 'running'])
    expect(warned.stderr).toMatch(/^Warning: (.|\n)*add --yes\.\n$/)
    const done = await quiesce('freeze', 'deaf.service', '--yes', '--json')
    expect(controlResult.parse(jsonOf(done.stdout)[0])).toMatchObject({ done: true, exitStatus: 0 })
    expect(await frozen()).toBe('frozen')
    expect((await quiesce('thaw', 'deaf.service')).status).toBe(0)
    expect(await frozen()).toBe('running')
  })

  it('reports a start that does not stay up, and forgets the failure once', async () => {
    const started = await quiesce('start', 'broken.service', '--json')
    expect(startResult.parse(jsonOf(started.stdout)[0])).toMatchObject({ up: false, exitStatus: 1 })
    expect((await quiesce('status', 'broken.service')).status).toBe(3)
    expect((await quiesce('reset-failed', 'broken.service')).status).toBe(0)
    expect((await quiesce('reset-failed', 'broken.service')).status).toBe(14)
  })

  it.each(['deps', 'status', 'stop'])('knows no unit that is not there: %s', async (name) => {
    const { status, stderr } = await quiesce(name, 'nowhere.service')
    expect([status, stderr]).toEqual([64, expect.stringContaining('no unit nowhere.service')])
  })
})

/** Reads what a program says until it has said this. */
function reader(program: HostProcess) {
  let text = ''
  let wake = (): void => undefined
  program.child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    wake()
  })
  program.child.on('close', () => {
    wake()
  })
  return async (wanted: string): Promise<string> => {
    while (!text.includes(wanted)) {
      if (program.child.exitCode !== null) throw new Error(`ended without "${wanted}":\n${text}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return text
  }
}

describe('a person at a terminal', () => {
  it('moves the deadline of systemd, and hears who keeps it', async ({ skip }) => {
    if (script === null) return skip(noScript)
    await start('near.service')
    const typed = command(['stop', 'near.service']).join(' ')
    const env = { TERM: 'xterm', SHELL: '/bin/sh' }
    const terminal = host().start(['script', '-qefc', `exec ${typed}`, '/dev/null'], { env })
    const sees = reader(terminal)
    await sees('SIGKILL in ')
    terminal.child.stdin?.write('e')
    await sees(', moved')
    expect(await host().show('near.service', 'TimeoutStopUSec')).not.toEqual({
      TimeoutStopUSec: '40s',
    })
    terminal.child.stdin?.write('l')
    await sees('systemd keeps to the moment it was moved to, with or without Quiesce.')
    expect(await terminal.ended()).toBe(16)
    const dropIns = (): string[] => host().readFolder('/run/systemd/system/near.service.d')
    expect(dropIns()).toHaveLength(1)
    await host().systemctl('kill', '-s', 'KILL', 'near.service')
    // Nobody but systemd is left to take it away.
    await host().waitFor('near.service', () => dropIns().length === 0)
  })
})

describe('the log', () => {
  it('is followed until Ctrl-C', async () => {
    await start('obeys.service')
    const follower = host().start(command(['log', 'obeys.service', '--follow', '--lines', '1']))
    const sees = reader(follower)
    await sees('\n')
    await host().systemctl('stop', 'obeys.service')
    await sees('Stopped obeys.service')
    follower.kill('SIGINT')
    expect(await follower.ended()).toBe(0)
  })
})
