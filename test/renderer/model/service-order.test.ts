import { describe, expect, it } from 'vitest'
import {
  countFilters,
  filterOf,
  matchesSearch,
  selectRows,
  sortRows,
  type SortColumn,
} from '../../../renderer/model/service-order.ts'
import type { ServiceRow, ServiceState } from '../../../shared/service.ts'
import { sceneRow } from '../../fakes/scene-rows.ts'

const row = (title: string, more: Partial<ServiceRow> = {}): ServiceRow =>
  sceneRow(title, 0, { pid: 100, more })
const inState = (title: string, state: ServiceState): ServiceRow => row(title, { state })

const everyState: ServiceState[] = [
  { kind: 'stopped' },
  { kind: 'running' },
  { kind: 'unknown', why: '' },
  { kind: 'dead-pid-file', path: '/p' },
  { kind: 'dead-lock-file', path: '/l' },
  { kind: 'stopping', runId: 'r', until: null },
  { kind: 'asking', runId: 'r', since: 0 },
  { kind: 'starting', sub: 'start' },
  { kind: 'deactivating', sub: 'stop', until: null },
  { kind: 'failed', result: 'core-dump' },
  { kind: 'exited' },
  { kind: 'frozen' },
]

const titles = (rows: readonly ServiceRow[]): string[] => rows.map((one) => one.title)

describe('the order by need', () => {
  it('goes from what asks a person to what is at rest', () => {
    const rows = everyState.map((state) => inState(state.kind, state))
    expect(titles(sortRows(rows, { by: 'need', descending: false }))).toEqual([
      'asking',
      'deactivating',
      'stopping',
      'failed',
      'dead-lock-file',
      'dead-pid-file',
      'frozen',
      'unknown',
      'starting',
      'running',
      'exited',
      'stopped',
    ])
  })
  it('puts what a person configured before what was found, then goes by name', () => {
    const rows = [row('b', { origin: 'discovered' }), row('c'), row('a10'), row('a9')]
    expect(titles(sortRows(rows, { by: 'need', descending: false }))).toEqual([
      'a9',
      'a10',
      'c',
      'b',
    ])
  })
  it('leaves the rows it was given as they were', () => {
    const rows = [row('b'), row('a')]
    sortRows(rows, { by: 'name', descending: false })
    expect(titles(rows)).toEqual(['b', 'a'])
  })
})

describe('the order by a column', () => {
  const one = row('one', {
    cpuPercent: 1,
    memberCount: 9,
    residentBytes: 5,
    startedAt: 50,
    backend: 'pidfile',
  })
  const two = row('two', {
    cpuPercent: 2,
    memberCount: 1,
    residentBytes: 9,
    startedAt: 10,
    backend: 'process',
  })
  const dead = row('dead', {
    cpuPercent: null,
    startedAt: null,
    main: null,
    memberCount: 0,
    residentBytes: 0,
  })
  it.each<[SortColumn, string]>([
    ['cpu', 'one'],
    ['members', 'two'],
    ['memory', 'one'],
    ['uptime', 'one'],
    ['backend', 'one'],
  ])('%s ascending starts with the least', (by, first) => {
    expect(sortRows([two, one], { by, descending: false })[0]?.title).toBe(first)
  })
  it.each<SortColumn>(['cpu', 'uptime', 'pid'])(
    '%s keeps what has no number last, both ways',
    (by) => {
      for (const descending of [false, true]) {
        expect(sortRows([dead, one, two], { by, descending }).at(-1)?.title).toBe('dead')
      }
    },
  )
  it('by name goes both ways', () => {
    expect(titles(sortRows([two, one], { by: 'name', descending: true }))).toEqual(['two', 'one'])
  })
})

describe('the search', () => {
  const nginx = row('nginx', {
    subtitle: '/usr/sbin/nginx',
    user: 'www-data',
    note: 'refused here',
  })
  it.each([
    ['', true],
    ['  ', true],
    ['NGI', true],
    ['sbin', true],
    ['www', true],
    ['100', true],
    ['running', true],
    ['here refused', true],
    ['nginx apache', false],
    ['101', false],
  ])('%j finds it: %s', (text, found) => {
    expect(matchesSearch(nginx, text)).toBe(found)
  })
  it.each(['systemd', 'nginx.service', 'core-dump', 'failed'])('finds a unit by %j', (text) => {
    const unit = { name: 'nginx.service', manager: 'system' } as const
    const state = { kind: 'failed', result: 'core-dump' } as const
    expect(matchesSearch(row('web', { unit, backend: 'systemd', state }), text)).toBe(true)
  })
  it('does not mistake a service without a main process for pid 0', () => {
    expect(matchesSearch(row('x', { main: null, subtitle: '', user: '' }), '0')).toBe(false)
  })
})

describe('the filters', () => {
  const rows = everyState.map((state) => inState(state.kind, state))
  it('count every state once, both dead ones as left', () => {
    expect(countFilters(rows)).toEqual({
      all: 12,
      running: 2,
      asking: 1,
      stopping: 2,
      failed: 1,
      left: 2,
      frozen: 1,
      unknown: 1,
      exited: 1,
      stopped: 1,
      favourites: 0,
    })
  })
  it.each(everyState)('show $kind under its own chip', (state) => {
    const shown = selectRows(rows, {
      filter: filterOf(state),
      search: '',
      sort: { by: 'need', descending: false },
    })
    expect(titles(shown)).toContain(state.kind)
  })
  it('narrow together with the search', () => {
    const sort = { by: 'need', descending: false } as const
    expect(selectRows(rows, { filter: 'left', search: 'lock', sort })).toHaveLength(1)
  })
})

describe('the favourites', () => {
  const rows = [row('a'), row('b'), row('c')]
  const favourites = new Set(['b', 'nobody'])
  const choice = {
    filter: 'favourites',
    search: '',
    sort: { by: 'name', descending: false },
  } as const
  it('are shown alone, and counted', () => {
    expect(titles(selectRows(rows, { ...choice, favourites }))).toEqual(['b'])
    expect(countFilters(rows, favourites).favourites).toBe(1)
  })
  it('are nobody where none are given', () => {
    expect(selectRows(rows, choice)).toEqual([])
    expect(countFilters(rows).favourites).toBe(0)
  })
})
