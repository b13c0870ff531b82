import { describe, expect, it } from 'vitest'
import { serviceConfiguration } from '../../../../shared/configuration.ts'
import { chooseName } from '../../../../electron/engine/decide/suggest/name-service.ts'
import { guessStart } from '../../../../electron/engine/decide/suggest/start-command.ts'
import { createBackends } from '../../../../electron/engine/backends/backends.ts'
import { createInventory } from '../../../../electron/engine/inventory/inventory.ts'
import { indexProfiles } from '../../../../electron/engine/decide/profile/index-profiles.ts'
import { suggest } from '../../../../electron/engine/suggest/suggest.ts'
import { nginx as nginxProfile } from '../../../../electron/engine/profiles/nginx.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import type { Suggestion } from '../../../../shared/suggestion.ts'
import { unknown } from '../../../../shared/unknown.ts'
import {
  fakeOptions,
  makeMachine,
  noUnitFacts,
  noUnits,
  pidFileOf,
  type FakeMachine,
} from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { exe, iguana, machineOf, path } from '../../backends/sysv/ask-sysv.ts'
import { debianScript } from '../../parse/init-samples.ts'
import { makeRow, makeTable, makeWorker } from '../../../fakes/rows.ts'

const self = makeRow({ pid: 50, exe: '/usr/bin/node', terminal: 5 })
const daemon = makeRow({
  pid: 100,
  exe: '/opt/iguana/iguana_service',
  args: ['/opt/iguana/iguana_service', '--daemon'],
})

async function ask(
  target: string,
  rows: readonly ProcessRow[],
  more: Partial<FakeMachine> = {},
): Promise<Suggestion> {
  const machine = makeMachine(more)
  const backendOptions = {
    ...fakeOptions(machine),
    profiles: () => indexProfiles([{ profile: nginxProfile, own: false }]),
  }
  const read = () => makeTable([self, ...rows])
  const table = {
    read,
    readSome: read,
    readOne: () => null,
    masks: () => null,
    listeningPorts: (pid: number) =>
      Object.entries(machine.ports).flatMap(([port, pids]) =>
        pids?.includes(pid) ? [Number(port)] : [],
      ),
  }
  const inventory = createInventory({
    table,
    unitFacts: noUnitFacts(table),
    backends: createBackends(backendOptions, noUnits),
    backendOptions,
    pidFiles: () => Object.entries(machine.pidFiles).map(([path, facts]) => ({ path, facts })),
    guarantee: () => ({ kind: 'exact', why: 'fake' }),
    problems: () => [],
  })
  const ports = {
    inventory,
    sources: inventory.sources,
    file: '/home/ops/services.yaml',
    allRuns: () => Promise.resolve([]),
  }
  const answer = await suggest(ports, target)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

describe('a suggestion', () => {
  it('of a daemon with a pid file says how it is found and started, and why', async () => {
    const suggestion = await ask('pid:100', [daemon], {
      pidFiles: { '/run/iguana.pid': pidFileOf(100), '/run/x/iguana.pid': pidFileOf(100) },
      lockFiles: ['/var/lock/subsys/iguana_service'],
    })
    expect(suggestion).toMatchObject({
      target: 'pid:100@1000',
      name: 'iguana_service',
      configuration: {
        exe: '/opt/iguana/iguana_service',
        pidfile: '/run/iguana.pid',
        lockfile: '/var/lock/subsys/iguana_service',
        start: ['/opt/iguana/iguana_service', '--daemon'],
        forks: true,
      },
      pidFiles: ['/run/iguana.pid', '/run/x/iguana.pid'],
      lockFiles: ['/var/lock/subsys/iguana_service'],
      file: '/home/ops/services.yaml',
      refusal: null,
    })
    expect(suggestion.found.join('\n')).toMatch(
      /runs \/opt\/iguana[^]*iguana\.pid: It names[^]*forks: true/,
    )
    expect(serviceConfiguration.safeParse(suggestion.configuration).success).toBe(true)
  })
  it('of a daemon without a pid file says nothing of forks', async () => {
    const { configuration, found } = await ask('pid:100', [daemon])
    expect(configuration).toEqual({
      exe: '/opt/iguana/iguana_service',
      start: ['/opt/iguana/iguana_service', '--daemon'],
    })
    expect(found).toContain('No pid file names iguana_service (100).')
  })
  it('does not take a pid file that others can write, and says so', async () => {
    const pidFiles = { '/run/iguana.pid': pidFileOf(100, { file: { uid: 0, mode: 0o666 } }) }
    const { configuration, found, pidFiles: offered } = await ask('pid:100', [daemon], { pidFiles })
    expect([configuration.pidfile, offered]).toEqual([undefined, []])
    expect(found.join('\n')).toContain('/run/iguana.pid is not trusted')
  })
  it('knows its profile, whose schedule holds by itself', async () => {
    const row = makeRow({
      pid: 100,
      exe: '/usr/sbin/nginx',
      args: ['nginx: master process /usr/sbin/nginx'],
    })
    const { name, configuration, profiles, found } = await ask('pid:100', [
      row,
      makeWorker(101, row),
    ])
    expect([name, profiles[0]?.id]).toEqual(['nginx', 'nginx'])
    expect(configuration).toEqual({ title: 'nginx', exe: '/usr/sbin/nginx', profile: 'nginx' })
    expect(found.join('\n')).toContain('a title that it gave itself')
  })
  it('keeps out a namesake of another user', async () => {
    const other = makeRow({ pid: 200, exe: '/opt/iguana/iguana_service', uid: 1000, user: 'anna' })
    const { configuration, found } = await ask('pid:100', [daemon, other])
    expect(configuration).toMatchObject({ exe: '/opt/iguana/iguana_service', user: 'root' })
    expect(found.join('\n')).toContain('iguana_service (200) of anna')
  })
  it('tells it from another of the same user by its port, and warns where there is none', async () => {
    const other = makeRow({ pid: 200, exe: '/opt/iguana/iguana_service' })
    const apart = await ask('pid:100', [daemon, other], { ports: { 80: [100], 81: [200] } })
    expect(apart.configuration).toMatchObject({ port: 80 })
    const alike = await ask('pid:100', [daemon, other])
    expect(alike.found.join('\n')).toContain('a stop would mean all of them')
  })
  it('of a script names the script, and never its interpreter alone', async () => {
    const args = ['/usr/bin/python3', '/opt/poll.py']
    const script = makeRow({ pid: 100, exe: '/usr/bin/python3.11', args })
    const { name, configuration } = await ask('pid:100', [script])
    expect([name, configuration]).toEqual(['poll', { exe: '/opt/poll.py', start: args }])
    const relative = makeRow({ pid: 100, exe: '/usr/bin/python3.11', args: ['python3', 'poll.py'] })
    expect((await ask('pid:100', [relative])).refusal?.code).toBe('not-available')
    const found = await ask('pid:100', [relative], { ports: { 81: [100] } })
    expect([found.configuration, found.refusal]).toEqual([{ port: 81 }, null])
  })
  it.each(['init:iguana', 'pid:100'])('of %s is the script whose daemon it is', async (target) => {
    const machine = machineOf({})
    const { name, configuration, found, row } = await ask(target, [iguana], machine)
    expect([name, configuration, row.refusal]).toEqual(['iguana', { init: 'iguana' }, null])
    expect(found.join('\n')).toContain('/etc/init.d/iguana controls it')
  })
  it('leaves a script out that others could have written, and says why', async () => {
    const error = { code: 'untrusted-script', message: "It is anybody's.", next: 'x' } as const
    const script = { ...makeScript(debianScript), refusal: error }
    const machine = machineOf({ scripts: { iguana: script } })
    const { configuration, found } = await ask('pid:100', [iguana], machine)
    expect(configuration.init).toBeUndefined()
    expect(configuration).toMatchObject({ exe, pidfile: path })
    expect(found).toContain("It is anybody's. So it is left out.")
  })
  it('of what is configured already is refused', async () => {
    const configuration = { services: { iguana: { exe: '/opt/iguana/iguana_service' } } }
    const { refusal } = await ask('iguana', [daemon], { configuration })
    expect(refusal).toMatchObject({ code: 'bad-input', place: 'services.iguana' })
    const byPid = await ask('pid:100', [daemon], { configuration })
    expect(byPid.refusal).toMatchObject({ code: 'bad-input', place: 'services.iguana' })
    expect(byPid.refusal?.message).toContain('as iguana, is a service')
  })
  it.each([
    ['pid:1', 'protected'],
    ['pid:50', 'protected'],
    ['pid:60', 'foreign-namespace'],
    ['pid:2', 'kernel-thread'],
  ])('of %s is refused as %s, and still shown', async (target, code) => {
    const rows = [
      makeRow({ pid: 2, kernelThread: true }),
      makeRow({ pid: 60, pidNamespace: 'pid:[7]' }),
    ]
    const { refusal, row } = await ask(target, rows)
    expect([refusal?.code, row.refusal?.code]).toEqual([code, code])
  })
  it('of an executable that nobody runs is that executable', async () => {
    const { configuration, name } = await ask('exe:/opt/x', [], { executables: ['/opt/x'] })
    expect([name, configuration]).toEqual(['x', { exe: '/opt/x' }])
  })
  it('of a pid file that names nobody keeps the file, and says how it is', async () => {
    const { configuration, found } = await ask('pidfile:/run/x.pid', [], {
      pidFiles: { '/run/x.pid': pidFileOf(999) },
    })
    expect(configuration).toEqual({ pidfile: '/run/x.pid' })
    expect(found.join('\n')).toContain('no such process runs')
  })
})

describe('a name', () => {
  it.each([
    [['nginx'], [], 'nginx'],
    [['nginx'], ['nginx', 'nginx-2'], 'nginx-3'],
    [['poll.py'], [], 'poll'],
    [['practice obeys'], [], 'practice-obeys'],
    [['Größe'], [], 'Gro-e'],
    [['-x-'], [], 'x'],
    [['…', 'second'], [], 'second'],
    [['…'], ['service'], 'service-2'],
    [['x.service'], [], 'x'],
    [['a'.repeat(90)], [], 'a'.repeat(48)],
  ])('of %j beside %j is %s', (wishes, taken, name) => {
    expect(chooseName(wishes, taken)).toBe(name)
  })
})

describe('a start command', () => {
  it.each<[string, Partial<ProcessRow>, readonly string[] | null]>([
    ['an absolute program', { args: ['/opt/d', '-x'] }, ['/opt/d', '-x']],
    ['a bare name', { args: ['d', '-x'] }, ['/opt/d', '-x']],
    ['a title', { args: ['d: worker'] }, null],
    ['a title that ends like its path', { args: ['d: main of /opt/d'] }, null],
    ['another name', { args: ['e'] }, null],
    [
      'a path with a blank',
      {
        args: ['/opt/my d'],
        executable: { path: '/opt/my d', device: 8, inode: 1, deleted: false },
      },
      ['/opt/my d'],
    ],
    ['a secret', { args: ['/opt/d', '--password', '***'] }, null],
    ['an empty argument', { args: ['/opt/d', ''] }, null],
    ['bytes that are no text', { args: ['/opt/d', 'a\ufffd'] }, null],
    ['no arguments', { args: [] }, null],
    ['arguments nobody may read', { args: unknown('permission denied') }, null],
    ['an executable nobody may read', { executable: unknown('permission denied') }, null],
  ])('of %s', (_name, more, argv) => {
    const guess = guessStart({ ...makeRow({ pid: 100, exe: '/opt/d' }), ...more })
    expect(guess.argv).toEqual(argv)
    expect(guess.sentence).toMatch(argv === null ? /^No start command: .+\.$/ : /its own arguments/)
  })
})
