/** A manager that reads its unit files again while it is followed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectEvents, FakeSystemdBus } from './fake-systemd-bus.ts'

let fake: FakeSystemdBus

beforeEach(async () => {
  fake = await FakeSystemdBus.start()
})

afterEach(async () => {
  await fake.end()
})

describe('a reload', () => {
  it('tells of no unit as removed or new, and subscribes again before it says reloaded', async () => {
    const { until } = collectEvents(await fake.open())
    const before = fake.bus.calls.length
    fake.reloading(true)
    fake.unitRemoved('a.service')
    fake.unitNew('a.service')
    fake.say('JobRemoved', 'uoss', [7, '/job/7', 'a.service', 'done'])
    fake.reloading(false)
    expect((await until(2)).map(({ kind }) => kind)).toEqual(['job-removed', 'reloaded'])
    expect(fake.bus.calls.slice(before).map(({ member }) => member)).toEqual(['Subscribe'])
    fake.unitNew('b.service')
    expect((await until(3)).at(-1)).toEqual({ kind: 'new', unit: 'b.service' })
  })

  it('after which the manager does not take us back begins anew', async () => {
    const { until } = collectEvents(await fake.open())
    fake.bus.answer('Subscribe', () => ({ error: 'org.freedesktop.DBus.Error.Failed', text: 'x' }))
    fake.reloading(true)
    fake.reloading(false)
    expect((await until(1))[0]).toMatchObject({ kind: 'lost' })
    fake.bus.answer('Subscribe', () => ({}))
    fake.clock.advance(100)
    expect((await until(2))[1]).toEqual({ kind: 'back' })
  })
})

describe('a reload that is cut off', () => {
  it('by another execution keeps nothing from us afterwards', async () => {
    const { until } = collectEvents(await fake.open())
    fake.reloading(true)
    fake.changeOwner('')
    fake.changeOwner(':1.5')
    await until(2)
    fake.unitNew('a.service')
    expect((await until(3)).map(({ kind }) => kind)).toEqual(['lost', 'back', 'new'])
  })

  it('after its end, before we are taken back, is not told as one that is over', async () => {
    const manager = await fake.open()
    const { events, until } = collectEvents(manager)
    fake.bus.answer('Subscribe', () => 'silence')
    fake.reloading(false)
    await fake.bus.until(() => fake.bus.made('Subscribe').length === 2)
    fake.bus.answer('Subscribe', () => ({}))
    fake.changeOwner(':1.5')
    await until(2)
    // The question to the former manager is given up now, and that harms nobody.
    fake.clock.advance(15_000)
    fake.unitNew('a.service')
    await until(3)
    expect(events.map(({ kind }) => kind)).toEqual(['lost', 'back', 'new'])
  })
})
