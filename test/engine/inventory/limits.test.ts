import { describe, expect, it } from 'vitest'
import { createBackends } from '../../../electron/engine/backends/backends.ts'
import { noLimits, type Limits } from '../../../electron/engine/decide/limits/limits.ts'
import { createInventory, type Inventory } from '../../../electron/engine/inventory/inventory.ts'
import type { AskedForce } from '../../../electron/engine/inventory/limit-stop.ts'
import type { ProcessTable } from '../../../electron/engine/os/ports.ts'
import type { Configuration } from '../../../shared/configuration.ts'
import type { Plan } from '../../../shared/plan.ts'
import { fakeOptions, makeMachine, noUnitFacts, noUnits } from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

const self = makeRow({ pid: 50, exe: '/usr/bin/node', terminal: 5 })
const nginx = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
const worker = makeWorker(101, nginx)
const other = makeRow({ pid: 200, exe: '/opt/iguana' })
const configuration: Configuration = {
  services: {
    web: { exe: '/usr/sbin/nginx' },
    iguana: { exe: '/opt/iguana', schedule: 'stop/9/KILL/5' },
  },
}

function open(limits: Partial<Limits> = {}, schedule: string | null = null): Inventory {
  const backendOptions = fakeOptions(makeMachine({ configuration, ports: { 80: [101] } }))
  const read = () => makeTable([self, nginx, worker, other], fakeNow)
  const table: ProcessTable = {
    read,
    readSome: read,
    readOne: (pid) => read().rows.get(pid) ?? null,
    masks: () => null,
    listeningPorts: () => [],
  }
  return createInventory({
    table,
    unitFacts: noUnitFacts(table),
    backends: createBackends(backendOptions, noUnits),
    backendOptions,
    pidFiles: () => [],
    guarantee: () => ({ kind: 'exact', why: 'fake' }),
    problems: () => [],
    rules: () => ({ limits: { ...noLimits, ...limits }, schedule }),
  })
}

function plan(
  inventory: Inventory,
  target: string,
  written?: string,
  force: AskedForce | null = null,
): Plan {
  const made = inventory.plan(target, written, force)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

const place = '/etc/quiesce/services.d/a.yaml:4:14'
const never = (target: string): Limits['never'] => [{ target, place }]

describe('a service that is never stopped from here', () => {
  it.each([
    ['by its own name', 'web', 'web'],
    ['by the process that it is', 'pid:100', 'web'],
    ['by its name, though its process was named', 'web', 'pid:100'],
    ['by a port that one of its processes waits on', 'port:80', 'web'],
    ['by its executable, though a port was named', 'exe:/usr/sbin/nginx', 'port:80'],
  ])('%s has a plan that is refused with the place', (_name, limit, asked) => {
    const { refusal, impact } = plan(open({ never: never(limit) }), asked)
    expect(refusal).toMatchObject({ code: 'protected', place })
    expect(refusal?.message).toContain(`${limit} is never stopped from here, by ${place}`)
    expect(impact).toEqual(['Nothing will be sent.'])
  })

  it.each(['iguana', 'pid:200'])('is no other one: %s', (target) => {
    const inventory = open({ never: [...never('web'), ...never('gone'), ...never('pid:4000')] })
    expect(plan(inventory, target).refusal).toBeNull()
  })

  it.each(['web', 'pid:100', 'port:80', 'exe:/usr/sbin/nginx'])(
    'has it told by its row, whatever the limit calls it: %s',
    (target) => {
      const inventory = open({ never: [...never('gone'), ...never(target)] })
      const { rows } = inventory.list({ all: true }, [])
      const limited = rows.flatMap((row) => (row.limit === undefined ? [] : [row.target]))
      expect(limited).toEqual(['web'])
      expect(rows.find((row) => row.target === 'web')?.limit).toMatchObject({
        code: 'protected',
        message: `web is protected: ${target} is never stopped from here, by ${place}.`,
        place,
      })
      const seen = inventory.inspect('web', [], [])
      expect(seen.ok && seen.value.row.limit).toMatchObject({ place })
    },
  )

  it('is said of no row where nothing is limited', () => {
    const { rows } = open().list({ all: true }, [])
    expect(rows.some((row) => 'limit' in row)).toBe(false)
  })

  it('is not signalled either, and may be started', () => {
    const inventory = open({ never: never('web') })
    const observed = inventory.observe('web', [])
    if (!observed.ok) throw new Error(observed.error.message)
    expect(inventory.refuseNever(observed.value)).toMatchObject({ code: 'protected', place })
  })

  it('is refused for what protects it anyway first', () => {
    expect(plan(open({ never: never('pid:50') }), 'pid:50').refusal?.message).toContain('Quiesce')
  })
})

describe('force that is limited', () => {
  const force = (value: 'person' | 'never'): Partial<Limits> => ({ force: { value, place } })
  it.each([
    ['never', 'web', undefined, 'stop/30/ask'],
    ['never', 'iguana', undefined, 'stop/9/ask'],
    ['never', 'web', 'stop/1/KILL/5', 'stop/1/ask'],
    ['person', 'iguana', undefined, 'stop/9/ask/KILL/5'],
  ] as const)(
    'to %s: the schedule of %s (%s) becomes %s, and the plan says so first',
    (value, target, written, becomes) => {
      const { schedule, warnings, steps, refusal } = plan(open(force(value)), target, written)
      expect([schedule, refusal]).toEqual([becomes, null])
      expect(steps.map((step) => step.item).join('/')).toBe(becomes)
      expect(warnings[0]).toMatchObject({ severity: 'stop' })
      expect(warnings[0]?.sentence).toMatch(
        value === 'never' ? /^No force is given/ : /^Force needs a person/,
      )
      expect(warnings[0]?.evidence).toContain(`became ${becomes}, by ${place}.`)
    },
  )

  it('changes no schedule that asks anyway, and says nothing of it', () => {
    const { schedule, warnings } = plan(open(force('person')), 'web')
    expect(schedule).toBe('stop/30/ask/KILL/5')
    expect(warnings.filter(({ severity }) => severity === 'stop')).toEqual([])
  })

  it.each([
    ['never', { person: true }, 'not given'],
    ['person', { person: false }, 'nobody is there to ask'],
    ['person', null, 'begins with it'],
  ] as const)('to %s refuses a kill, asked for as %j', (value, asked, words) => {
    const { refusal } = plan(open(force(value)), 'web', 'KILL@all/5', asked)
    expect(refusal).toMatchObject({ code: 'protected', place })
    expect(refusal?.message).toContain(words)
  })

  it('leaves a person the word where it needs one', () => {
    const made = plan(open(force('person')), 'web', 'KILL@all/5', { person: true })
    expect([made.refusal, made.schedule]).toEqual([null, 'KILL/5'])
  })
})

describe('the schedule of the settings', () => {
  it('is that of services that name none', () => {
    const inventory = open({}, 'stop/77/ask')
    expect(plan(inventory, 'web')).toMatchObject({
      schedule: 'stop/77/ask',
      scheduleSource: 'settings',
    })
    expect(plan(inventory, 'iguana')).toMatchObject({ scheduleSource: 'configuration' })
    expect(plan(inventory, 'web', 'TERM/5')).toMatchObject({ scheduleSource: 'person' })
    expect(inventory.inspect('web', [], [])).toMatchObject({
      ok: true,
      value: { schedule: 'stop/77/ask', scheduleSource: 'settings' },
    })
  })
  it('is limited like every other', () => {
    const inventory = open({ force: { value: 'never', place } }, 'stop/7/KILL/5')
    expect(plan(inventory, 'web')).toMatchObject({
      schedule: 'stop/7/ask',
      scheduleSource: 'settings',
    })
  })
})
