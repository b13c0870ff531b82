import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { configurationSchema, serviceConfiguration } from '../../shared/configuration.ts'

/** What a person sees: where, and what was expected there. */
function refusals(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value)
  if (parsed.success) throw new Error('it was taken')
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const ofService = (value: unknown): string[] => refusals(serviceConfiguration, value)
const findable = { exe: '/usr/sbin/iguana' }

describe('a service in the configuration', () => {
  it.each<[string, object]>([
    ['found by its executable', { exe: '/usr/sbin/iguana' }],
    ['found by its pid file', { pidfile: '/run/iguana.pid' }],
    ['found by the lowest port', { port: 1 }],
    ['found by the highest port', { port: 65535 }],
    ['in the root folder', { exe: '/' }],
    ['with a path that holds spaces, quotes and newlines', { exe: '/opt/my "daemon"\n/d' }],
    ['with a stop command', { ...findable, stop: ['/etc/init.d/iguana', 'stop'] }],
    ['with a start command without arguments', { ...findable, start: ['/usr/sbin/iguana'] }],
    [
      'with shell letters, which are mere text',
      { ...findable, stop: ['/bin/x', '$(rm); `y` | z'] },
    ],
    ['with a signal by name', { ...findable, signal: 'INT' }],
    ['with a signal by its full name', { ...findable, signal: 'SIGINT' }],
    ['with a signal by number', { ...findable, signal: '15' }],
    ['with a schedule', { ...findable, schedule: 'stop/60/ask/KILL/5' }],
    ['that is a unit', { unit: 'nginx.service' }],
    ['that is an instance of a template', { unit: 'getty@tty1.service' }],
    ['that is a unit with an escaped name', { unit: 'dev-disk\\x2dby.service' }],
    ['that is a unit of one’s own systemd', { unit: 'user:sync.service' }],
    [
      'that is a unit with a title and a schedule of one’s own',
      { unit: 'nginx.service', title: 'Web', schedule: 'stop/60/ask/KILL/5' },
    ],
    [
      'with all there is',
      {
        title: 'Iguana',
        exe: '/opt/iguana/iguana_service',
        user: 'iguana',
        port: 4569,
        pidfile: '/run/iguana.pid',
        lockfile: '/run/lock/subsys/iguana',
        stop: ['/opt/iguana/stop'],
        start: ['/opt/iguana/iguana_service', '--daemon'],
        schedule: 'TERM/5/ask',
      },
    ],
  ])('%s is taken as it is written', (_what, service) => {
    expect(serviceConfiguration.parse(service)).toEqual(service)
  })

  it.each<[string, object, string]>([
    [
      'a title without letters',
      { title: '' },
      'title: Too small: expected string to have >=1 characters',
    ],
    [
      'a user without letters',
      { user: '' },
      'user: Too small: expected string to have >=1 characters',
    ],
    ['a relative executable', { exe: 'iguana' }, 'exe: an absolute path'],
    ['an empty executable', { exe: '' }, 'exe: an absolute path'],
    ['an executable with a NUL', { exe: '/usr/sbin/igu\0ana' }, 'exe: an absolute path'],
    ['an executable in the home folder', { exe: '~/iguana' }, 'exe: an absolute path'],
    ['a relative pid file', { pidfile: 'run/a.pid' }, 'pidfile: an absolute path'],
    ['a relative lock file', { lockfile: './a' }, 'lockfile: an absolute path'],
    ['port 0', { port: 0 }, 'port: Too small: expected number to be >=1'],
    ['port 65536', { port: 65536 }, 'port: Too big: expected number to be <=65535'],
    ['half a port', { port: 80.5 }, 'port: Invalid input: expected int, received number'],
    ['a port as text', { port: '80' }, 'port: Invalid input: expected number, received string'],
    [
      'shell text as stop',
      { stop: 'kill 1' },
      'stop: Invalid input: expected array, received string',
    ],
    [
      'a relative stop program',
      { stop: ['kill', '1'] },
      'stop: a command whose program is an absolute path',
    ],
    [
      'a relative start program',
      { start: ['./x'] },
      'start: a command whose program is an absolute path',
    ],
    [
      'an empty argument',
      { start: ['/x', ''] },
      'start.1: Too small: expected string to have >=1 characters',
    ],
    ['an argument with a NUL', { stop: ['/x', 'a\0b'] }, 'stop.1: text without a NUL character'],
    [
      'a number as argument',
      { start: ['/x', 1] },
      'start.1: Invalid input: expected string, received number',
    ],
    ['SIGKILL as stop signal', { signal: 'KILL' }, 'signal: a signal other than KILL'],
    ['SIGKILL in small letters', { signal: 'sigkill' }, 'signal: a signal other than KILL'],
    ['SIGKILL by number', { signal: '9' }, 'signal: a signal other than KILL'],
    ['a signal nobody knows', { signal: 'FROB' }, 'signal: a signal other than KILL'],
    [
      'a name of the prototype as signal',
      { signal: 'toString' },
      'signal: a signal other than KILL',
    ],
    [
      'a bare number as signal',
      { signal: 15 },
      'signal: Invalid input: expected string, received number',
    ],
    [
      'a number as schedule',
      { schedule: 30 },
      'schedule: Invalid input: expected string, received number',
    ],
    [
      'a stop command beside a signal',
      { stop: ['/x'], signal: 'TERM' },
      ': either stop (a command) or signal, not both',
    ],
    ['a misspelt key', { shedule: 'stop/5' }, ': Unrecognized key: "shedule"'],
    [
      'a key without a value',
      { user: null },
      'user: Invalid input: expected string, received null',
    ],
  ])('%s is refused, and says where and what was expected', (_what, service, refusal) => {
    expect(ofService({ port: 4569, ...service })).toEqual([refusal])
  })

  it.each([
    ['nothing', {}],
    ['a title, a user and a lock file', { title: 'A', user: 'a', lockfile: '/run/lock/a' }],
    ['commands alone', { stop: ['/x'], start: ['/x'] }],
  ])('%s is not enough to find a service by', (_what, service) => {
    expect(ofService(service)).toEqual([
      ': one of exe, pidfile, port, unit or init, so that the service can be found',
    ])
  })

  it.each([
    'nginx.socket',
    'nginx',
    '/etc/systemd/system/nginx.service',
    'nginx.service\n',
    '--user nginx.service',
    '.service',
    `${'x'.repeat(248)}.service`,
  ])('is no unit called %j', (unit) => {
    expect(ofService({ unit })).toEqual(['unit: a unit: NAME.service, or user:NAME.service'])
  })

  it.each<[string, unknown, string]>([
    ['exe', '/usr/sbin/nginx', 'systemd knows the processes of a unit by its cgroup'],
    ['user', 'www-data', 'systemd knows the processes of a unit by its cgroup'],
    ['port', 80, 'systemd knows the processes of a unit by its cgroup'],
    ['pidfile', '/run/a.pid', 'systemd follows the main process of a unit itself (PIDFile=)'],
    ['lockfile', '/run/lock/a', 'systemd says itself whether a unit runs'],
    ['stop', ['/x'], 'systemd stops a unit, by its ExecStop= and KillSignal='],
    ['signal', 'QUIT', 'systemd stops a unit, by its ExecStop= and KillSignal='],
    ['start', ['/x'], 'systemd starts a unit, by its ExecStart='],
  ])('that is a unit has no %s, and hears why', (key, value, why) => {
    expect(ofService({ unit: 'nginx.service', [key]: value })).toEqual([
      `${key}: no ${key} beside unit: ${why}`,
    ])
  })
  it('hears of each setting that a unit does not have', () => {
    const both = { unit: 'nginx.service', stop: ['/x'], pidfile: '/run/a.pid' }
    expect(ofService(both)).toHaveLength(2)
  })

  it('is told both that it cannot be found and that it is stopped in two ways', () => {
    expect(ofService({ stop: ['/x'], signal: 'TERM' })).toHaveLength(2)
  })

  it('hears what is wrong with an empty command first', () => {
    expect(ofService({ ...findable, stop: [] })[0]).toBe(
      'stop: a command as a list: [/path/to/program, argument]',
    )
  })

  it('hears what a schedule’s own reader says, with the column and the way out', () => {
    expect(ofService({ ...findable, schedule: 'stop/9/5' })).toEqual([
      'schedule: The schedule "stop/9/5" is refused at column 8: a wait follows a wait. Write one wait, or a signal or `ask` between the two.',
    ])
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a text', '/usr/sbin/iguana'],
    ['a list', [findable]],
    ['a number', 80],
    ['true', true],
  ])('is never %s', (_what, value) => {
    expect(ofService(value)[0]).toMatch(/^: Invalid input: expected object, received /)
  })
})

describe('names of services', () => {
  const named = (name: string): unknown => ({ services: { [name]: findable } })
  it.each([
    'a',
    '7',
    'iguana',
    'Iguana-2.conf_old',
    'a'.repeat(64),
    'constructor',
    'toString',
    'hasOwnProperty',
  ])('%s is one', (name) => {
    const parsed = configurationSchema.parse(named(name))
    expect(Object.hasOwn(parsed.services ?? {}, name)).toBe(true)
    expect(parsed.services?.[name]).toEqual(findable)
  })
  it.each([
    '',
    '-rf',
    '.hidden',
    '_x',
    'two words',
    'pid:1',
    'init:nginx',
    'a/b',
    '../etc',
    'a'.repeat(65),
    'a\n',
    '\x1b[2J',
    'ägypten',
    'valueOf()',
  ])('%j is none', (name) => {
    const parsed = configurationSchema.safeParse(named(name))
    expect(parsed.success).toBe(false)
    const [issue] = parsed.error?.issues ?? []
    expect(issue?.path).toEqual(['services', name])
    expect(issue).toMatchObject({
      code: 'invalid_key',
      issues: [{ message: 'a name of letters, digits, dot, - and _' }],
    })
  })
  it('never reach the prototype', () => {
    const hostile: unknown = JSON.parse('{"services":{"__proto__":{"port":1}}}')
    const parsed = configurationSchema.safeParse(hostile)
    expect(Object.getPrototypeOf(parsed.data?.services ?? {})).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['port']).toBeUndefined()
  })
})

describe('a configuration', () => {
  it.each<[string, object]>([
    ['empty', {}],
    ['with an empty list of services', { services: {} }],
    ['whose services are all commented out', { services: null }],
  ])('may be %s', (_what, value) => {
    expect(configurationSchema.parse(value)).toEqual(value)
  })
  it.each<[string, unknown, string]>([
    ['a list', [], ': Invalid input: expected object, received array'],
    ['a text', 'services', ': Invalid input: expected object, received string'],
    ['null', null, ': Invalid input: expected object, received null'],
    ['misspelt', { service: {} }, ': Unrecognized key: "service"'],
    [
      'a list of services',
      { services: [] },
      'services: Invalid input: expected record, received array',
    ],
    [
      'a service without settings',
      { services: { a: null } },
      'services.a: Invalid input: expected object, received null',
    ],
    [
      'one bad service of two',
      { services: { good: findable, bad: { exe: 'x' } } },
      'services.bad.exe: an absolute path',
    ],
  ])('is refused where it is %s', (_what, value, refusal) => {
    expect(refusals(configurationSchema, value)).toEqual([refusal])
  })
})
