import { describe, expect, it } from 'vitest'
import {
  hasView,
  searchDependencies,
  searchProperties,
  targetOfUnit,
  unitTargets,
} from '../../../renderer/model/unit-search.ts'
import { kamailioDependencies, kamailioProperties } from '../../fakes/scene-units.ts'
import { unitRows } from '../../fakes/scene-unit-rows.ts'

describe('searching dependencies', () => {
  const found = (search: string): string[] =>
    searchDependencies(kamailioDependencies, search).map(
      ({ relation, units }) => `${relation} ${units.length}`,
    )
  it.each([
    ['', ['BoundBy 1', 'Requires 2', 'TriggeredBy 1', 'After 3']],
    ['exporter', ['BoundBy 1']],
    ['FAILED', ['Requires 1']],
    ['requires', ['Requires 2']],
    ['system slice', ['Requires 1']],
    ['nothing like it', []],
  ])('%j finds %j', (search, groups) => {
    expect(found(search)).toEqual(groups)
  })
})

describe('searching properties', () => {
  it.each([
    ['', 5],
    ['timeout', 1],
    ['1min 30s', 1],
    ['kamailio', 2],
    ['kamailio service', 1],
    ['no such', 0],
  ])('%j finds %d', (search, many) => {
    expect(searchProperties(kamailioProperties, search)).toHaveLength(many)
  })
})

it.each([
  ['nginx.service', true],
  ['getty@tty1.service', true],
  ['system.slice', false],
  ['kamailio-watch.timer', false],
  ['dbus.socket', false],
])('%s has a view: %s', (name, has) => {
  expect(hasView(name)).toBe(has)
})

describe('the target of another unit', () => {
  const rows = unitRows(0).map((row) =>
    row.unit?.manager === 'user' ? { ...row, target: `user:${row.target}` } : row,
  )
  const targets = unitTargets(new Map(rows.map((row) => [row.target, row])))
  it.each([
    ['system', 'kamailio.service', 'kamailio.service'],
    ['user', 'syncthing.service', 'user:syncthing.service'],
    ['system', 'syncthing.service', 'syncthing.service'],
    ['system', 'unlisted.service', 'unlisted.service'],
    ['user', 'unlisted.service', 'user:unlisted.service'],
  ] as const)('of the %s manager, %s is %s', (manager, name, target) => {
    expect(targetOfUnit(targets, { manager, name })).toBe(target)
  })
  it('is its name while nothing is known', () => {
    expect(targetOfUnit(unitTargets(null), { manager: 'system', name: 'a.service' })).toBe(
      'a.service',
    )
  })
})
