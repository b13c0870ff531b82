import { beforeEach, describe, expect, it } from 'vitest'
import { PushPace } from '../../../electron/engine/runs/push-pace.ts'
import { makeRun, ms } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'
import { FakeClock } from '../../fakes/world.ts'

let clock: FakeClock
let pushes: number
let pace: PushPace
const run = makeRun('stop/30/ask', { phase: { kind: 'waiting', step: 1, deadline: ms(30_000) } })

beforeEach(() => {
  clock = new FakeClock()
  pushes = 0
  pace = new PushPace(clock, () => {
    pushes += 1
  })
})

describe('telling doors of a run', () => {
  it('tells the first change at once', () => {
    pace.push(run)
    expect(pushes).toBe(1)
  })

  it('tells a step at once, however soon it comes', () => {
    pace.push(run)
    pace.push({ ...run, turn: run.turn + 1 })
    pace.push({ ...run, turn: run.turn + 1, phase: { kind: 'held', step: 1, leftMs: 5 } })
    expect(pushes).toBe(3)
  })

  it('tells each state of a unit, however short it was', () => {
    const unit = makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm' })
    pace.push({ ...run, unit })
    pace.push({ ...run, unit: { ...unit, state: { ...unit.state, subState: 'final-sigkill' } } })
    pace.push({ ...run, unit: { ...unit, state: { ...unit.state, subState: 'failed' } } })
    expect(pushes).toBe(3)
  })

  it('tells a thousand changes in one step together, the last of them included', async () => {
    for (let i = 0; i < 1000; i += 1) pace.push({ ...run, revision: i })
    expect(pushes).toBe(1)
    await clock.advance(20)
    expect(pushes).toBe(2)
    await clock.advance(1000)
    expect(pushes).toBe(2)
  })

  it('tells at once again after a pause', async () => {
    pace.push(run)
    await clock.advance(21)
    pace.push({ ...run, revision: 1 })
    expect(pushes).toBe(2)
  })

  it('forgets what was to be told when a step tells it', async () => {
    pace.push(run)
    pace.push({ ...run, revision: 1 })
    pace.push({ ...run, turn: run.turn + 1 })
    expect(pushes).toBe(2)
    await clock.advance(1000)
    expect(pushes).toBe(2)
  })
})
