/** Whom a run is about is settled before anything is sent. */
import { beforeEach, describe, expect, it } from 'vitest'
import { StopRunner } from '../../../electron/engine/stop-runner/stop-runner.ts'
import { makeMember, makeRun } from '../../fakes/run.ts'
import { FakeWorld } from '../../fakes/world.ts'

let world: FakeWorld
beforeEach(() => {
  world = new FakeWorld()
})

describe('identity', () => {
  it('sends nothing at all when a pid was given to another process before the run', async () => {
    world.spawn(makeMember(100, { main: true }))
    world.refuseHold.set(100, 'changed')
    const runner = new StopRunner(world.ports, makeRun('stop/30/ask', {}, [makeMember(100)]))
    expect(await runner.hold()).toMatchObject({ ok: false, error: { code: 'identity-changed' } })
    expect(world.sent).toEqual([])
  })
  it('says already-stopped when all left between the look and the hold', async () => {
    world.spawn(makeMember(100, { main: true }))
    world.exit(100)
    const runner = new StopRunner(world.ports, makeRun('stop/30/ask', {}, [makeMember(100)]))
    expect((await runner.hold()).ok).toBe(true)
    runner.begin()
    expect(await runner.ended).toEqual({ kind: 'already-stopped' })
  })
})
