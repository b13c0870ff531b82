/** Looking while a run lives: often enough, and not for each of many exits. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { UntimedEvent } from '../../../electron/engine/decide/escalation/events.ts'
import { HeldMembers } from '../../../electron/engine/stop-runner/held-members.ts'
import { lookEveryMs, looksApartMs } from '../../../electron/engine/stop-runner/ports.ts'
import { Watch } from '../../../electron/engine/stop-runner/watch.ts'
import { fail } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import { makeMember, makeRun, ms } from '../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitSettings } from '../../fakes/unit.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

let world: FakeWorld
let run: Run
let fed: UntimedEvent[]
let watch: Watch
let looks: number
beforeEach(() => {
  world = new FakeWorld()
  run = makeRun('stop/30/ask', {}, [])
  fed = []
  looks = 0
  world.onLook = () => {
    looks += 1
  }
  const held = new HeldMembers(world.signaller, () => undefined)
  watch = new Watch(world.ports, held, { run: () => run, feed: (event) => fed.push(event) })
})
const kinds = (): string[] => fed.map((event) => event.kind)

describe('how often it is looked', () => {
  it('is four times a second, until it is stopped', async () => {
    watch.start()
    await world.clock.advance(1000)
    expect(looks).toBe(4)
    watch.stop()
    await world.clock.advance(10_000)
    expect(looks).toBe(4)
  })

  it('is at once after an exit, and counts anew from there', async () => {
    watch.start()
    await world.clock.advance(lookEveryMs + looksApartMs)
    watch.lookSoon()
    await world.clock.advance(0)
    expect(looks).toBe(2)
    await world.clock.advance(lookEveryMs - 1)
    expect(looks).toBe(2)
    await world.clock.advance(1)
    expect(looks).toBe(3)
  })

  it('is once for a thousand exits at once', async () => {
    watch.start()
    await world.clock.advance(lookEveryMs)
    for (let n = 0; n < 1000; n += 1) watch.lookSoon()
    await world.clock.advance(looksApartMs)
    expect(looks).toBe(2)
  })

  it('is not put off by exits that go on and on', async () => {
    watch.start()
    for (let n = 0; n < 100; n += 1) {
      watch.lookSoon()
      await world.clock.advance(10)
    }
    expect(looks).toBeGreaterThanOrEqual(9)
    expect(looks).toBeLessThanOrEqual(11)
  })

  it('is once for two that ask at the same time', async () => {
    expect(await Promise.all([watch.look(), watch.look()])).toEqual([[], []])
    expect(looks).toBe(1)
  })

  it('is never again after a stop, whoever asks', async () => {
    watch.stop()
    watch.lookSoon()
    await world.clock.advance(1000)
    expect(await watch.look()).toEqual([])
    expect(looks).toBe(0)
  })
})

describe('who is new', () => {
  it('is pinned, then told', async () => {
    world.spawn(makeMember(100), {})
    expect((await watch.look()).map((m) => m.identity.pid)).toEqual([100])
    expect(fed).toMatchObject([{ kind: 'member-appeared', member: { identity: { pid: 100 } } }])
  })

  it('is nobody whom the run knows', async () => {
    const member = makeMember(100)
    run = makeRun('stop/30/ask', {}, [member])
    world.spawn(member, {})
    expect(await watch.look()).toEqual([])
    expect(fed).toEqual([])
  })

  it.each(['gone', 'changed', 'protected'] as const)('is no member where it is %s', async (why) => {
    world.spawn(makeMember(100), {})
    world.refuseHold.set(100, why)
    expect(await watch.look()).toEqual([])
    expect(fed).toEqual([])
  })

  it('is kept, in words, where another run has it', async () => {
    const message = 'It is in the hands of run-0.'
    const update = () => Promise.resolve(fail({ code: 'busy' as const, message, next: '' }))
    const held = new HeldMembers(world.signaller, () => undefined)
    const ports = { ...world.ports, claim: { update } }
    watch = new Watch(ports, held, { run: () => run, feed: (event) => fed.push(event) })
    world.spawn(makeMember(100), {})
    await watch.look()
    expect(fed).toMatchObject([
      {
        kind: 'member-appeared',
        member: { kept: message },
        notice: expect.stringContaining('left out') as unknown,
      },
    ])
  })

  it('is a member although it cannot be pinned: its exit is seen by looking', async () => {
    const member = makeMember(100)
    world.spawn(member, {})
    world.refuseHold.set(100, 'no-permission')
    await watch.look()
    expect(kinds()).toEqual(['member-appeared'])
    run = makeRun('stop/30/ask', {}, [member])
    world.exit(100)
    await watch.look()
    expect(fed.at(-1)).toMatchObject({ kind: 'member-gone', how: 'by-itself' })
  })
})

describe('what else a look notices', () => {
  it('is a machine that slept, longer than clocks differ by', async () => {
    await watch.look()
    world.suspendedMs = 900
    await watch.look()
    expect(fed).toEqual([])
    world.suspendedMs = 60_900
    await watch.look()
    await watch.look()
    expect(fed).toEqual([{ kind: 'resumed', asleepMs: 60_000 }])
  })

  it('is a copy, while it is verified that there is none', async () => {
    world.copy = 'pid 500 runs the same program'
    await watch.look()
    expect(fed).toEqual([])
    run = { ...run, phase: { kind: 'verifying', until: ms(2000), back: null } }
    await watch.look()
    expect(fed).toEqual([{ kind: 'copy-appeared', evidence: world.copy }])
  })

  it.each([
    ['may ask for more time', true, 1],
    ['may not', false, 0],
  ])('is a ceiling that passed, of a service that %s', async (_, mayExtend, times) => {
    const unit = makeUnit({}, { settings: unitSettings({ mayExtend }) })
    const ceiling = { who: 'systemd', source: 'x', what: 'SIGKILL', fixed: null, at: ms(1000).wall }
    run = makeUnitRun('stop/30/ask', unit, [], { ceilings: [ceiling] })
    await world.clock.advance(2000)
    await watch.look()
    expect(fed).toEqual([])
    await world.clock.advance(1)
    await watch.look()
    await settle()
    expect(kinds()).toEqual(Array.from({ length: times }, () => 'unit-changed'))
  })
})
