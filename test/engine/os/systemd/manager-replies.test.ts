import { describe, expect, it } from 'vitest'
import type { BusSignal } from '../../../../electron/engine/os/dbus/ports.ts'
import {
  readListing,
  readManagerSignal,
  readProperties,
} from '../../../../electron/engine/os/systemd/manager-replies.ts'

const path = '/org/freedesktop/systemd1'
const row = (name: unknown, jobId: unknown = 0, job: unknown = ''): unknown[] => [
  name,
  'A web server',
  'loaded',
  'active',
  'running',
  '',
  `${path}/unit/nginx_2eservice`,
  jobId,
  job,
  '/',
]
const listing = {
  name: 'nginx.service',
  description: 'A web server',
  loadState: 'loaded',
  activeState: 'active',
  subState: 'running',
  job: null,
}

describe('the list of units', () => {
  it.each([
    ['without a job', row('nginx.service'), listing],
    ['with one', row('nginx.service', 7, 'stop'), { ...listing, job: 'stop' }],
    ['whose job has ended', row('nginx.service', 0, 'stop'), listing],
  ])('tells of a unit %s', (_, given, wanted) => {
    expect(readListing([[given]])).toEqual([wanted])
  })

  it('says nothing of what it does not understand, and keeps the rest', () => {
    const rows = [row(7), row(''), 'nginx.service', null, [], row('nginx.service')]
    expect(readListing([rows])).toEqual([listing])
  })

  it('takes words of another type for none', () => {
    expect(readListing([[['a.service', 1, null, undefined, {}]]])).toEqual([
      {
        name: 'a.service',
        description: '',
        loadState: '',
        activeState: '',
        subState: '',
        job: null,
      },
    ])
  })

  it.each([[[]], [['text']], [[null]], [[{}]]])('is empty in %j', (body) => {
    expect(readListing(body)).toEqual([])
  })
})

describe('properties', () => {
  it('are the map as it came', () => {
    const map = { Id: 'a.service', MainPID: 7, TimeoutStopUSec: 90_000_000n }
    expect(readProperties(map)).toBe(map)
  })

  it.each([[undefined], [null], ['text'], [7], [[['Id', 'a']]]])('are none in %j', (value) => {
    expect(readProperties(value)).toEqual({})
  })
})

describe('a signal', () => {
  const signal = (member: string, body: readonly unknown[], from = path): BusSignal => ({
    sender: ':1.0',
    path: from,
    iface: 'any',
    member,
    body,
  })
  const changed = { ActiveState: 'inactive' }

  it.each([
    [
      'PropertiesChanged of a unit',
      signal('PropertiesChanged', ['if', changed, ['Gone']], `${path}/unit/a_2eservice`),
      { kind: 'changed', unit: 'a.service', properties: changed },
    ],
    ['UnitNew', signal('UnitNew', ['a.service', '/p']), { kind: 'new', unit: 'a.service' }],
    [
      'UnitRemoved',
      signal('UnitRemoved', ['a.service', '/p']),
      { kind: 'removed', unit: 'a.service' },
    ],
    [
      'JobRemoved',
      signal('JobRemoved', [7, '/job/7', 'a.service', 'done']),
      { kind: 'job-removed', unit: 'a.service', job: '/job/7', result: 'done' },
    ],
    ['Reloading, begun', signal('Reloading', [true]), { kind: 'reloading', begins: true }],
    ['Reloading, over', signal('Reloading', [false]), { kind: 'reloading', begins: false }],
  ])('%s is an event', (_, given, wanted) => {
    expect(readManagerSignal(given)).toEqual(wanted)
  })

  it.each([
    ['PropertiesChanged of the manager', signal('PropertiesChanged', ['if', changed, []])],
    ['PropertiesChanged of a job', signal('PropertiesChanged', [], `${path}/job/7`)],
    ['UnitNew without a name', signal('UnitNew', [])],
    ['UnitRemoved without a name', signal('UnitRemoved', [7])],
    ['Reloading without a word', signal('Reloading', [])],
    ['JobNew', signal('JobNew', [7, '/job/7', 'a.service'])],
    ['StartupFinished', signal('StartupFinished', [])],
  ])('%s says nothing that we follow', (_, given) => {
    expect(readManagerSignal(given)).toBeNull()
  })

  it('of a job keeps what it can where a word is missing', () => {
    expect(readManagerSignal(signal('JobRemoved', [7, '/job/7']))).toEqual({
      kind: 'job-removed',
      unit: '',
      job: '/job/7',
      result: '',
    })
  })
})
