import { describe, expect, it } from 'vitest'
import {
  isUp,
  refuseUnit,
  refuseUnitStart,
  systemctl,
} from '../../../../electron/engine/decide/unit/refusals.ts'
import { parseUnit, type RawProperties } from '../../../../electron/engine/parse/unit-properties.ts'
import { makeMember } from '../../../fakes/run.ts'
import { downFacts, makeFacts } from './facts.ts'

const missing = downFacts('ngnix.service', { LoadState: 'not-found' })

describe('a run is refused', () => {
  it('for a unit that does not exist', () => {
    expect(refuseUnit(missing)).toEqual({
      code: 'unknown-target',
      message: 'There is no unit ngnix.service.',
      next: 'Look for its right name: systemctl list-units --all.',
    })
  })

  it.each([
    ['system.slice', 'a slice'],
    ['multi-user.target', 'a target'],
    ['home.mount', 'a mount'],
    ['home.automount', 'an automount'],
    ['dev-sda2.swap', 'a swap space'],
    ['dev-sda2.device', 'a device'],
    ['nginx.socket', 'a socket'],
    ['backup.timer', 'a timer'],
    ['spool.path', 'a path watch'],
    ['session-3.scope', 'a scope'],
    ['init.scope', 'a scope'],
    ['x.somethingnew', 'no service'],
  ])('for %s, which is %s', (name, what) => {
    const refused = refuseUnit(makeFacts(name))
    expect(refused?.code).toBe('protected')
    expect(refused?.message).toContain(`${name} is ${what}`)
    expect(refused?.next).toContain(`systemctl stop ${name}`)
  })

  it('for a trigger, with the services that it starts', () => {
    const socket = makeFacts('syslog.socket', { Triggers: ['rsyslog.service', 'dev-log.mount'] })
    expect(refuseUnit(socket)?.next).toBe('Name the service that it starts: rsyslog.service.')
  })

  it('where systemd itself would refuse: RefuseManualStop=', () => {
    const refused = refuseUnit(makeFacts('auditd.service', { RefuseManualStop: true }))
    expect(refused).toEqual({
      code: 'protected',
      message:
        'auditd.service says RefuseManualStop=yes: systemd stops it only along with another unit.',
      next: 'Stop what it belongs to; systemctl list-dependencies --reverse auditd.service shows it.',
    })
  })
})

describe('a run is begun', () => {
  it.each<readonly [string, RawProperties]>([
    ['a service that runs', {}],
    ['one that is masked since it started', { LoadState: 'masked' }],
    ['one whose file is gone since it started', { LoadState: 'not-found' }],
    ['one whose file is broken', { LoadState: 'bad-setting' }],
    ['one of a template', { Id: 'getty@tty1.service' }],
    ['one on its way down', { ActiveState: 'deactivating', SubState: 'stop-sigterm' }],
  ])('for %s', (_, more) => {
    expect(refuseUnit(makeFacts('iguana.service', more))).toBeNull()
  })

  it.each<readonly [string, RawProperties]>([
    ['is down', {}],
    ['is masked', { LoadState: 'masked' }],
    ['failed', { ActiveState: 'failed' }],
    ['could not be stopped by hand anyway', { RefuseManualStop: true }],
  ])('for one that %s: it is stopped already', (_, more) => {
    expect(refuseUnit(downFacts('iguana.service', more))).toBeNull()
  })
})

describe('a start is refused', () => {
  const start = (more: RawProperties) => refuseUnitStart(downFacts('iguana.service', more), [])

  it('for a unit that does not exist, and for what is no service', () => {
    expect(refuseUnitStart(missing, [])?.code).toBe('unknown-target')
    expect(refuseUnitStart(downFacts('a.slice'), [])?.code).toBe('protected')
  })

  it('where it is masked, with the way out', () => {
    expect(start({ LoadState: 'masked' })).toEqual({
      code: 'not-now',
      message: 'iguana.service is masked: somebody has forbidden its start.',
      next: 'If it shall start, unmask it first: systemctl unmask iguana.service.',
    })
  })

  it('where only other units may start it', () => {
    expect(start({ RefuseManualStart: true })).toMatchObject({ code: 'protected' })
  })

  it.each(['error', 'bad-setting', 'stub'])('where systemd calls its file %s', (LoadState) => {
    expect(start({ LoadState })).toEqual({
      code: 'not-now',
      message: `systemd could not read the file of iguana.service (${LoadState}).`,
      next: 'systemctl status iguana.service says what is wrong with it.',
    })
  })

  it.each([
    ['active', 'running', 'it runs already'],
    ['activating', 'start', 'it runs already'],
    ['reloading', 'reload', 'it runs already'],
    ['deactivating', 'stop-sigterm', 'is deactivating (stop-sigterm).'],
    ['a-new-word', 'x', 'is unknown (x).'],
    ['maintenance', 'cleaning', 'is maintenance (cleaning).'],
  ])('while it is %s (%s)', (ActiveState, SubState, words) => {
    const refused = start({ ActiveState, SubState })
    expect(refused?.code).toBe('not-now')
    expect(refused?.message).toContain(words)
  })

  it('beside what is left of the last time', () => {
    const left = [makeMember(41, { name: 'iguana' }), makeMember(42, { name: 'iguana-worker' })]
    expect(refuseUnitStart(downFacts('iguana.service'), left)).toEqual({
      code: 'not-now',
      message:
        'iguana (41) and iguana-worker (42) are left over from before in the cgroup of iguana.service: systemd would start a second copy beside them.',
      next: 'End them first, then start it.',
    })
  })

  it('beside a single one', () => {
    const refused = refuseUnitStart(downFacts('iguana.service'), [makeMember(41)])
    expect(refused?.message).toContain('daemon-41 (41) is left over')
    expect(refused?.next).toBe('End it first, then start it.')
  })
})

describe('a start is tried', () => {
  it.each<readonly [string, RawProperties]>([
    ['where it is down', {}],
    ['where it failed', { ActiveState: 'failed', SubState: 'failed' }],
    ['where systemd says nothing of its file', { LoadState: '' }],
  ])('%s', (_, more) => {
    expect(refuseUnitStart(downFacts('iguana.service', more), [])).toBeNull()
  })
})

describe('commands to copy', () => {
  it('name the manager of the unit', () => {
    expect(systemctl({ manager: 'system', name: 'a.service' }, 'stop')).toBe(
      'systemctl stop a.service',
    )
    expect(systemctl({ manager: 'user', name: 'a.service' }, 'stop')).toBe(
      'systemctl --user stop a.service',
    )
  })

  it('survive the backslashes of a name', () => {
    expect(systemctl({ manager: 'system', name: 'a\\x2db.service' }, 'stop')).toBe(
      "systemctl stop 'a\\x2db.service'",
    )
  })

  it("speak of a person's own units", () => {
    const raw = { Id: 'x.service', LoadState: 'not-found', ActiveState: 'inactive' }
    expect(refuseUnit(parseUnit(raw, 'user'))?.next).toContain('systemctl --user list-units')
  })
})

it.each([
  ['active', true],
  ['reloading', true],
  ['activating', true],
  ['deactivating', true],
  ['maintenance', true],
  ['hibernating', true],
  ['inactive', false],
  ['failed', false],
])('%s: up is %s', (ActiveState, up) => {
  expect(isUp(makeFacts('a.service', { ActiveState }))).toBe(up)
})
