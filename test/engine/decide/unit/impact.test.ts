import { describe, expect, it } from 'vitest'
import { nextRelated, unitImpact } from '../../../../electron/engine/decide/unit/impact.ts'
import type { UnitFacts } from '../../../../electron/engine/parse/unit-properties.ts'
import { downFacts, lookAmong, makeFacts } from './facts.ts'

const nobody = { activatable: [], clients: [], ownSession: null }
const impactOf = (unit: UnitFacts, ...others: readonly UnitFacts[]) =>
  unitImpact(unit, { ...nobody, look: lookAmong(unit, ...others) })
const stops = (unit: UnitFacts, ...others: readonly UnitFacts[]) =>
  impactOf(unit, ...others).stopsToo.map(({ name, because }) => `${name}: ${because}`)

describe('units that stop with it', () => {
  it.each([
    ['RequiredBy', 'it has Requires=db.service'],
    ['RequisiteOf', 'it has Requisite=db.service'],
    ['BoundBy', 'it has BindsTo=db.service'],
    ['ConsistsOf', 'it has PartOf=db.service'],
    ['PropagatesStopTo', 'db.service passes its stop on to it'],
  ])('%s', (relation, because) => {
    const db = makeFacts('db.service', { [relation]: ['app.service'] })
    expect(stops(db, makeFacts('app.service'))).toEqual([`app.service: ${because}`])
  })

  it.each(['WantedBy', 'UpheldBy', 'TriggeredBy', 'Requires', 'After', 'ConflictedBy'])(
    'not those of %s',
    (relation) => {
      const db = makeFacts('db.service', { [relation]: ['app.service'] })
      expect(stops(db, makeFacts('app.service'))).toEqual([])
    },
  )

  it('carry what they do now', () => {
    const db = makeFacts('db.service', { RequiredBy: ['app.service'] })
    const app = makeFacts('app.service', { ActiveState: 'activating', SubState: 'start' })
    expect(impactOf(db, app).stopsToo).toEqual([
      {
        name: 'app.service',
        description: 'The app.service of a test',
        activeState: 'activating',
        subState: 'start',
        because: 'it has Requires=db.service',
      },
    ])
  })

  it.each(['active', 'activating', 'reloading', 'deactivating', 'refreshing'])(
    'count while they are %s',
    (ActiveState) => {
      const db = makeFacts('db.service', { RequiredBy: ['app.service'] })
      expect(stops(db, makeFacts('app.service', { ActiveState }))).toHaveLength(1)
    },
  )

  it.each(['inactive', 'failed'])('are no news while they are %s', (ActiveState) => {
    const db = makeFacts('db.service', { RequiredBy: ['app.service'] })
    expect(stops(db, makeFacts('app.service', { ActiveState }))).toEqual([])
  })

  it('may be units that nobody could read: then their state is unknown', () => {
    const db = makeFacts('db.service', { RequiredBy: ['app.service'] })
    expect(impactOf(db).stopsToo).toEqual([
      {
        name: 'app.service',
        description: '',
        activeState: 'unknown',
        subState: '',
        because: 'it has Requires=db.service',
      },
    ])
  })
})

describe('their own dependents', () => {
  const db = makeFacts('db.service', { RequiredBy: ['app.service'] })

  it('stop, too, each for its own reason', () => {
    const app = makeFacts('app.service', { BoundBy: ['ui.service'] })
    expect(stops(db, app, makeFacts('ui.service'))).toEqual([
      'app.service: it has Requires=db.service',
      'ui.service: it has BindsTo=app.service',
    ])
  })

  it('do not where the one between is down: it has nothing to pass on', () => {
    const app = downFacts('app.service', { BoundBy: ['ui.service'] })
    expect(stops(db, app, makeFacts('ui.service'))).toEqual([])
  })

  it('are named once, and nearest first', () => {
    const both = makeFacts('db.service', { RequiredBy: ['app.service', 'ui.service'] })
    const app = makeFacts('app.service', { BoundBy: ['ui.service'] })
    expect(stops(both, app, makeFacts('ui.service'))).toEqual([
      'app.service: it has Requires=db.service',
      'ui.service: it has Requires=db.service',
    ])
  })

  it('may go round in a circle', () => {
    const app = makeFacts('app.service', { BoundBy: ['db.service'], RequiredBy: ['app.service'] })
    expect(stops(db, app)).toEqual(['app.service: it has Requires=db.service'])
  })

  it('go by their own names, not by an alias', () => {
    const alias = makeFacts('db.service', { RequiredBy: ['web.service', 'nginx.service'] })
    const nginx = makeFacts('nginx.service', { Names: ['nginx.service', 'web.service'] })
    expect(stops(alias, nginx)).toEqual(['nginx.service: it has Requires=db.service'])
  })

  it('a long chain is followed to its end', () => {
    const chain = Array.from({ length: 2000 }, (_, at) =>
      makeFacts(`u${at}.service`, { RequiredBy: [`u${at + 1}.service`] }),
    )
    const byName = new Map(chain.map((unit) => [unit.name, unit]))
    const [first] = chain
    if (!first) throw new Error('no unit')
    const look = (name: string) => byName.get(name) ?? null
    const { stopsToo } = unitImpact(first, { ...nobody, look })
    expect(stopsToo).toHaveLength(2000)
    expect(stopsToo.at(-1)?.name).toBe('u2000.service')
  })
})

describe('which units to read next', () => {
  it('are those that stop with it, and those that may start it', () => {
    const unit = makeFacts('db.service', {
      RequiredBy: ['a.service'],
      RequisiteOf: ['b.service'],
      BoundBy: ['c.service'],
      ConsistsOf: ['d.service'],
      PropagatesStopTo: ['e.service'],
      TriggeredBy: ['db.socket'],
      UpheldBy: ['f.service'],
      WantedBy: ['multi-user.target'],
      After: ['g.service'],
    })
    expect(nextRelated(unit)).toEqual([
      'a.service',
      'b.service',
      'c.service',
      'd.service',
      'e.service',
      'db.socket',
      'f.service',
    ])
  })

  it('are named once, and never the unit itself', () => {
    const unit = makeFacts('db.service', {
      Names: ['db.service', 'sql.service'],
      RequiredBy: ['a.service', 'sql.service'],
      BoundBy: ['a.service', 'db.service'],
    })
    expect(nextRelated(unit)).toEqual(['a.service'])
  })
})

describe('people and sessions', () => {
  const unit = makeFacts('db.service', { RefuseManualStop: true })
  const look = lookAmong(unit)
  const clients = [{ port: 5432, count: 2, peers: [{ address: '10.0.0.1', count: 2 }] }]

  it('clients that are connected now', () => {
    expect(unitImpact(unit, { ...nobody, look, clients })).toMatchObject({
      clients,
      clientsUnknown: null,
    })
  })

  it('clients that could not be read are not none', () => {
    expect(unitImpact(unit, { ...nobody, look, clients: 'permission denied' })).toMatchObject({
      clients: [],
      clientsUnknown: 'permission denied',
    })
  })

  it('the own session, and a stop that systemd refuses', () => {
    const ownSession = 'Your own session hangs on dbus.service.'
    expect(unitImpact(unit, { ...nobody, look, ownSession })).toMatchObject({
      ownSession,
      refusesManualStop: true,
    })
  })
})
