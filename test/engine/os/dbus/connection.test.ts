import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectToBus } from '../../../../electron/engine/os/dbus/connection.ts'
import type {
  BusCall,
  BusConnection,
  BusSignal,
} from '../../../../electron/engine/os/dbus/ports.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { FakeBus } from './fake-bus.ts'

const call: BusCall = {
  destination: 'org.example.Service',
  path: '/org/example',
  iface: 'org.example.Iface',
  member: 'Ask',
  purpose: 'ask',
  polkitAction: null,
  timeoutMs: 2000,
}
const action: BusCall = { ...call, member: 'Act', purpose: 'act', polkitAction: 'org.example.act' }

let bus: FakeBus
let clock: ManualClock
let signals: BusSignal[]
let lost: string[]
let wasLost: Promise<string>
let tellLost: (why: string) => void

beforeEach(async () => {
  bus = await FakeBus.start()
  clock = createManualClock()
  signals = []
  lost = []
  wasLost = new Promise((resolve) => {
    tellLost = resolve
  })
})

afterEach(async () => {
  await bus.end()
})

function connect(socket = bus.socket): ReturnType<typeof connectToBus> {
  // Of this test: at its end the bus goes, and that is told during the next one.
  const [ownSignals, ownLost, tell] = [signals, lost, tellLost]
  return connectToBus(socket, clock, {
    onSignal: (signal) => ownSignals.push(signal),
    onLost: (why) => {
      ownLost.push(why)
      tell(why)
    },
  })
}

async function connected(): Promise<BusConnection> {
  const result = await connect()
  if (!result.ok) throw new Error(result.error)
  return result.value
}

describe('connecting', () => {
  it('greets the bus, and then nobody waits for anything', async () => {
    await connected()
    expect(bus.made('Hello')).toHaveLength(1)
    expect(clock.armed()).toBe(0)
  })

  it('says why nobody is there', async () => {
    const result = await connect(join(bus.folder, 'missing'))
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('ENOENT') as string })
    expect(lost).toEqual([])
  })

  it('gives up a bus that refuses the greeting', async () => {
    bus.answer('Hello', () => ({
      error: 'org.freedesktop.DBus.Error.LimitsExceeded',
      text: 'full',
    }))
    const result = await connect()
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('full') as string })
    expect(lost).toEqual([])
  })

  it('gives up a bus that never answers, after ten seconds', async () => {
    bus.answer('Hello', () => 'silence')
    const result = connect()
    await bus.until(() => bus.made('Hello').length === 1)
    clock.advance(9999)
    expect(clock.armed()).toBe(1)
    clock.advance(1)
    expect(await result).toMatchObject({ ok: false })
    expect(lost).toEqual([])
  })

  it('gives up a bus that hangs up instead of answering', async () => {
    bus.answer('Hello', () => 'hang-up')
    expect(await connect()).toMatchObject({ ok: false })
    expect(lost).toEqual([])
  })
})

describe('a call', () => {
  it('brings all values of the reply, and none where there are none', async () => {
    bus.answer('Ask', () => ({ signature: 'sasx', body: ['a', ['b', 'c'], 5n] }))
    bus.answer('Act', () => ({}))
    const connection = await connected()
    expect(await connection.call(call)).toEqual({ ok: true, value: ['a', ['b', 'c'], 5n] })
    expect(await connection.call(action)).toEqual({ ok: true, value: [] })
    expect(clock.armed()).toBe(0)
  })

  it('says to whom, with which values', async () => {
    bus.answer('Ask', () => ({}))
    const connection = await connected()
    await connection.call({ ...call, signature: 'si', body: ['x', -3] })
    expect(bus.made('Ask')[0]).toMatchObject({
      destination: 'org.example.Service',
      path: '/org/example',
      interface: 'org.example.Iface',
      signature: 'si',
      body: ['x', -3],
    })
  })

  it('lets a person be asked for an action only, and starts nobody for either', async () => {
    const connection = await connected()
    await Promise.all([connection.call(call), connection.call(action)])
    expect([bus.made('Ask')[0]?.flags, bus.made('Act')[0]?.flags]).toEqual([2, 2 | 4])
  })

  it('fails with the bus’s words', async () => {
    bus.answer('Act', () => ({ error: 'org.freedesktop.DBus.Error.AccessDenied', text: 'no' }))
    const connection = await connected()
    expect(await connection.call(action)).toMatchObject({
      ok: false,
      error: { code: 'no-permission', cause: 'org.freedesktop.DBus.Error.AccessDenied: no' },
    })
  })

  it.each([
    ['the bus', {}, 'backend-failed'],
    ['the one that was called', { sender: ':1.5' }, 'no-permission'],
  ])('tells an unanswered one from an unanswered question: %s says so', async (_, from, code) => {
    const error = 'org.freedesktop.DBus.Error.NoReply'
    bus.answer('Act', () => ({ error, text: 'Method call timed out', ...from }))
    const connection = await connected()
    expect(await connection.call(action)).toMatchObject({ ok: false, error: { code } })
  })

  it('is waited for as long as it says, and a late answer changes nothing', async () => {
    bus.answer('Act', () => 'silence')
    bus.answer('Ask', () => ({}))
    const connection = await connected()
    const acted = connection.call(action)
    await bus.until(() => bus.made('Act').length === 1)
    clock.advance(2000)
    const result = await acted
    expect(result).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(result)).toContain('nothing for 2 s')
    expect(await connection.call(call)).toMatchObject({ ok: true })
    expect(lost).toEqual([])
  })

  it('that cannot be written down fails by itself and harms no other', async () => {
    bus.answer('Ask', () => ({}))
    const connection = await connected()
    expect(await connection.call({ ...call, signature: 'i', body: ['no number'] })).toMatchObject({
      ok: false,
      error: { code: 'backend-failed' },
    })
    expect(await connection.call(call)).toMatchObject({ ok: true })
  })
})

describe('a signal', () => {
  it('comes with its sender, path, names and values, in the order of the wire', async () => {
    const connection = await connected()
    const one = { sender: ':1.9', path: '/a', interface: 'org.example.I', member: 'One' }
    bus.send({ ...one, signature: 'su', body: ['x', 7] })
    bus.send({ ...one, member: 'Two' })
    await connection.call(call)
    expect(signals).toEqual([
      { sender: ':1.9', path: '/a', iface: 'org.example.I', member: 'One', body: ['x', 7] },
      { sender: ':1.9', path: '/a', iface: 'org.example.I', member: 'Two', body: [] },
    ])
  })
})

describe('a connection that goes', () => {
  it('fails what is in flight, tells it once, and takes no further call', async () => {
    bus.answer('Act', () => 'hang-up')
    const connection = await connected()
    const acted = await connection.call(action)
    expect(acted).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(JSON.stringify(acted)).toContain('may have been carried out')
    await wasLost
    expect(await connection.call(call)).toMatchObject({ ok: false })
    expect(lost).toHaveLength(1)
    expect(bus.made('Act')).toHaveLength(1)
    expect(bus.made('Ask')).toHaveLength(0)
    expect(clock.armed()).toBe(0)
  })

  it('is given up after bytes that are no message', async () => {
    await connected()
    bus.sendGarbage()
    expect(await wasLost).toContain('byte order')
  })

  it('is told with the reason for which it was dropped, once', async () => {
    bus.answer('Ask', () => 'silence')
    const connection = await connected()
    const asked = connection.call(call)
    await bus.until(() => bus.made('Ask').length === 1)
    connection.drop('had enough')
    connection.drop('again')
    expect(await asked).toMatchObject({ ok: false })
    expect(lost).toEqual(['had enough'])
  })
})

describe('closing', () => {
  it('is no loss, and sends what was written before', async () => {
    bus.answer('Act', () => 'silence')
    const connection = await connected()
    const acted = connection.call(action)
    await connection.close()
    await bus.until(() => bus.made('Act').length === 1)
    expect(await acted).toMatchObject({ ok: false })
    expect(lost).toEqual([])
    expect(clock.armed()).toBe(0)
    await connection.close()
  })
})
