/** Dependencies, properties and the log of a unit. */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  readDependencies,
  readLog,
  readProperties,
  type UnitRequestsOf,
} from '../../../electron/engine/units/unit-requests.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import { UnitMachine } from '../../fakes/unit-machine.ts'
import { FakeUnitLog } from '../../fakes/unit-ports.ts'
import { settle } from '../../fakes/world.ts'

const unit = 'iguana.service'
const broken: QuiesceError = { code: 'backend-failed', message: 'No answer.', next: 'Wait.' }

let host: UnitMachine
let log: FakeUnitLog
beforeEach(() => {
  host = new UnitMachine()
  log = new FakeUnitLog()
})
const open = async (): Promise<UnitRequestsOf> => ({ ...(await host.open()), log })

describe('dependencies', () => {
  beforeEach(() => {
    host.system.set(unit, {
      Requires: ['net.target'],
      BoundBy: ['gecko.service'],
      After: ['net.target'],
    })
    host.system.set('net.target', { ActiveState: 'active', Description: 'Network' })
  })

  it('are grouped, and each unit says what it does', async () => {
    const read = await readDependencies(await open(), { target: unit })
    if (!read.ok) throw new Error(read.error.message)
    const requires = read.value.find((group) => group.relation === 'Requires')
    expect(requires).toMatchObject({
      direction: 'needs',
      units: [{ name: 'net.target', activeState: 'active', description: 'Network' }],
    })
  })

  it('have units that could not be read, as unknown', async () => {
    const read = await readDependencies(await open(), { target: unit })
    if (!read.ok) throw new Error(read.error.message)
    expect(read.value.find((group) => group.relation === 'BoundBy')?.units).toMatchObject([
      { name: 'gecko.service', activeState: 'unknown' },
    ])
  })

  it('ask only for units that are not known yet, each once', async () => {
    await readDependencies(await open(), { target: unit })
    const asked = host.system.made('readUnit').map(([name]) => name)
    expect(asked.filter((name) => name === 'net.target')).toEqual([])
  })
})

describe('properties', () => {
  it('are all that the manager gives, sorted, as people read them', async () => {
    host.system.set(unit, { TimeoutStopUSec: 5_000_000n })
    const read = await readProperties(await open(), { target: unit })
    if (!read.ok) throw new Error(read.error.message)
    const names = read.value.map((one) => one.name)
    expect(names).toEqual(names.toSorted())
    expect(read.value).toContainEqual({
      name: 'Description',
      value: 'The iguana daemon',
      section: 'unit',
    })
    expect(read.value.find((one) => one.name === 'MainPID')).toMatchObject({ section: 'service' })
  })

  it('are those of now, not those of the list', async () => {
    const of = await open()
    host.system.set(unit, { Description: 'Another one' })
    expect(JSON.stringify(await readProperties(of, { target: unit }))).toContain('Another one')
  })
})

describe('the log', () => {
  const query = { target: unit, level: 7, limit: 100, waitMs: 0 }

  it('is asked for by the unit’s own name, whatever was typed', async () => {
    log.say(unit, { text: 'hello' })
    const read = await readLog(await open(), { ...query, target: 'pid:100' })
    expect(read).toMatchObject({ value: { lines: [{ text: 'hello' }], cursor: '1' } })
    expect(log.asked).toMatchObject([
      { unit, manager: 'system', after: null, since: null, level: 7, limit: 100, waitMs: 0 },
    ])
  })

  it('goes on behind the last line that was read', async () => {
    const of = await open()
    log.say(unit)
    log.say(unit)
    const first = await readLog(of, { ...query, limit: 1 })
    expect(first).toMatchObject({ value: { cursor: '2' } })
    log.say(unit, { text: 'new' })
    const next = await readLog(of, { ...query, after: '2' })
    expect(next).toMatchObject({ value: { lines: [{ text: 'new' }], cursor: '3' } })
  })

  it('keeps its place where nothing is new', async () => {
    log.say(unit)
    const read = await readLog(await open(), { ...query, after: '1' })
    expect(read).toEqual({ ok: true, value: { lines: [], cursor: '1' } })
  })

  it('has no place where there never was a line', async () => {
    expect(await readLog(await open(), query)).toEqual({
      ok: true,
      value: { lines: [], cursor: null },
    })
  })

  it('waits for the next line where there is none', async () => {
    const reading = readLog(await open(), { ...query, waitMs: 20_000 })
    await settle()
    expect(log.waiting()).toBe(1)
    log.say(unit, { text: 'at last' })
    expect(await reading).toMatchObject({ value: { lines: [{ text: 'at last' }] } })
  })

  it('hands on level and begin', async () => {
    await readLog(await open(), { ...query, level: 3, since: 1_700_000_000_000 })
    expect(log.asked).toMatchObject([{ level: 3, since: 1_700_000_000_000 }])
  })

  it('says why it cannot be read', async () => {
    log.refuses = broken
    expect(await readLog(await open(), query)).toEqual({ ok: false, error: broken })
  })
})

describe('what is no unit', () => {
  it('has none of these', async () => {
    host.rows = host.rows.map((row) => ({ ...row, cgroup: '/' }))
    const of = await open()
    const target = 'pid:100'
    const refused = { error: { code: 'not-available', message: 'pid:100 is no systemd unit.' } }
    expect(await readDependencies(of, { target })).toMatchObject(refused)
    expect(await readProperties(of, { target })).toMatchObject(refused)
    expect(await readLog(of, { target, level: 7, limit: 1, waitMs: 0 })).toMatchObject(refused)
    expect(log.asked).toEqual([])
  })

  it('is a unit that does not exist', async () => {
    expect(await readProperties(await open(), { target: 'newt.service' })).toMatchObject({
      error: { code: 'unknown-target' },
    })
  })
})
