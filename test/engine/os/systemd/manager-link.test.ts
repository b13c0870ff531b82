/** Following a manager through everything that may happen to it and to the bus. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unitPath } from '../../../../electron/engine/parse/unit-path.ts'
import { collectEvents, FakeSystemdBus } from './fake-systemd-bus.ts'

let fake: FakeSystemdBus

beforeEach(async () => {
  fake = await FakeSystemdBus.start()
})

afterEach(async () => {
  await fake.end()
})

/** What was asked, by method, from a call on. */
const asked = (from = 0): (string | undefined)[] =>
  fake.bus.calls.slice(from).map(({ member }) => member)

describe('before the first list', () => {
  it('every signal is asked for', async () => {
    const manager = await fake.open()
    fake.bus.answer('ListUnits', () => ({ signature: 'a(ssssssouso)', body: [[]] }))
    await manager.listUnits()
    const order = asked()
    expect(order.lastIndexOf('AddMatch')).toBeLessThan(order.indexOf('Subscribe'))
    expect(order.indexOf('Subscribe')).toBeLessThan(order.indexOf('ListUnits'))
    const rules = fake.bus.made('AddMatch').map(({ body }) => String(body?.[0]))
    expect(rules.filter((rule) => rule.includes("sender='org.freedesktop."))).toHaveLength(6)
    for (const wanted of ['NameOwnerChanged', 'PropertiesChanged', 'JobRemoved', 'Reloading']) {
      expect(rules.join()).toContain(`member='${wanted}'`)
    }
    expect(rules.join()).toContain("path_namespace='/org/freedesktop/systemd1/unit'")
  })

  it('a manager that has us on its list already is followed, too', async () => {
    fake.bus.answer('Subscribe', () => ({ error: 'org.freedesktop.systemd1.AlreadySubscribed' }))
    expect((await fake.open()).connected()).toBe(true)
  })

  it('a manager that refuses is away, and asked again', async () => {
    fake.bus.answer('Subscribe', () => ({ error: 'org.freedesktop.DBus.Error.LimitsExceeded' }))
    const manager = await fake.open()
    expect(manager.connected()).toBe(false)
    fake.bus.answer('Subscribe', () => ({}))
    const { until } = collectEvents(manager)
    fake.clock.advance(100)
    expect(await until(1)).toEqual([{ kind: 'back' }])
  })
})

describe('an event', () => {
  it('comes to every listener, in the order of the wire, until it is let go', async () => {
    const manager = await fake.open()
    const first = collectEvents(manager)
    const kinds: string[] = []
    const letGo = manager.onEvent(({ kind }) => kinds.push(kind))
    fake.unitNew('a.service')
    fake.bus.send({
      sender: fake.owner,
      path: unitPath('a.service'),
      interface: 'org.freedesktop.DBus.Properties',
      member: 'PropertiesChanged',
      signature: 'sa{sv}as',
      body: ['org.freedesktop.systemd1.Unit', [['ActiveState', ['s', 'active']]], ['Job']],
    })
    await first.until(2)
    letGo()
    fake.unitRemoved('a.service')
    expect(await first.until(3)).toEqual([
      { kind: 'new', unit: 'a.service' },
      { kind: 'changed', unit: 'a.service', properties: { ActiveState: 'active' } },
      { kind: 'removed', unit: 'a.service' },
    ])
    expect(kinds).toEqual(['new', 'changed'])
  })

  it('that somebody else sends in systemd’s name is not believed', async () => {
    const { until } = collectEvents(await fake.open())
    fake.unitNew('forged.service', ':1.66')
    fake.unitNew('true.service')
    expect(await until(1)).toEqual([{ kind: 'new', unit: 'true.service' }])
  })

  it('of a change of owner is believed of the bus only', async () => {
    const manager = await fake.open()
    const { until } = collectEvents(manager)
    fake.bus.send({
      sender: ':1.66',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameOwnerChanged',
      signature: 'sss',
      body: ['org.freedesktop.systemd1', ':1.0', ''],
    })
    fake.unitNew('a.service')
    expect(await until(1)).toEqual([{ kind: 'new', unit: 'a.service' }])
    expect(manager.connected()).toBe(true)
  })

  it('of a job may come before the call that queued it is answered', async () => {
    const manager = await fake.open()
    const { events } = collectEvents(manager)
    const job = '/org/freedesktop/systemd1/job/7'
    fake.bus.answer('StopUnit', () => {
      fake.say('JobRemoved', 'uoss', [7, job, 'a.service', 'done'])
      return { signature: 'o', body: [job] }
    })
    expect(await manager.stopUnit('a.service')).toEqual({ ok: true, value: job })
    expect(events).toEqual([{ kind: 'job-removed', unit: 'a.service', job, result: 'done' }])
  })
})

describe('a manager that executes itself anew', () => {
  it('and does not take us back is begun with anew', async () => {
    const { events, until } = collectEvents(await fake.open())
    fake.bus.answer('Subscribe', () => ({ error: 'org.freedesktop.DBus.Error.Failed' }))
    fake.changeOwner(':1.5')
    await fake.bus.until(() => fake.bus.openConnections() === 0)
    fake.bus.answer('Subscribe', () => ({}))
    fake.clock.advance(100)
    await until(2)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back'])
    expect(fake.bus.connections).toBe(2)
  })

  it('is lost, subscribed to again, and back', async () => {
    const manager = await fake.open()
    const { events, until } = collectEvents(manager)
    const before = fake.bus.calls.length
    fake.changeOwner('')
    await until(1)
    expect(events).toEqual([{ kind: 'lost', why: 'systemd left its bus' }])
    expect(manager.connected()).toBe(false)
    expect(await manager.stopUnit('a.service')).toMatchObject({ ok: false })
    fake.changeOwner(':1.5')
    await until(2)
    expect(events[1]).toEqual({ kind: 'back' })
    expect(asked(before)).toEqual(['Subscribe', 'Get'])
    fake.unitNew('old.service', ':1.0')
    fake.unitNew('a.service')
    expect((await until(3))[2]).toEqual({ kind: 'new', unit: 'a.service' })
    expect(fake.bus.connections).toBe(1)
  })

  it('tells nothing between both', async () => {
    const { events, until } = collectEvents(await fake.open())
    fake.bus.answer('Subscribe', () => {
      fake.unitNew('early.service')
      fake.reloading(false)
      return {}
    })
    fake.changeOwner('')
    fake.changeOwner(':1.5')
    await until(2)
    fake.unitNew('a.service')
    await until(3)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back', 'new'])
  })

  it('and gives its name from one hand to the other is lost and back, too', async () => {
    const { events, until } = collectEvents(await fake.open())
    fake.changeOwner(':1.5')
    await until(2)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back'])
  })

  it('twice in a row is back once', async () => {
    const { events, until } = collectEvents(await fake.open())
    for (const owner of ['', ':1.5', '', ':1.6']) fake.changeOwner(owner)
    await until(2)
    fake.unitNew('a.service')
    await until(3)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back', 'new'])
  })

  it('and goes while we ask who it is, is waited for', async () => {
    fake.bus.answer('GetNameOwner', () => {
      const body = { signature: 's', body: [fake.owner] }
      fake.changeOwner('')
      return body
    })
    const manager = await fake.open()
    expect(manager.connected()).toBe(false)
    expect(fake.bus.made('Subscribe')).toEqual([])
    const { until } = collectEvents(manager)
    fake.changeOwner(':1.5')
    expect(await until(1)).toEqual([{ kind: 'back' }])
  })

  it('is waited for where it is not on the bus yet', async () => {
    fake.owner = ''
    const manager = await fake.open()
    expect(manager.connected()).toBe(false)
    expect(fake.clock.armed()).toBe(0)
    const { until } = collectEvents(manager)
    fake.changeOwner(':1.5')
    expect(await until(1)).toEqual([{ kind: 'back' }])
    expect(manager.version()).toBe('252.1')
  })
})

describe('a bus that restarts', () => {
  it('is lost and back, with every rule and the subscription', async () => {
    const manager = await fake.open()
    const { events, until } = collectEvents(manager)
    const before = fake.bus.calls.length
    fake.bus.hangUp()
    await until(1)
    expect(events[0]).toMatchObject({ kind: 'lost' })
    fake.clock.advance(100)
    await until(2)
    const again = [
      'Hello',
      ...Array<string>(6).fill('AddMatch'),
      'GetNameOwner',
      'Subscribe',
      'Get',
    ]
    expect(asked(before)).toEqual(again)
    fake.unitNew('a.service')
    expect((await until(3)).map(({ kind }) => kind)).toEqual(['lost', 'back', 'new'])
  })

  it('is lost once, however many tries fail', async () => {
    const { events, until } = collectEvents(await fake.open())
    fake.bus.answer('Subscribe', () => ({ error: 'org.freedesktop.DBus.Error.Failed' }))
    fake.bus.hangUp()
    await until(1)
    for (const [tries, pauseMs] of [100, 200, 400].entries()) {
      fake.clock.advance(pauseMs)
      const given = (): boolean => fake.bus.made('Subscribe').length === tries + 2
      await fake.bus.until(() => given() && fake.bus.openConnections() === 0)
    }
    fake.bus.answer('Subscribe', () => ({}))
    fake.clock.advance(800)
    await until(2)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back'])
  })
})

describe('closing', () => {
  it('tells nobody anything more, and no call goes out', async () => {
    const manager = await fake.open()
    const { events } = collectEvents(manager)
    await manager.close()
    const before = fake.bus.calls.length
    expect(await manager.stopUnit('a.service')).toMatchObject({ ok: false })
    expect(events).toEqual([])
    expect(manager.connected()).toBe(false)
    expect(fake.clock.armed()).toBe(0)
    expect(asked(before)).toEqual([])
  })
})
