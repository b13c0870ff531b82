import { describe, expect, it } from 'vitest'
import type { Configuration } from '../../../shared/configuration.ts'
import { listServices } from '../../../electron/engine/inventory/list.ts'
import { createBackends } from '../../../electron/engine/backends/backends.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import {
  fakeOptions,
  makeMachine,
  noUnits,
  pidFileOf,
  type FakeMachine,
} from '../../fakes/backends.ts'
import { makeScript } from '../../fakes/init.ts'
import { makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'
import { debianScript } from '../parse/init-samples.ts'

const path = '/run/iguana.pid'
const self = makeRow({ pid: 50, exe: '/usr/bin/node', terminal: 5 })
const iguana = makeRow({ pid: 100, exe: '/usr/sbin/iguana' })
const worker = makeWorker(101, iguana)
const script = makeScript(debianScript)

function list(rows: readonly ProcessRow[], more: Partial<FakeMachine> = {}, all = false) {
  const machine = makeMachine({
    scripts: { iguana: script },
    executables: ['/usr/sbin/iguana'],
    pidFiles: { [path]: pidFileOf(100) },
    ...more,
  })
  const backendOptions = fakeOptions(machine)
  const table = makeTable([self, ...rows])
  const sources = {
    table: { read: () => table },
    backends: createBackends(backendOptions, noUnits),
    backendOptions,
    pidFiles: () => Object.entries(machine.pidFiles).map(([at, facts]) => ({ path: at, facts })),
    usage: () => null,
  }
  return listServices(sources as never, [], all)
}
const targets = (...args: Parameters<typeof list>): string[] =>
  list(...args).shown.map((row) => row.target)

describe('init scripts in the list', () => {
  it('stand for their processes and their pid files, once', () => {
    expect(targets([iguana, worker])).toEqual(['init:iguana'])
    expect(list([iguana, worker]).shown[0]).toMatchObject({
      backend: 'sysv',
      state: { kind: 'running' },
      memberCount: 2,
      canStart: true,
    })
  })
  it('are counted only where nothing of them runs', () => {
    const stopped = { pidFiles: {} }
    expect(list([], stopped)).toMatchObject({ shown: [], hidden: 1 })
    expect(targets([], stopped, true)).toEqual(['init:iguana'])
  })
  it('are shown where they are dead and left a file', () => {
    expect(list([]).shown).toMatchObject([
      { target: 'init:iguana', state: { kind: 'dead-pid-file', path } },
    ])
  })
  it('are shown where they run and must not be run', () => {
    const refusal = { code: 'untrusted-script', message: 'M.', next: 'N.' } as const
    const scripts = { iguana: makeScript(debianScript, { refusal }) }
    expect(list([iguana], { scripts }).shown).toMatchObject([
      { target: 'init:iguana', refusal: { code: 'untrusted-script' } },
    ])
  })
  it.each<[string, NonNullable<Configuration['services']>]>([
    ['configured by their name', { keeper: { init: 'iguana' } }],
    ['configured by their path', { keeper: { init: '/etc/init.d/iguana' } }],
    ['whose process is another configured service’s', { keeper: { pidfile: path } }],
  ])('are no second row where they are %s', (_, services) => {
    const scripts = { iguana: script, '/etc/init.d/iguana': script }
    expect(targets([iguana], { configuration: { services }, scripts }, true)).toEqual(['keeper'])
  })
  it('that are configured and cannot be read are refused as such', () => {
    const configuration = { services: { keeper: { init: '/opt/none' } } }
    expect(list([], { configuration, scripts: {}, pidFiles: {} }).shown).toMatchObject([
      { target: 'keeper', backend: 'sysv', refusal: { code: 'unknown-target' } },
    ])
  })
  it('of the machine itself are no services', () => {
    const halt = makeScript(debianScript, {}, '/etc/init.d/halt')
    expect(targets([], { scripts: { halt }, pidFiles: {} })).toEqual([])
  })
})
