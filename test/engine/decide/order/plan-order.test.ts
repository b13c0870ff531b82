/** The order in which services stop, and who says so. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOrder } from '../../../../electron/engine/decide/order/plan-order.ts'
import type { OrderService } from '../../../../electron/engine/decide/order/order-service.ts'
import { header, service, unitService } from '../../../fakes/order.ts'

/** `0 web | 1 db`. */
const waves = (...services: OrderService[]): string =>
  planOrder(services)
    .entries.map(({ wave, target }) => `${wave} ${target}`)
    .join(' | ')

const because = (services: readonly OrderService[], target: string): readonly string[] =>
  planOrder(services)
    .entries.find((entry) => entry.target === target)
    ?.after.map((one) => `${one.target}: ${one.because}`) ?? []

describe('services that know nothing of each other', () => {
  it('stop together, listed by their titles', () => {
    expect(waves(service('b'), service('c'), service('a'))).toBe('0 a | 0 b | 0 c')
  })
  it('are told without notes', () => {
    expect(planOrder([service('a')]).notes).toEqual([])
  })
  it('may be none at all', () => {
    expect(planOrder([])).toEqual({ entries: [], notes: [] })
  })
})

describe('what the configuration says', () => {
  const services = [service('web', { needs: ['app'] }), service('app', { needs: ['db'] })]
  it('puts who needs another before it', () => {
    expect(waves(...services, service('db'))).toBe('0 web | 1 app | 2 db')
  })
  it('is told with each that waits', () => {
    expect(because([...services, service('db')], 'db')).toEqual([
      'app: app needs db, says the configuration',
    ])
  })
  it('says nothing about a service that is not among them', () => {
    expect(waves(...services)).toBe('0 web | 1 app')
  })
  it('may name a unit by its unit name', () => {
    const web = service('web', { needs: ['postgresql.service'] })
    expect(waves(unitService('postgresql.service'), web)).toBe('0 web | 1 postgresql.service')
  })
  it('is not believed of a service that needs itself', () => {
    expect(waves(service('web', { needs: ['web'] }))).toBe('0 web')
  })
})

describe('what a header says', () => {
  const script = (name: string, more: Parameters<typeof header>[0]): OrderService =>
    service(name, { header: header(more), names: [name, ...(more.provides ?? [])] })

  it.each([
    ['Required-Start', { requiredStart: ['mysql'] }],
    ['Should-Start', { shouldStart: ['mysql'] }],
    ['Required-Stop', { requiredStop: ['mysql'] }],
    ['Should-Stop', { shouldStop: ['mysql'] }],
  ])('%s: it stops before the one that it names', (written, lines) => {
    const services = [script('app', lines), script('mysqld', { provides: ['mysql'] })]
    expect(waves(...services)).toBe('0 app | 1 mysqld')
    expect(because(services, 'mysqld')).toEqual([
      `app: the init script of app says ${written}: mysql`,
    ])
  })

  it.each([
    ['X-Stop-After', { stopAfter: ['mysql'] }],
    ['X-Start-Before', { startBefore: ['mysql'] }],
  ])('%s: it stops after the one that it names', (written, lines) => {
    const services = [script('app', lines), script('mysqld', { provides: ['mysql'] })]
    expect(waves(...services)).toBe('0 mysqld | 1 app')
    expect(because(services, 'app')).toEqual([
      `mysqld: the init script of app says ${written}: mysql`,
    ])
  })

  it('names a unit without its .service', () => {
    const app = script('app', { requiredStart: ['mysql'] })
    expect(waves(unitService('mysql.service'), app)).toBe('0 app | 1 mysql.service')
  })

  it('may name an optional facility with a plus', () => {
    expect(waves(script('app', { shouldStart: ['+db'] }), service('db'))).toBe('0 app | 1 db')
  })

  it.each([
    ['$syslog', 'rsyslogd'],
    ['$syslog', 'syslog-ng'],
    ['$named', 'unbound'],
    ['$named', 'named'],
    ['$named', 'dnsmasq'],
    ['$portmap', 'rpcbind'],
    ['$time', 'chronyd'],
  ])('%s means a service whose program is %s', (facility, program) => {
    const services = [
      script('app', { requiredStart: [facility] }),
      service('x', { programs: [program] }),
    ]
    expect(waves(...services)).toBe('0 app | 1 x')
  })

  it.each(['$network', '$local_fs', '$remote_fs'])('%s is provided by nobody here', (facility) => {
    const app = script('app', { requiredStart: [facility] })
    expect(planOrder([app, service('network'), service('local_fs')])).toMatchObject({
      entries: [{ wave: 0 }, { wave: 0 }, { wave: 0 }],
      notes: [],
    })
  })

  it('$all stops first', () => {
    const last = script('zz', { requiredStart: ['$all'] })
    expect(waves(service('a'), service('b'), last)).toBe('0 zz | 1 a | 1 b')
  })

  it('$all gives way to what is said outright', () => {
    const zz = script('zz', { requiredStart: ['$all'] })
    const ordered = planOrder([service('a', { needs: ['zz'] }), zz])
    expect(ordered.entries.map((entry) => entry.target)).toEqual(['a', 'zz'])
    expect(ordered.notes).toEqual([])
  })

  it('two that want to stop first are cut without a word', () => {
    const both = ['a', 'b'].map((name) => script(name, { requiredStart: ['$all'] }))
    expect(waves(...both)).toBe('0 a | 1 b')
    expect(planOrder(both).notes).toEqual([])
  })

  it('an unknown facility is told once', () => {
    const app = script('app', { requiredStart: ['$moon', '$network'], requiredStop: ['$moon'] })
    expect(planOrder([app]).notes).toEqual([
      'The init script of app names $moon, which nothing is known to provide.',
    ])
  })
})

describe('the keeper of the log', () => {
  const log = service('rsyslog', { programs: ['rsyslogd'] })
  it('goes after all others', () => {
    expect(waves(log, service('a'), service('z', { needs: ['a'] }))).toBe('0 z | 1 a | 2 rsyslog')
  })
  it('goes before what it needs itself', () => {
    expect(waves({ ...log, needs: ['db'] }, service('db'), service('a'))).toBe(
      '0 a | 1 rsyslog | 2 db',
    )
  })
  it('waits for no other keeper', () => {
    expect(waves(log, service('syslog-ng', { programs: ['syslog-ng'] }))).toBe(
      '0 rsyslog | 0 syslog-ng',
    )
  })
  it('says so', () => {
    expect(because([log, service('a')], 'rsyslog')).toEqual([
      'a: rsyslog keeps the log of the others',
    ])
  })
})

describe('what systemd says', () => {
  it.each([
    ['After', 'web.service is ordered After=db.service'],
    ['Requires', 'web.service has Requires=db.service'],
    ['Requisite', 'web.service has Requisite=db.service'],
    ['BindsTo', 'web.service has BindsTo=db.service'],
    ['PartOf', 'web.service has PartOf=db.service'],
  ])('%s= puts the unit before the one that it names', (relation, said) => {
    const services = [
      unitService('web.service', { [relation]: ['db.service'] }),
      unitService('db.service'),
    ]
    expect(waves(...services)).toBe('0 web.service | 1 db.service')
    expect(because(services, 'db.service')).toEqual([`web.service: ${said}`])
  })

  it.each([
    ['Before', 'db.service is ordered Before=web.service'],
    ['RequiredBy', 'web.service has Requires=db.service'],
    ['RequisiteOf', 'web.service has Requisite=db.service'],
    ['BoundBy', 'web.service has BindsTo=db.service'],
    ['ConsistsOf', 'web.service has PartOf=db.service'],
  ])('%s is the same, told by the other unit', (relation, said) => {
    const services = [
      unitService('web.service'),
      unitService('db.service', { [relation]: ['web.service'] }),
    ]
    expect(waves(...services)).toBe('0 web.service | 1 db.service')
    expect(because(services, 'db.service')).toEqual([`web.service: ${said}`])
  })

  it('means a unit by its other names, too', () => {
    const db = unitService('mariadb.service', { Names: ['mariadb.service', 'mysql.service'] })
    const web = unitService('web.service', { After: ['mysql.service'] })
    expect(because([web, db], 'mariadb.service')).toEqual([
      'web.service: web.service is ordered After=mysql.service',
    ])
  })

  it('says nothing of a unit of another manager with the same name', () => {
    const own = service('user:db.service', { unit: parseOwn() })
    expect(waves(unitService('web.service', { After: ['db.service'] }), own)).toBe(
      '0 user:db.service | 0 web.service',
    )
  })

  it('an order counts more than a need that says the opposite', () => {
    const services = [
      unitService('a.service', { Requires: ['b.service'] }),
      unitService('b.service', { After: ['a.service'] }),
    ]
    expect(waves(...services)).toBe('0 b.service | 1 a.service')
    expect(planOrder(services).notes).toEqual([
      'A loop: b.service before a.service before b.service. It is cut here: a.service has Requires=b.service, which is left out.',
    ])
  })
})

const parseOwn = (): OrderService['unit'] => {
  const { unit } = unitService('db.service')
  return unit && { ...unit, manager: 'user' }
}

describe('loops', () => {
  const loop = [
    service('a', { needs: ['b'] }),
    service('b', { needs: ['c'] }),
    service('c', { needs: ['a'] }),
  ]
  it('are cut, and told with those who are in them', () => {
    const { entries, notes } = planOrder(loop)
    expect(entries.map((entry) => entry.target)).toEqual(['a', 'b', 'c'])
    expect(notes).toEqual([
      'A loop: a before b before c before a. It is cut here: c needs a, says the configuration, which is left out.',
    ])
  })
  it('are cut at the same place in whichever order they come', () => {
    expect(planOrder([...loop].reverse())).toEqual(planOrder(loop))
  })
  it('are cut at the weakest place', () => {
    const a = service('a', { needs: ['b'] })
    const b = service('b', { header: header({ shouldStart: ['a'] }) })
    expect(waves(a, b)).toBe('0 a | 1 b')
    expect(planOrder([a, b]).notes.join()).toContain('Should-Start: a')
  })
  it('of equally strong words are cut where chkconfig says the opposite', () => {
    const numbered = (name: string, other: string, stop: number): OrderService =>
      service(name, {
        header: header({ requiredStart: [other] }),
        chkconfig: { levels: '345', start: 1, stop },
      })
    expect(waves(numbered('a', 'b', 90), numbered('b', 'a', 10))).toBe('0 b | 1 a')
    expect(waves(numbered('a', 'b', 10), numbered('b', 'a', 90))).toBe('0 a | 1 b')
  })
})

describe('any services with any needs', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const someServices = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).chain((chosen) =>
    fc.tuple(
      ...chosen.map((name) =>
        fc
          .record({
            needs: fc.subarray(names),
            after: fc.subarray(names),
            should: fc.subarray([...names, '$all', '$syslog']),
          })
          .map(({ needs, after, should }) =>
            service(name, { needs, header: header({ shouldStart: should, stopAfter: after }) }),
          ),
      ),
    ),
  )

  it('are each in exactly one wave, behind all that they wait for', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const { entries } = planOrder(services)
        expect(entries.map((e) => e.target).sort()).toEqual(services.map((s) => s.target).sort())
        const wave = new Map(entries.map((entry) => [entry.target, entry.wave]))
        for (const entry of entries) {
          const before = entry.after.map(({ target }) => wave.get(target) ?? Infinity)
          expect(entry.wave).toBe(Math.max(-1, ...before) + 1)
        }
      }),
    )
  })

  it('come in the same order however they were listed', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const { entries } = planOrder(services)
        expect(planOrder([...services].reverse()).entries.map((e) => e.target)).toEqual(
          entries.map((e) => e.target),
        )
      }),
    )
  })
})
