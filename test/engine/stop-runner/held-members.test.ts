/** Processes held for the length of a run: nothing is sent but through a pin. */
import { beforeEach, describe, expect, it } from 'vitest'
import { HeldMembers } from '../../../electron/engine/stop-runner/held-members.ts'
import { identity, makeMember } from '../../fakes/run.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

let world: FakeWorld
let exits: number[]
let held: HeldMembers
beforeEach(() => {
  world = new FakeWorld()
  exits = []
  held = new HeldMembers(world.signaller, ({ pid }) => exits.push(pid))
})
const member = makeMember(100)

describe('a member that is held', () => {
  it('gets signals through its pin, and tells of its exit once', async () => {
    world.spawn(member)
    expect(await held.hold(member)).toBeNull()
    expect(held.isPinned(member.identity)).toBe(true)
    expect(await held.send(member.identity, 'TERM')).toEqual({ outcome: 'sent', changed: false })
    await settle()
    expect(exits).toEqual([100])
  })

  it('is held once, however often it is asked for', async () => {
    world.spawn(member)
    await held.hold(member)
    world.refuseHold.set(100, 'gone')
    expect(await held.hold(member)).toBeNull()
  })

  it.each([
    ['denies', 'no-permission'],
    ['maybe', 'maybe'],
  ] as const)('that %s it is told as %s', async (obeys, outcome) => {
    world.spawn(member, { HUP: obeys })
    await held.hold(member)
    expect(await held.send(member.identity, 'HUP')).toEqual({ outcome, changed: false })
  })

  it('that is gone by then is told as gone', async () => {
    world.spawn(member)
    await held.hold(member)
    world.exit(100)
    expect(await held.send(member.identity, 'TERM')).toEqual({ outcome: 'gone', changed: false })
  })
})

describe('a member that could not be held', () => {
  it.each([
    ['gone', 'gone', false],
    ['changed', 'gone', true],
    ['no-permission', 'no-permission', false],
    ['failed', 'failed', false],
    ['protected', 'failed', false],
  ] as const)('because it was %s is never signalled: %s', async (refusal, outcome, changed) => {
    world.spawn(member)
    world.refuseHold.set(100, refusal)
    expect(await held.hold(member)).toBe(refusal)
    expect(held.isPinned(member.identity)).toBe(false)
    expect(await held.send(member.identity, 'TERM')).toEqual({ outcome, changed })
    expect(world.sent).toEqual([])
  })

  it('is never signalled either where nobody tried', async () => {
    world.spawn(member)
    expect(await held.send(identity(100), 'TERM')).toMatchObject({ outcome: 'failed' })
    expect(world.sent).toEqual([])
  })

  it('is held at a second try', async () => {
    world.spawn(member)
    world.refuseHold.set(100, 'failed')
    await held.hold(member)
    world.refuseHold.clear()
    expect(await held.hold(member)).toBeNull()
    expect(await held.send(member.identity, 'HUP')).toMatchObject({ outcome: 'sent' })
  })
})

describe('letting go', () => {
  it('of all, sends nothing through them any more', async () => {
    world.spawn(member)
    await held.hold(member)
    held.releaseAll()
    expect(held.isPinned(member.identity)).toBe(false)
    expect(await held.send(member.identity, 'TERM')).toMatchObject({ outcome: 'failed' })
    expect(world.sent).toEqual([])
  })

  it('lets go, too, of one whose pin comes only then', async () => {
    world.spawn(member)
    const holding = held.hold(member)
    held.releaseAll()
    await holding
    expect(held.isPinned(member.identity)).toBe(false)
  })
})
