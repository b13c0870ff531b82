import { describe, expect, it } from 'vitest'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import {
  transientUnit,
  transientUnitName,
} from '../../../../electron/engine/decide/unit/transient.ts'
import type { ServiceConfiguration } from '../../../../shared/configuration.ts'
import type { StopMethod } from '../../../../shared/run.ts'

const term: StopMethod = { kind: 'signal', signal: 'TERM', scope: 'main' }

interface Of {
  readonly configuration?: Partial<ServiceConfiguration>
  readonly stopMethod?: StopMethod
  readonly startCommand?: readonly string[] | null
  readonly version?: string
  readonly target?: string
}

const make = ({ configuration = {}, stopMethod = term, startCommand, version, target }: Of) =>
  transientUnit(
    target ?? 'iguana',
    {
      ...{ title: 'Iguana', stopMethod, configuration },
      startCommand: startCommand === undefined ? ['/opt/iguana', '--on', 'a b'] : startCommand,
    } as unknown as Observed,
    version ?? '252.38-1~deb12u1',
  )

/** The properties by name, without the types of D-Bus. */
const propertiesOf = (of: Of): Record<string, unknown> =>
  Object.fromEntries((make(of)?.properties ?? []).map(({ name, value }) => [name, value]))

describe('the name of the unit in which a service is started', () => {
  it.each([
    ['iguana', 'quiesce-iguana.service'],
    ['init:ssh', 'quiesce-init:ssh.service'],
    ['a_b', 'quiesce-a_b.service'],
    ['a+b', 'quiesce-a\\x2bb.service'],
    ['pid:4242', null],
    ['exe:/opt/iguana', null],
    ['nginx.service', 'quiesce-nginx.service.service'],
    ['', null],
    ['-rf', null],
  ])('for %s is %s', (target, name) => {
    expect(transientUnitName(target)).toBe(name)
  })
})

describe('the unit in which a service is started', () => {
  it('is none without a start command, or for a target that cannot name one', () => {
    expect(make({ startCommand: null })).toBeNull()
    expect(make({ target: 'pid:7' })).toBeNull()
  })

  it('leaves no variable of a command to systemd, which would put its own in its place', () => {
    const argv = ['/bin/sh', '-c', 'exec sleep "$SECONDS_LEFT" $$']
    const written = ['/bin/sh', '-c', 'exec sleep "$$SECONDS_LEFT" $$$$']
    const stopMethod = { kind: 'command', argv } as const
    expect(propertiesOf({ startCommand: argv, stopMethod })).toMatchObject({
      ExecStart: [['/bin/sh', written, false]],
      ExecStop: [['/bin/sh', written, false]],
    })
  })

  it('runs the command as it is written, from the root folder', () => {
    expect(propertiesOf({})).toMatchObject({
      Description: 'Iguana (started by Quiesce)',
      ExecStart: [['/opt/iguana', ['/opt/iguana', '--on', 'a b'], false]],
      WorkingDirectory: '/',
    })
  })

  it('gives each property the type that its manager wants', () => {
    const { properties } = make({ configuration: { restart: restart('failure') } }) ?? {}
    expect(Object.fromEntries((properties ?? []).map((p) => [p.name, p.signature]))).toEqual({
      ...{ Description: 's', Type: 's', ExitType: 's', ExecStart: 'a(sasb)' },
      ...{ WorkingDirectory: 's', KillMode: 's', KillSignal: 'i', SendSIGKILL: 'b' },
      ...{ TimeoutStopUSec: 't', Restart: 's', RestartUSec: 't' },
      ...{ StartLimitIntervalUSec: 't', StartLimitBurst: 'u' },
    })
  })
})

const restart = (on: 'failure' | 'always') => ({ on, delay: 0.25, limit: 3, within: 600 })

describe('how systemd learns that it runs', () => {
  const cases: readonly (readonly [string, Of, Record<string, unknown>])[] = [
    ['by its cgroup where nobody said', {}, { Type: 'exec', ExitType: 'cgroup' }],
    [
      'by its cgroup though a pid file is there: nobody said that it forks',
      { configuration: { pidfile: '/run/i.pid' } },
      { Type: 'exec', ExitType: 'cgroup', PIDFile: undefined },
    ],
    [
      'by its main process where it stays in the foreground',
      { configuration: { forks: false, pidfile: '/run/i.pid' } },
      { Type: 'exec', ExitType: undefined },
    ],
    [
      'by its pid file where it forks',
      { configuration: { forks: true, pidfile: '/run/i.pid' } },
      { Type: 'forking', PIDFile: '/run/i.pid' },
    ],
    [
      'by a guess where it forks without a pid file',
      { configuration: { forks: true } },
      { Type: 'forking', PIDFile: undefined },
    ],
    [
      'by its main process before systemd 250',
      { version: '249.11' },
      { Type: 'exec', ExitType: undefined },
    ],
    [
      'by its pid file before systemd 250',
      { version: '249.11', configuration: { pidfile: '/run/i.pid' } },
      { Type: 'forking', PIDFile: '/run/i.pid' },
    ],
    ['by its main process on one without a number', { version: 'v' }, { ExitType: undefined }],
  ]
  it.each(cases)('is %s', (_, of, expected) => {
    expect(propertiesOf(of)).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    )
    for (const [name, value] of Object.entries(expected)) {
      if (value === undefined) expect(propertiesOf(of)).not.toHaveProperty(name)
    }
  })
})

describe('how systemd stops it', () => {
  it('never is by force, however long it takes', () => {
    for (const forks of [true, false, undefined]) {
      expect(propertiesOf({ configuration: { forks } })).toMatchObject({
        SendSIGKILL: false,
        TimeoutStopUSec: 18_446_744_073_709_551_615n,
      })
    }
  })

  const foreground = { forks: false }
  const cases: readonly (readonly [string, Of, Record<string, unknown>])[] = [
    ['SIGTERM to main', { configuration: foreground }, { KillMode: 'mixed', KillSignal: 15 }],
    [
      'the signal of the service to main',
      {
        configuration: foreground,
        stopMethod: { kind: 'signal', signal: 'QUIT', scope: 'main' },
      },
      { KillMode: 'mixed', KillSignal: 3 },
    ],
    [
      'the signal to all where that is its stop',
      { configuration: foreground, stopMethod: { kind: 'signal', signal: 'INT', scope: 'all' } },
      { KillMode: 'control-group', KillSignal: 2 },
    ],
    [
      'to all where systemd knows no main process: mixed would signal nobody',
      {},
      { KillMode: 'control-group', KillSignal: 15 },
    ],
    [
      'its own command, then SIGTERM to main',
      {
        configuration: foreground,
        stopMethod: { kind: 'command', argv: ['/opt/iguanactl', 'stop'] },
      },
      {
        ...{ KillMode: 'mixed', KillSignal: 15 },
        ExecStop: [['/opt/iguanactl', ['/opt/iguanactl', 'stop'], false]],
      },
    ],
  ]
  it.each(cases)('is %s', (_, of, expected) => {
    expect(propertiesOf(of)).toMatchObject(expected)
  })
})

describe('a service that is to be started again', () => {
  it('is not, where nobody said so', () => {
    expect(Object.keys(propertiesOf({})).filter((name) => /Restart|StartLimit/.test(name))).toEqual(
      [],
    )
  })
  it.each([
    ['failure', 'on-failure'],
    ['always', 'always'],
  ] as const)('on %s is started %s, with one more start than restarts', (on, word) => {
    expect(propertiesOf({ configuration: { restart: restart(on) } })).toMatchObject({
      ...{ Restart: word, RestartUSec: 250_000n },
      ...{ StartLimitIntervalUSec: 600_000_000n, StartLimitBurst: 4 },
    })
  })
})
