import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSystemdManager } from '../../../../electron/engine/os/systemd/manager.ts'
import type { SystemdManager } from '../../../../electron/engine/os/systemd/ports.ts'
import { unitPath } from '../../../../electron/engine/parse/unit-path.ts'
import { createManualClock } from '../manual-clock.ts'
import { collectEvents, FakeSystemdBus } from './fake-systemd-bus.ts'

let fake: FakeSystemdBus
let manager: SystemdManager

beforeEach(async () => {
  fake = await FakeSystemdBus.start()
  manager = await fake.open()
})

afterEach(async () => {
  await fake.end()
})

const unitsPath = '/org/freedesktop/systemd1'

describe('what is asked of systemd', () => {
  const job = { signature: 'o', body: ['/org/freedesktop/systemd1/job/7'] }

  it.each([
    ['StopUnit', () => manager.stopUnit('a.service'), 'ss', ['a.service', 'replace']],
    ['StartUnit', () => manager.startUnit('a.service'), 'ss', ['a.service', 'replace']],
  ])('%s is answered with its job, and replaces what is queued', async (member, act, sig, body) => {
    fake.bus.answer(member, () => job)
    expect(await act()).toEqual({ ok: true, value: '/org/freedesktop/systemd1/job/7' })
    const wanted = { path: unitsPath, signature: sig, body, flags: 6 }
    expect(fake.bus.made(member)).toMatchObject([wanted])
  })

  it.each([
    ['KillUnit', () => manager.killUnit('a.service', 'control', 15), 'ssi', ['control', 15]],
    ['ResetFailedUnit', () => manager.resetFailed('a.service'), 's', []],
    ['FreezeUnit', () => manager.freezeUnit('a.service'), 's', []],
    ['ThawUnit', () => manager.thawUnit('a.service'), 's', []],
  ])('%s is answered with nothing', async (member, act, signature, rest) => {
    fake.bus.answer(member, () => ({}))
    expect(await act()).toEqual({ ok: true, value: null })
    const wanted = { path: unitsPath, signature, body: ['a.service', ...rest], flags: 6 }
    expect(fake.bus.made(member)).toMatchObject([wanted])
  })

  it('a reload may take a person’s time and its own', async () => {
    fake.bus.answer('Reload', () => 'silence')
    const reloaded = manager.reload()
    await fake.bus.until(() => fake.bus.made('Reload').length === 1)
    expect(fake.bus.made('Reload')[0]?.flags).toBe(6)
    fake.clock.advance(10 * 60_000 - 1)
    expect(fake.clock.armed()).toBe(1)
    fake.clock.advance(1)
    expect(await reloaded).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
  })

  it.each([
    ['an action five minutes', () => manager.stopUnit('a.service'), 'StopUnit', 5 * 60_000],
    ['a read fifteen seconds', () => manager.listUnits(), 'ListUnits', 15_000],
  ])('%s is waited for', async (_, act, member, limitMs) => {
    fake.bus.answer(member, () => 'silence')
    const acted = act()
    await fake.bus.until(() => fake.bus.made(member).length === 1)
    fake.clock.advance(limitMs - 1)
    expect(fake.clock.armed()).toBe(1)
    fake.clock.advance(1)
    expect(await acted).toMatchObject({ ok: false })
  })

  it('refuses to call something a job that is none', async () => {
    fake.bus.answer('StopUnit', () => ({}))
    const stopped = await manager.stopUnit('a.service')
    expect(stopped).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(stopped)).toContain('may have been carried out')
  })

  it.each([
    ['org.freedesktop.systemd1.NoSuchUnit', 'unknown-target'],
    ['org.freedesktop.DBus.Error.AccessDenied', 'no-permission'],
    ['org.freedesktop.DBus.Error.InteractiveAuthorizationRequired', 'no-permission'],
    ['org.freedesktop.systemd1.UnitMasked', 'backend-failed'],
  ])('%s is %s', async (error, code) => {
    fake.bus.answer('StartUnit', () => ({ error, text: 'no' }))
    expect(await manager.startUnit('a.service')).toMatchObject({ ok: false, error: { code } })
  })
})

describe('what systemd says', () => {
  it('lists units', async () => {
    const unit = [
      'a.service',
      'A',
      'loaded',
      'active',
      'running',
      '',
      unitPath('a'),
      3,
      'stop',
      '/j',
    ]
    fake.bus.answer('ListUnits', () => ({ signature: 'a(ssssssouso)', body: [[unit]] }))
    expect(await manager.listUnits()).toEqual({
      ok: true,
      value: [
        {
          name: 'a.service',
          description: 'A',
          loadState: 'loaded',
          activeState: 'active',
          subState: 'running',
          job: 'stop',
        },
      ],
    })
  })

  it('reads a unit through its own object, all interfaces at once', async () => {
    const properties = [
      ['Id', ['s', 'a.service']],
      ['TimeoutStopUSec', ['t', 90_000_000n]],
      ['ExecStop', ['a(sasb)', [['/bin/x', ['x'], true]]]],
      ['InvocationID', ['ay', [1, 2]]],
    ]
    fake.bus.answer('GetAll', () => ({ signature: 'a{sv}', body: [properties] }))
    expect(await manager.readUnit('a.service')).toEqual({
      ok: true,
      value: {
        Id: 'a.service',
        TimeoutStopUSec: 90_000_000n,
        ExecStop: [['/bin/x', ['x'], true]],
        InvocationID: Buffer.from([1, 2]),
      },
    })
    expect(fake.bus.made('GetAll')).toMatchObject([
      { path: unitPath('a.service'), body: [''], flags: 2 },
    ])
  })

  it('takes a name that is no unit’s for an unknown target', async () => {
    const error = 'org.freedesktop.DBus.Error.InvalidArgs'
    fake.bus.answer('GetAll', () => ({ error, text: 'Unit name x is not valid.' }))
    expect(await manager.readUnit('x')).toMatchObject({ error: { code: 'unknown-target' } })
  })

  it('reads one property of several units', async () => {
    const value = (path: string | undefined): string => (path === unitPath('a.service') ? 'A' : 'B')
    fake.bus.answer('Get', ({ path }) => ({ signature: 'v', body: [['s', value(path)]] }))
    expect(await manager.readProperty(['a.service', 'b.service'], 'Id')).toEqual(
      new Map([
        ['a.service', 'A'],
        ['b.service', 'B'],
      ]),
    )
  })

  it('lists what the bus could start', async () => {
    fake.bus.answer('ListActivatableNames', () => ({ signature: 'as', body: [['org.a', 'org.b']] }))
    expect(await manager.activatableNames()).toEqual({ ok: true, value: ['org.a', 'org.b'] })
  })

  it('tells its version', () => {
    expect(manager.version()).toBe('252.1')
    expect(manager.manager).toBe('system')
  })
})

describe('a call in flight when the connection goes', () => {
  it('fails as one that may have been carried out, and is never sent again', async () => {
    fake.bus.answer('StopUnit', () => 'hang-up')
    const { until } = collectEvents(manager)
    const stopped = await manager.stopUnit('a.service')
    expect(stopped).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(stopped)).toContain('may have been carried out')
    await until(1)
    fake.clock.advance(100)
    expect((await until(2)).map(({ kind }) => kind)).toEqual(['lost', 'back'])
    expect(fake.bus.made('StopUnit')).toHaveLength(1)
  })
})

describe('a manager that is not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-absent-'))
  const uid = process.getuid?.() ?? 0
  const open = (kind: 'system' | 'user', mark: string): Promise<SystemdManager | null> =>
    openSystemdManager({
      manager: kind,
      clock: createManualClock(),
      environment: { XDG_RUNTIME_DIR: folder, DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere' },
      uid,
      bootedMark: mark,
    })

  beforeEach(() => {
    mkdirSync(folder, { recursive: true })
    return () => {
      rmSync(folder, { recursive: true })
    }
  })

  it.each(['system', 'user'] as const)('is absent without systemd as PID 1: %s', async (kind) => {
    mkdirSync(`${folder}/systemd`)
    writeFileSync(`${folder}/bus`, '')
    expect(await open(kind, `${folder}/never-booted`)).toBeNull()
  })

  it('is away, not absent, where systemd runs and its bus does not', async () => {
    const away = await open('system', folder)
    expect(away?.connected()).toBe(false)
    expect(away?.version()).toBe('')
    const listed = await away?.listUnits()
    expect(listed).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(listed)).toContain('Nothing was sent')
    await away?.close()
  })

  it('is absent for a user without a bus', async () => {
    mkdirSync(`${folder}/systemd`)
    expect(await open('user', folder)).toBeNull()
  })

  it('is absent for a user with a bus and no manager behind it', async () => {
    writeFileSync(`${folder}/bus`, '')
    expect(await open('user', folder)).toBeNull()
  })

  it('is away for a user whose bus does not answer', async () => {
    mkdirSync(`${folder}/systemd`)
    writeFileSync(`${folder}/bus`, '')
    const away = await open('user', folder)
    expect(away?.manager).toBe('user')
    expect(away?.connected()).toBe(false)
    await away?.close()
  })
})
