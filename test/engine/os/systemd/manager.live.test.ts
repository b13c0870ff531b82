/** The manager of a real systemd: what it answers, and what it tells. */
import { afterAll, describe, expect, it } from 'vitest'
import type { ManagerEvent } from '../../../../electron/engine/os/systemd/ports.ts'
import type { Result } from '../../../../shared/errors.ts'
import { useHost } from '../../../hosts/use-host.ts'
import { endsJob, enters, isKind, openHostManager, type HostManager } from './host-manager.ts'

const many = Array.from({ length: 1000 }, (_, index) => `many-${index}.service`)
const sleeper = '[Service]\nExecStart=sleep 9999\n'
let opened: HostManager

const hostOf = useHost(async (host) => {
  const script = `cd /run/systemd/system
    for n in $(seq 0 999); do
      printf '[Service]\\nType=oneshot\\nRemainAfterExit=yes\\nExecStop=-true\\n' >many-$n.service
      printf 'Wants=many-%s.service\\n' $n
    done | { echo '[Unit]'; cat; } >many.target`
  await host.run(['bash', '-euc', script])
  await host.writeUnits({
    'sleeps.service': sleeper,
    'named@.service': sleeper,
    'fails.service': '[Service]\nExecStart=false\n',
    'real.service': `${sleeper}[Install]\nAlias=alias.service\n`,
    // So that it stays loaded while it is not running.
    'keeps.target': '[Unit]\nWants=idle.service\n',
    'idle.service': sleeper,
  })
  await host.run(['systemctl', 'mask', '--runtime', 'hidden.service'])
  await host.run(['ln', '-s', 'real.service', '/run/systemd/system/alias.service'])
  await host.systemctl('daemon-reload')
  opened = await openHostManager(host)
})

afterAll(async () => {
  // Not there where no host could be booted.
  await (opened as HostManager | undefined)?.manager.close()
})

/** The value, or the test ends with the error. */
async function value<T>(result: Promise<Result<T>>): Promise<T> {
  const settled = await result
  if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  return settled.value
}

const property = async (unit: string, name: string): Promise<unknown> =>
  (await value(opened.manager.readUnit(unit)))[name]

describe('a host with a thousand units', () => {
  it('is followed by signals while all of them start', async () => {
    const { manager, event, mark } = opened
    const from = mark()
    await value(manager.startUnit('many.target'))
    await event(from, endsJob('many.target'))
    await Promise.all(many.map((unit) => event(from, enters(unit, 'active'))))
  })

  it('is listed, and read one property of each', async () => {
    const { manager } = opened
    const listed = new Map(
      (await value(manager.listUnits())).map((listing) => [listing.name, listing]),
    )
    const states = many.map((unit) => listed.get(unit)?.activeState)
    expect(new Set(states)).toEqual(new Set(['active']))
    const slices = await manager.readProperty(many, 'Slice')
    expect([...slices.keys()].sort()).toEqual([...many].sort())
    expect(new Set(slices.values())).toEqual(new Set(['system.slice']))
    const ids = await manager.readProperty(many, 'Id')
    expect(many.every((unit) => ids.get(unit) === unit)).toBe(true)
  })
})

describe('a unit', () => {
  it('is followed from its start to its end, state by state', async () => {
    const { manager, event, mark, events } = opened
    const from = mark()
    const job = await value(manager.startUnit('sleeps.service'))
    expect(await event(from, endsJob('sleeps.service'))).toMatchObject({ job, result: 'done' })
    await event(from, enters('sleeps.service', 'active'))
    const stopped = mark()
    await value(manager.stopUnit('sleeps.service'))
    await event(stopped, enters('sleeps.service', 'inactive'))
    const states = events.slice(from).flatMap((told) => subStateOf(told, 'sleeps.service'))
    const inOrder = states.filter((state, index) => state !== states[index - 1])
    expect(inOrder.slice(-3)).toEqual(['running', 'stop-sigterm', 'dead'])
  })

  it('that nobody refers to is told as new, and as removed when it is over', async () => {
    const { manager, event, mark } = opened
    const from = mark()
    await value(manager.startUnit('named@once.service'))
    await event(from, (told) => told.kind === 'new' && told.unit === 'named@once.service')
    await value(manager.stopUnit('named@once.service'))
    await event(from, (told) => told.kind === 'removed' && told.unit === 'named@once.service')
  })

  it('is read as systemctl shows it, every interface in one map', async () => {
    const { manager } = opened
    const host = hostOf()
    await value(manager.startUnit('sleeps.service'))
    const shown = await host.waitFor('sleeps.service', 'active/running')
    const read = await value(manager.readUnit('sleeps.service'))
    expect(read).toMatchObject({
      Id: 'sleeps.service',
      LoadState: 'loaded',
      ActiveState: 'active',
      MainPID: Number(shown.MainPID),
      ControlGroup: '/system.slice/sleeps.service',
      TimeoutStopUSec: 90_000_000n,
      KillMode: 'control-group',
    })
    expect(Buffer.isBuffer(read['InvocationID'])).toBe(true)
    await value(manager.stopUnit('sleeps.service'))
  })

  it.each([
    ['a name without a file', 'nowhere.service', 'LoadState', 'not-found'],
    ['a masked one', 'hidden.service', 'LoadState', 'masked'],
    ['an instance of a template', 'named@x.service', 'Id', 'named@x.service'],
    ['an alias', 'alias.service', 'Id', 'real.service'],
    ['the root slice', '-.slice', 'Id', '-.slice'],
    ['a socket', 'dbus.socket', 'Accept', false],
  ])('is read without having been loaded: %s', async (_, unit, name, wanted) => {
    expect(await property(unit, name)).toBe(wanted)
  })

  it.each(['named@.service', 'sleeps', 'sleeps.nothing'])('cannot be called %s', async (name) => {
    const read = await opened.manager.readUnit(name)
    expect(read).toMatchObject({ ok: false, error: { code: 'unknown-target' } })
  })

  it('that does not exist cannot be stopped, started or signalled', async () => {
    const { manager } = opened
    const refusals = await Promise.all([
      manager.stopUnit('nowhere.service'),
      manager.startUnit('nowhere.service'),
      manager.killUnit('nowhere.service', 'all', 15),
      manager.resetFailed('nowhere.service'),
    ])
    const codes = refusals.map((refusal) => (refusal.ok ? 'ok' : refusal.error.code))
    expect(codes).toEqual(Array(4).fill('unknown-target'))
  })

  it('that is masked says so, and what would help', async () => {
    const started = await opened.manager.startUnit('hidden.service')
    expect(started).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(started)).toContain('systemctl unmask')
  })
})

describe('what a manager does beside', () => {
  it('signals the whole unit', async () => {
    const { manager, event, mark } = opened
    const from = mark()
    await value(manager.startUnit('sleeps.service'))
    await event(from, enters('sleeps.service', 'active'))
    await value(manager.killUnit('sleeps.service', 'all', 9))
    await event(from, enters('sleeps.service', 'failed'))
    expect(await property('sleeps.service', 'Result')).toBe('signal')
  })

  it('resets a failure', async () => {
    const { manager, event, mark } = opened
    const from = mark()
    await value(manager.startUnit('fails.service'))
    await event(from, enters('fails.service', 'failed'))
    await value(manager.resetFailed('fails.service'))
    expect(await property('fails.service', 'ActiveState')).toBe('inactive')
  })

  it('freezes and thaws', async () => {
    const { manager, event, mark } = opened
    const from = mark()
    await value(manager.startUnit('sleeps.service'))
    // Frozen before its start is told, it may be called running for good while it is frozen (252).
    await event(from, enters('sleeps.service', 'active'))
    await value(manager.freezeUnit('sleeps.service'))
    expect(await property('sleeps.service', 'FreezerState')).toBe('frozen')
    await value(manager.thawUnit('sleeps.service'))
    expect(await property('sleeps.service', 'FreezerState')).toBe('running')
    await value(manager.stopUnit('sleeps.service'))
  })

  it('reloads: reads files again, and tells of no unit as removed or new', async () => {
    const { manager, event, mark, events } = opened
    await value(manager.startUnit('keeps.target'))
    expect(await property('idle.service', 'Description')).toBe('idle.service')
    const text = `[Unit]\nDescription=Changed\n${sleeper}`
    hostOf().writeFile('/run/systemd/system/idle.service', text)
    expect(await property('idle.service', 'NeedDaemonReload')).toBe(true)
    const from = mark()
    await value(manager.reload())
    await event(from, isKind('reloaded'))
    expect(await property('idle.service', 'Description')).toBe('Changed')
    const told = events.slice(from).filter(({ kind }) => kind === 'new' || kind === 'removed')
    expect(told.filter((change) => 'unit' in change && change.unit === 'idle.service')).toEqual([])
  })

  it('lists what its bus would start', async () => {
    expect(await value(opened.manager.activatableNames())).toContain('org.freedesktop.systemd1')
  })
})

describe('the end of a job', () => {
  it('is told for every call, also where it comes before the answer', async () => {
    const { manager, mark, event } = opened
    await value(manager.startUnit('keeps.target'))
    await value(manager.stopUnit('idle.service'))
    for (let round = 0; round < 50; round += 1) {
      const from = mark()
      const job = await value(manager.stopUnit('idle.service'))
      const end = await event(from, (told) => told.kind === 'job-removed' && told.job === job)
      expect(end).toMatchObject({ unit: 'idle.service', result: 'done' })
    }
  })
})

/** The sub-state that an event tells of a unit, if it does. */
function subStateOf(event: ManagerEvent, unit: string): string[] {
  if (event.kind !== 'changed' || event.unit !== unit) return []
  const state = event.properties['SubState']
  return typeof state === 'string' ? [state] : []
}
