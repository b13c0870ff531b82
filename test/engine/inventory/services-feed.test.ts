import { beforeEach, describe, expect, it } from 'vitest'
import { ServicesFeed } from '../../../electron/engine/inventory/services-feed.ts'
import type { Units } from '../../../electron/engine/backends/systemd/units.ts'
import type { EngineParts } from '../../../electron/engine/parts.ts'
import { Pushes } from '../../../electron/engine/pushes.ts'
import type { PushedEvent, PushedEvents } from '../../../shared/contract.ts'
import type { Phase, Run } from '../../../shared/run.ts'
import { makeRun, ms } from '../../fakes/run.ts'
import { FakeClock } from '../../fakes/world.ts'

let clock: FakeClock
let pushes: Pushes
let feed: ServicesFeed
let looks: number
let runs: readonly Run[]
let changes: PushedEvents['services'] | null
beforeEach(() => {
  clock = new FakeClock()
  pushes = new Pushes(() => undefined)
  looks = 0
  runs = []
  changes = { changed: [], removed: ['cron'], at: 1 }
  const inventory = {
    changes: () => {
      looks += 1
      return changes
    },
  }
  const parts = { inventory, allRuns: () => Promise.resolve(runs) } as unknown as EngineParts
  feed = new ServicesFeed({ parts, pushes, clock })
})

function listen(): PushedEvent[] {
  const heard: PushedEvent[] = []
  feed.wake()
  pushes.subscribe((event) => heard.push(event))
  return heard
}

describe('the feed of services', () => {
  it('does not look while nobody listens', async () => {
    feed.wake()
    feed.lookSoon()
    await clock.advance(60_000)
    expect(looks).toBe(0)
  })
  it('looks every two seconds while somebody does, and tells what changed', async () => {
    const heard = listen()
    await clock.advance(6500)
    expect(looks).toBe(3)
    expect(heard.map((e) => e.name)).toEqual(['services', 'services', 'services'])
  })
  it('tells nothing when nothing changed', async () => {
    changes = null
    const heard = listen()
    await clock.advance(6500)
    expect(heard).toEqual([])
  })
  it('looks soon after a run moved, and once for many moves', async () => {
    listen()
    for (let i = 0; i < 50; i += 1) feed.lookSoon()
    await clock.advance(300)
    expect(looks).toBe(1)
    await clock.advance(2000)
    expect(looks).toBe(2)
  })
  it('looks soon after the manager of units told of one, and asks it once', async () => {
    let asked = 0
    const listeners: ((unit: string) => void)[] = []
    const book = { onChange: (listener: (unit: string) => void) => listeners.push(listener) }
    const units = {
      books: [book],
      ready: () => {
        asked += 1
        return Promise.resolve()
      },
    } as unknown as Units
    feed.wake(units)
    feed.wake(units)
    pushes.subscribe(() => undefined)
    await clock.advance(100)
    for (const listener of listeners) listener('nginx.service')
    await clock.advance(300)
    expect([asked, listeners.length, looks]).toEqual([1, 1, 1])
  })
  it('pays for no list where nobody asked for one: the command line follows runs', async () => {
    pushes.subscribe(() => undefined)
    feed.lookSoon()
    await clock.advance(60_000)
    expect(looks).toBe(0)
  })
  it('looks rarely while nobody can see it, and at once when somebody can again', async () => {
    listen()
    feed.beSeen(false)
    await clock.advance(2100)
    expect(looks).toBe(1)
    await clock.advance(44_000)
    expect(looks).toBe(3)
    feed.beSeen(true)
    await clock.advance(300)
    expect(looks).toBe(4)
    await clock.advance(4500)
    expect(looks).toBe(6)
  })
  it('is told of by runs and units, though nobody can see it', async () => {
    listen()
    feed.beSeen(false)
    await clock.advance(2100)
    feed.lookSoon()
    await clock.advance(300)
    expect(looks).toBe(2)
  })
  it.each<[Phase, number]>([
    [{ kind: 'asking', step: 1, why: 'schedule', since: ms(0) }, 15],
    [{ kind: 'asking', step: 1, why: 'found', since: ms(0) }, 2],
  ])('looks often while a run is alive, though nobody can see it: %j', async (phase, expected) => {
    runs = [{ ...makeRun('stop/wait'), phase }]
    listen()
    feed.beSeen(false)
    await clock.advance(31_000)
    expect(looks).toBe(expected)
  })
  it('ends with the engine', async () => {
    listen()
    feed.close()
    feed.lookSoon()
    await clock.advance(60_000)
    expect(looks).toBe(0)
  })
})

describe('events for doors', () => {
  const event: PushedEvent = { name: 'services', payload: { changed: [], removed: [], at: 1 } }
  it('go on to the others when one door throws, which is told and left out', () => {
    const broken: unknown[] = []
    const doors = new Pushes((error) => broken.push(error))
    let heard = 0
    doors.subscribe(() => {
      throw new Error('a closed window')
    })
    doors.subscribe(() => (heard += 1))
    doors.push(event)
    doors.push(event)
    expect(heard).toBe(2)
    expect(broken).toHaveLength(1)
    expect(doors.count).toBe(1)
  })
  it('do not count the engine’s own interest as somebody who listens', () => {
    let seen = 0
    pushes.observe(() => (seen += 1))
    pushes.push(event)
    expect([seen, pushes.count]).toEqual([1, 0])
  })
})
