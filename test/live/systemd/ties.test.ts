/** What a stop touches beside its unit, and what brings it back: planned, then seen. */
import { describe, expect, it } from 'vitest'
import { actor, service, unit } from '../../hosts/shapes.ts'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce } from './inside.ts'
import { Door } from './door.ts'
import { acted } from './scenario.ts'
import { bring } from './play.ts'

const after = (of: string, more: Record<string, string> = {}): Record<string, string> => ({
  After: of,
  ...more,
})
const tied = (name: string, unitSection: Record<string, string>): string =>
  service(actor(`--as=${name}`, 'obeys'), {}, unitSection)

const units = {
  'base.service': acted('base', 'obeys'),
  'requires.service': tied('requires', after('base.service', { Requires: 'base.service' })),
  'binds.service': tied('binds', after('base.service', { BindsTo: 'base.service' })),
  'part.service': tied('part', after('base.service', { PartOf: 'base.service' })),
  'far.service': tied('far', after('binds.service', { Requires: 'binds.service' })),
  'wants.service': tied('wants', after('base.service', { Wants: 'base.service' })),
  'stopper.service': tied('stopper', { PropagatesStopTo: 'dragged.service' }),
  'dragged.service': acted('dragged', 'obeys'),
  'by-socket.socket': unit({ Socket: { ListenStream: '127.0.0.1:7001' } }),
  'by-socket.service': acted('by-socket', '--listen obeys'),
  'listens.socket': unit({ Socket: { ListenStream: '127.0.0.1:7003' } }),
  'listens.service': acted('listens', '--listen obeys'),
  'by-timer.timer': unit({ Timer: { OnActiveSec: 3600 } }),
  'by-timer.service': acted('by-timer', 'obeys'),
  'by-path.path': unit({ Path: { PathExists: '/run/by-path' } }),
  'by-path.service': acted('by-path', 'obeys'),
  'upheld.service': acted('upheld', 'obeys'),
  'upholder.service': tied('upholder', { Upholds: 'upheld.service' }),
  'restarts.service': acted('restarts', 'obeys', { Restart: 'always', RestartSec: '100ms' }),
  'on-bus.service': acted('on-bus', 'obeys', { Type: 'simple', BusName: 'org.example.OnBus' }),
  'serves.service': acted('serves', '--port=7002 obeys'),
  'sliced-one.service': acted('sliced-one', 'ignores', { Slice: 'app-own.slice' }),
  'sliced-two.service': acted('sliced-two', 'obeys', { Slice: 'app-own.slice' }),
  'twin@.service': service(actor('obeys')),
}
const started = Object.keys(units).filter((name) => !name.includes('@'))
let door: Door
const hostOf = useHost(async (host) => {
  host.writeFile(
    '/usr/share/dbus-1/system-services/org.example.OnBus.service',
    '[D-BUS Service]\nName=org.example.OnBus\nExec=/bin/false\nUser=root\nSystemdService=on-bus.service\n',
  )
  await host.writeUnits(units)
  await host.systemctl('start', ...started.filter((name) => name !== 'upholder.service'))
  await host.systemctl('start', 'upholder.service')
  door = await Door.open(host)
})

const stateOf = async (host: SystemdHost, name: string): Promise<string | undefined> =>
  (await host.show(name)).ActiveState
const planOf = async (target: string) => door.ask('plan.make', { target })

describe.concurrent('units that stop with it', () => {
  it('are named with what ties them, and stop; others stay', async () => {
    const host = hostOf()
    const plan = await planOf('base.service')
    const stopsToo = plan.unit?.impact.stopsToo.map(({ name }) => name).sort()
    expect(stopsToo).toEqual(['binds.service', 'far.service', 'part.service', 'requires.service'])
    const told = await quiesce(host, ['stop', 'base.service'])
    expect(told.result).toMatchObject({ outcome: 'stopped', exitStatus: 0 })
    const states = ['base', 'requires', 'binds', 'part', 'far', 'wants'].map((name) =>
      stateOf(host, `${name}.service`),
    )
    expect(await Promise.all(states)).toEqual([
      ...['inactive', 'inactive', 'inactive', 'inactive', 'inactive'],
      'active',
    ])
  })

  it('are named where a stop is handed on by PropagatesStopTo=', async () => {
    const host = hostOf()
    const plan = await planOf('stopper.service')
    expect(plan.unit?.impact.stopsToo.map(({ name }) => name)).toEqual(['dragged.service'])
    await quiesce(host, ['stop', 'stopper.service'])
    expect(await stateOf(host, 'dragged.service')).toBe('inactive')
  })
})

describe.concurrent('a slice with children', () => {
  it('is no service, and a stop of one child is about its own cgroup alone', async () => {
    const host = hostOf()
    const told = await quiesce(host, ['stop', 'sliced-one.service', '--schedule', 'stop/10'])
    expect(told.result).toMatchObject({ outcome: 'killed', exitStatus: 10 })
    expect(await stateOf(host, 'sliced-two.service')).toBe('active')
    expect((await host.journal('sliced-two.service')).at(-1)?.message).toBe('main is ready')
    expect((await quiesce(host, ['stop', 'app-own.slice'])).status).toBe(64)
  })
})

describe.concurrent('what brings it back', () => {
  const cases = [
    ['by-socket.service', 'socket', 'by-socket.socket'],
    ['by-timer.service', 'timer', 'by-timer.timer'],
    ['by-path.service', 'path', 'by-path.path'],
    ['upheld.service', 'upheld', 'upholder.service'],
    ['on-bus.service', 'bus-name', 'org.example.OnBus'],
  ] as const
  it.each(cases)('is in the plan: %s by %s', async (target, kind, by) => {
    const plan = await planOf(target)
    const found = plan.unit?.impact.bringsBack.filter(({ when }) => when === 'after-a-stop')
    expect(found).toEqual([expect.objectContaining({ kind, by })])
  })

  it('of its own only when it is signalled: Restart=', async () => {
    const plan = await planOf('restarts.service')
    const found = plan.unit?.impact.bringsBack
    expect(found).toEqual([expect.objectContaining({ kind: 'restart', when: 'after-a-signal' })])
  })

  it('is told as the outcome where it comes at once: Upholds=', async () => {
    const told = await quiesce(hostOf(), ['stop', 'upheld.service'])
    expect(told.result).toMatchObject({ outcome: 'came-back', exitStatus: 13 })
  })

  it('is stopped first where a person wants that, and does it indeed where not: a socket', async () => {
    const host = hostOf()
    const run = await door.stop('listens.service', 'stop/10', { triggers: ['listens.socket'] })
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'stopped' })
    expect(await stateOf(host, 'listens.socket')).toBe('inactive')
    expect(await stateOf(host, 'listens.service')).toBe('inactive')
    await host.systemctl('start', 'listens.socket', 'listens.service')
    const told = await quiesce(host, ['stop', 'listens.service'])
    expect(told.result).toMatchObject({ outcome: 'stopped' })
    await host.run([
      'bash',
      '-c',
      'exec 3<>/dev/tcp/127.0.0.1/7003 && read -r word <&3 && [ "$word" = hello ]',
    ])
    expect(await stateOf(host, 'listens.service')).toBe('active')
  })
})

describe.concurrent('who uses it', () => {
  it('counts connections to its ports by peer', async () => {
    const host = hostOf()
    await bring(host, { says: '', units: { 'serves.service': units['serves.service'] } })
    const clients = ['3', '4', '5'].map(
      (fd) => `exec ${fd}<>/dev/tcp/127.0.0.1/7002; read -r _ <&${fd}`,
    )
    const client = host.start(['bash', '-c', `${clients.join('; ')}; echo connected; cat`])
    await new Promise((resolve) => client.child.stdout?.once('data', resolve))
    const plan = await planOf('serves.service')
    expect(plan.unit?.impact.clients).toEqual([
      { port: 7002, count: 3, peers: [{ address: '127.0.0.1', count: 3 }] },
    ])
    client.child.stdin?.end()
    await client.ended()
  })
})

describe.concurrent('a unit beside it with the same program', () => {
  it('does not count as a copy of the stopped one', async () => {
    const host = hostOf()
    const twin = { 'twin@.service': units['twin@.service'] }
    await bring(host, { says: '', units: twin, target: 'twin@a.service' })
    const run = await door.stop('twin@a.service', 'stop/10')
    await door.until(run, ({ unit: now }) => now?.state.activeState === 'inactive')
    await host.systemctl('start', 'twin@b.service')
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'stopped' })
    expect(await stateOf(host, 'twin@b.service')).toBe('active')
  })
})

describe.concurrent('what is no service that can be stopped', () => {
  const cases = [
    ['no-such.service', 'unknown-target', 'There is no unit'],
    ['system.slice', 'bad-usage', 'a slice is no service'],
    ['init.scope', 'bad-usage', 'a scope is no service'],
    ['basic.target', 'bad-usage', 'a target is no service'],
    ['by-timer.timer', 'bad-usage', 'a timer is no service'],
  ] as const
  it.each(cases)('%s is refused as %s', async (target, code, words) => {
    const told = await quiesce(hostOf(), ['stop', target])
    expect(told.result).toMatchObject({ error: { code } })
    expect(JSON.stringify(told.result.error)).toContain(words)
    expect(told.status).toBe(64)
  })

  it('a masked unit that runs is stopped, and one that does not is stopped already', async () => {
    const host = hostOf()
    await host.writeUnit('masks.service', acted('masks', 'obeys'))
    await host.systemctl('start', 'masks.service')
    await host.systemctl('mask', 'masks.service')
    expect((await quiesce(host, ['stop', 'masks.service'])).result).toMatchObject({
      outcome: 'stopped',
    })
    expect((await quiesce(host, ['stop', 'masks.service'])).result).toMatchObject({
      outcome: 'already-stopped',
    })
    const start = await quiesce(host, ['start', 'masks.service'])
    expect(start.status).not.toBe(0)
    expect(JSON.stringify(start.result)).toMatch(/mask/)
  })
})
