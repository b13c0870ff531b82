/** Start, restart, signal, reset-failed, freeze and thaw, the log and the properties of real units. */
import { beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from './door.ts'
import { bring } from './play.ts'
import { acted } from './scenario.ts'

const units = {
  'obeys.service': acted('obeys', 'obeys'),
  'restarted.service': acted('restarted', 'obeys'),
  'again.service': acted('again', 'obeys', { Restart: 'always', RestartSec: '100ms' }),
  'frozen.service': acted('frozen', 'obeys default'),
  'control.service': acted('control', 'ignores', { ExecStop: 'sleep 60', TimeoutStopSec: 30 }),
  'talks.service': acted('talks', 'ignores'),
  'left.service': acted('left', 'ignores', { SendSIGKILL: 'no', TimeoutStopSec: '500ms' }),
}
const down = {
  'dies.service': '[Service]\nExecStart=sh -c "sleep 1; exit 7"\n',
  'refuses.service': '[Service]\nExecStart=false\nType=oneshot\n',
  'waits.service': acted('waits', 'obeys'),
  'failed.service': '[Service]\nExecStart=false\n',
  'loops.service': '[Service]\nExecStart=false\nRestart=always\nRestartSec=200ms\n',
}
let door: Door
const hostOf = useHost(async (host) => {
  await host.writeUnits({ ...units, ...down })
  for (const [name, text] of Object.entries(units)) {
    await bring(host, { says: name, units: { [name]: text } })
  }
  door = await Door.open(host)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})
const messages = async (host: SystemdHost, unit: string): Promise<string[]> =>
  (await host.journal(unit)).map(({ message }) => message)

describe.concurrent('start', () => {
  it('says that it stays up', async ({ expect }) => {
    const report = await door.ask('service.start', { target: 'waits.service' })
    expect(report.up).toBe(true)
    expect((await hostOf().show('waits.service')).ActiveState).toBe('active')
  })

  const dying = [
    ['dies.service', /7/],
    ['refuses.service', /1|fail/],
    ['loops.service', /restart|again|fail/],
  ] as const
  it.for(dying)('says that %s does not', async ([target, words], { expect }) => {
    const report = await door.ask('service.start', { target })
    expect(report).toMatchObject({ up: false, sentence: expect.stringMatching(words) as unknown })
  })

  it('is refused beside processes that the last stop left', async ({ expect }) => {
    const host = hostOf()
    await host.systemctl('stop', 'left.service')
    await host.waitFor('left.service', 'failed/failed')
    const answer = await door.request('service.start', { target: 'left.service' })
    expect(answer.ok ? null : answer.error.message).toMatch(/left\.service|left|process/)
    expect(host.processesIn('/system.slice/left.service')).toHaveLength(1)
  })
})

describe.concurrent('restart', () => {
  it('stops it, and starts another invocation', async ({ expect }) => {
    const host = hostOf()
    const before = await host.show('restarted.service')
    const { run, start } = await door.ask('service.restart', {
      target: 'restarted.service',
      person: true,
    })
    expect(run.run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'stopped' } })
    expect(start?.up).toBe(true)
    const after = await host.show('restarted.service')
    expect(after.ActiveState).toBe('active')
    expect(after.InvocationID).not.toBe(before.InvocationID)
  })
})

describe.concurrent('one signal', () => {
  it('warns that Restart= fires after it, and it does', async ({ expect }) => {
    const host = hostOf()
    const report = await door.ask('service.signal', {
      target: 'again.service',
      signal: 'TERM',
      scope: 'main',
    })
    expect(report).toMatchObject({ sent: 1, refused: 0 })
    expect(report.sentence).toContain('Restart=always')
    await host.waitFor('again.service', ({ NRestarts }) => NRestarts === '1')
  })

  it('goes to the control process alone', async ({ expect }) => {
    const host = hostOf()
    await host.systemctl('stop', '--no-block', 'control.service')
    await host.waitFor('control.service', ({ ControlPID }) => Number(ControlPID) > 0)
    const target = 'control.service'
    const report = await door.ask('service.signal', { target, signal: 'TERM', scope: 'control' })
    expect(report.sent).toBe(1)
    await host.waitFor('control.service', 'deactivating/stop-sigterm')
    await host.systemctl('kill', '--signal=KILL', 'control.service')
    await host.waitFor('control.service', 'failed/failed')
  })

  it('KILL is refused: that is force, and has its own way', async ({ expect }) => {
    const target = 'obeys.service'
    const answer = await door.request('service.signal', { target, signal: 'KILL', scope: 'all' })
    expect(answer.ok ? null : answer.error.code).toBe('needs-force')
    expect((await hostOf().show(target)).ActiveState).toBe('active')
  })
})

describe.concurrent('reset-failed', () => {
  it('takes the mark away, and is refused where there is none', async ({ expect }) => {
    const host = hostOf()
    await host.exec(['systemctl', 'start', 'failed.service'])
    await host.waitFor('failed.service', 'failed/failed')
    const input = { target: 'failed.service', action: 'reset-failed', confirmed: true } as const
    expect((await door.ask('unit.control', input)).done).toBe(true)
    expect((await host.show('failed.service')).ActiveState).toBe('inactive')
    const again = await door.request('unit.control', input)
    expect(again.ok ? null : again.error.code).toMatch(/not-now|unknown-target/)
  })
})

describe.concurrent('freeze and thaw', () => {
  it('warns first, freezes when that was read, is shown as frozen, and thaws', async ({
    expect,
  }) => {
    const host = hostOf()
    const target = 'frozen.service'
    const warned = await door.ask('unit.control', { target, action: 'freeze', confirmed: false })
    expect(warned.done).toBe(false)
    expect(warned.warnings.join(' ')).toMatch(/38517/)
    expect((await host.show(target)).FreezerState).toBe('running')
    expect(
      (await door.ask('unit.control', { target, action: 'freeze', confirmed: true })).done,
    ).toBe(true)
    expect((await host.show(target)).FreezerState).toBe('frozen')
    const { row } = await door.ask('services.inspect', { target })
    expect(row.state.kind).toBe('frozen')
    expect((await door.ask('unit.control', { target, action: 'thaw', confirmed: true })).done).toBe(
      true,
    )
    expect((await host.show(target)).FreezerState).toBe('running')
    expect((await host.show(target)).ActiveState).toBe('active')
  })
})

describe.concurrent('the log', () => {
  it('is read by a cursor, and a wait ends with the next line', async ({ expect }) => {
    const host = hostOf()
    const target = 'talks.service'
    const first = await door.ask('log.read', { target, level: 7, limit: 100, waitMs: 0 })
    expect(first.lines.map(({ text }) => text)).toContain('main is ready')
    const next = door.ask('log.read', {
      target,
      level: 7,
      limit: 100,
      waitMs: 20_000,
      after: first.cursor ?? '',
    })
    const { MainPID = '' } = await host.show(target)
    await host.run(['kill', '-USR1', MainPID])
    expect((await next).lines.map(({ text }) => text)).toEqual(['main got USR1'])
    expect(await messages(host, target)).toContain('main got USR1')
  })
})

describe.concurrent('dependencies and properties', () => {
  it('are what systemctl shows', async ({ expect }) => {
    const host = hostOf()
    const target = 'obeys.service'
    const groups = await door.ask('unit.dependencies', { target })
    const requires = groups.find(({ relation }) => relation === 'Requires')
    const shown = await host.show(target, 'Requires', 'KillMode', 'MainPID')
    expect(requires?.units.map(({ name }) => name).sort()).toEqual(
      shown.Requires?.split(' ').sort(),
    )
    const properties = await door.ask('unit.properties', { target })
    const valueOf = (name: string) => properties.find((property) => property.name === name)?.value
    expect([valueOf('KillMode'), valueOf('MainPID')]).toEqual([shown.KillMode, shown.MainPID])
  })
})
