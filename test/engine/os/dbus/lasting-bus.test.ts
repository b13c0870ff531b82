import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBus, type BusEvents } from '../../../../electron/engine/os/dbus/lasting-bus.ts'
import type { Bus, BusCall } from '../../../../electron/engine/os/dbus/ports.ts'
import { ok } from '../../../../shared/errors.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { FakeBus } from './fake-bus.ts'

const action: BusCall = {
  destination: 'org.example.Service',
  path: '/org/example',
  iface: 'org.example.Iface',
  member: 'Act',
  purpose: 'act',
  polkitAction: 'org.example.act',
  timeoutMs: 2000,
}
const rules = ["type='signal',member='One'", "type='signal',member='Two'"]

let fake: FakeBus
let clock: ManualClock
let opened: Bus | null

beforeEach(async () => {
  fake = await FakeBus.start()
  clock = createManualClock()
  opened = null
})

afterEach(async () => {
  await opened?.close()
  await fake.end()
})

/** A clock that also keeps the waits which are armed now, in milliseconds. */
function watchWaits(): () => number[] {
  const armed = new Set<{ readonly ms: number }>()
  const inner = clock
  const at: ManualClock['at'] = (moment, callback) => {
    const wait = { ms: moment.mono - inner.now().mono }
    armed.add(wait)
    const disarm = inner.at(moment, () => {
      armed.delete(wait)
      callback()
    })
    return () => {
      armed.delete(wait)
      disarm()
    }
  }
  clock = { ...inner, at }
  return () => [...armed].map(({ ms }) => ms)
}

/** Opens a bus and keeps what it tells; `next` resolves at the next thing told. */
async function open(onConnected: BusEvents['onConnected'] = () => Promise.resolve(ok(null))) {
  const told: string[] = []
  let wake: () => void = () => undefined
  const tell = (what: string): void => {
    told.push(what)
    wake()
  }
  const bus = await openBus({
    socket: fake.socket,
    clock,
    rules,
    events: {
      onSignal: ({ member }) => {
        tell(`signal ${member}`)
      },
      onConnected: async (connection) => {
        const prepared = await onConnected(connection)
        tell(prepared.ok ? 'connected' : 'refused')
        return prepared
      },
      onLost: () => {
        tell('lost')
      },
    },
  })
  opened = bus
  const until = async (count: number): Promise<string[]> => {
    while (told.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return told
  }
  return { bus, told, until }
}

describe('opening', () => {
  it('puts every match rule before it says connected', async () => {
    let before: unknown[] = []
    const { bus, told } = await open(() => {
      before = fake.made('AddMatch').map(({ body }) => body?.[0])
      return Promise.resolve(ok(null))
    })
    expect(told).toEqual(['connected'])
    expect(before).toEqual(rules)
    expect(bus.connected()).toBe(true)
    expect(clock.armed()).toBe(0)
  })

  it('answers after the first try where nobody is there, and finds a bus that comes', async () => {
    await fake.stop()
    const { bus, told, until } = await open()
    expect(told).toEqual(['lost'])
    expect(bus.connected()).toBe(false)
    await fake.listen()
    clock.advance(100)
    expect(await until(2)).toEqual(['lost', 'connected'])
    expect(bus.connected()).toBe(true)
  })

  it('gives the connection up where a rule or the preparation is refused', async () => {
    fake.answer('AddMatch', () => ({ error: 'org.freedesktop.DBus.Error.LimitsExceeded' }))
    const { bus, told, until } = await open()
    expect(told).toEqual(['lost'])
    expect(bus.connected()).toBe(false)
    fake.answer('AddMatch', () => ({}))
    clock.advance(100)
    expect(await until(2)).toEqual(['lost', 'connected'])
  })

  it('begins anew where its owner could not prepare', async () => {
    let tries = 0
    const { told, until } = await open(() => {
      tries += 1
      return Promise.resolve(tries === 1 ? { ok: false, error: 'not yet' } : ok(null))
    })
    await until(2)
    expect(told).toEqual(['refused', 'lost'])
    clock.advance(100)
    expect(await until(3)).toEqual(['refused', 'lost', 'connected'])
    expect(fake.connections).toBe(2)
  })
})

describe('a lost connection', () => {
  it('is told, made again after a pause, and listens to the same again', async () => {
    const { until } = await open()
    fake.hangUp()
    await until(2)
    expect(clock.armed()).toBe(1)
    clock.advance(99)
    expect(fake.connections).toBe(1)
    clock.advance(1)
    expect(await until(3)).toEqual(['connected', 'lost', 'connected'])
    expect(fake.made('AddMatch').map(({ body }) => body?.[0])).toEqual([...rules, ...rules])
    fake.send({ sender: ':1.1', path: '/', interface: 'org.example.I', member: 'One' })
    expect((await until(4)).at(-1)).toBe('signal One')
  })

  it('is tried again after longer and longer pauses, ten seconds at most', async () => {
    const waits = watchWaits()
    await fake.stop()
    const { told, until } = await open()
    const pauses = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]
    for (const [index, pauseMs] of pauses.entries()) {
      await until(index + 1)
      expect(waits()).toEqual([pauseMs])
      clock.advance(pauseMs)
    }
    await until(pauses.length + 1)
    expect(new Set(told)).toEqual(new Set(['lost']))
  })

  it('begins with the short pause again after it held', async () => {
    await fake.stop()
    const { until } = await open()
    clock.advance(100)
    await until(2)
    await fake.listen()
    clock.advance(200)
    await until(3)
    fake.hangUp()
    await until(4)
    clock.advance(100)
    expect(await until(5)).toEqual(['lost', 'lost', 'connected', 'lost', 'connected'])
  })

  it('never repeats a call: it fails, and says that it may have been carried out', async () => {
    fake.answer('Act', () => 'hang-up')
    const { bus, until } = await open()
    const acted = await bus.call(action)
    expect(JSON.stringify(acted)).toContain('may have been carried out')
    await until(2)
    clock.advance(100)
    await until(3)
    fake.answer('Ask', () => ({}))
    expect(await bus.call({ ...action, member: 'Ask' })).toEqual({ ok: true, value: [] })
    expect(fake.made('Act')).toHaveLength(1)
  })

  it('takes no call meanwhile, and says that nothing was sent', async () => {
    const { bus, until } = await open()
    await fake.stop()
    await until(2)
    const acted = await bus.call(action)
    expect(acted).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(acted)).not.toContain('may have been')
    expect(JSON.stringify(acted)).toContain('NoServer')
  })
})

describe('closing', () => {
  it('tells nothing, ends the tries and takes no further call', async () => {
    const { bus, told } = await open()
    await bus.close()
    expect(told).toEqual(['connected'])
    expect(clock.armed()).toBe(0)
    expect(bus.connected()).toBe(false)
    expect(await bus.call(action)).toMatchObject({ ok: false })
  })

  it('ends the tries of a bus that is away', async () => {
    await fake.stop()
    const { bus } = await open()
    expect(clock.armed()).toBe(1)
    await bus.close()
    expect(clock.armed()).toBe(0)
  })

  it('lets go of a connection that is being made', async () => {
    const { bus, told, until } = await open()
    fake.answer('Hello', () => 'silence')
    fake.hangUp()
    await until(2)
    clock.advance(100)
    await fake.until(() => fake.made('Hello').length === 2)
    await bus.close()
    clock.advance(10_000)
    await fake.until(() => fake.openConnections() === 0)
    expect(told).toEqual(['connected', 'lost'])
    expect(clock.armed()).toBe(0)
  })

  it('lets go of a connection that is made all the same', async () => {
    const { bus, told, until } = await open()
    fake.hangUp()
    await until(2)
    clock.advance(100)
    await bus.close()
    await fake.until(() => fake.connections === 2 && fake.openConnections() === 0)
    expect(told).toEqual(['connected', 'lost'])
    expect(fake.made('AddMatch')).toHaveLength(rules.length)
  })
})
