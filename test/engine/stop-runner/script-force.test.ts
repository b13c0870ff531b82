import { beforeEach, describe, expect, it } from 'vitest'
import type { Ceiling } from '../../../shared/plan.ts'
import type { Run } from '../../../shared/run.ts'
import type { UntimedEvent } from '../../../electron/engine/decide/escalation/events.ts'
import { initScriptForces } from '../../../electron/engine/decide/sysv/init-ceilings.ts'
import { watchScriptForce } from '../../../electron/engine/stop-runner/script-force.ts'
import { makeMember, makeRun } from '../../fakes/run.ts'
import { makeRow } from '../../fakes/rows.ts'
import { FakeClock } from '../../fakes/world.ts'

const member = makeMember(100, { main: true })
let clock: FakeClock
let events: UntimedEvent[]
let alive: boolean
beforeEach(() => {
  clock = new FakeClock()
  events = []
  alive = true
})

function watch(ceiling: Partial<Ceiling> | null): () => void {
  const startedAt = clock.now()
  const whole: Ceiling = {
    who: initScriptForces,
    source: '--retry=TERM/30/KILL/5',
    what: 'SIGKILL',
    fixed: 'the script counts itself',
    at: startedAt.wall + 30_000,
    ...ceiling,
  }
  const run: Run = {
    ...makeRun('stop/60'),
    startedAt,
    members: [{ member, gone: null }],
    ceilings: ceiling === null ? [] : [whole],
  }
  const row = { ...makeRow({ pid: 100 }), identity: member.identity }
  const ports = { clock, table: { readOne: () => ({ ...row, alive }) } }
  const feed = (event: UntimedEvent): void => {
    events.push(event)
  }
  return watchScriptForce({ run: () => run, ports, feed } as never)
}

describe('a script that kills by its own clock', () => {
  it('has forced where somebody lives when its time is over', async () => {
    watch({})
    await clock.advance(29_999)
    expect(events).toEqual([])
    await clock.advance(1)
    expect(events).toEqual([{ kind: 'ceiling-fired', who: initScriptForces }])
  })
  it('has not where everybody left before', async () => {
    watch({})
    alive = false
    await clock.advance(60_000)
    expect(events).toEqual([])
  })
  it('has not where it ended before', async () => {
    watch({})()
    await clock.advance(60_000)
    expect(events).toEqual([])
  })
  it('counts from its call, which is later than the run’s beginning where others come first', async () => {
    const begun = clock.now().wall
    watch({ at: begun + 40_000, earliest: begun + 30_000 })
    expect(events).toMatchObject([{ kind: 'ceiling-moved', ceilings: [{ at: begun + 30_000 }] }])
    expect(events).not.toHaveProperty('0.ceilings.0.earliest')
    await clock.advance(30_000)
    expect(events.map(({ kind }) => kind)).toEqual(['ceiling-moved', 'ceiling-fired'])
  })
  it.each<[string, Partial<Ceiling> | null]>([
    ['nobody knows when', { at: null }],
    ['it is another’s clock', { who: 'systemd' }],
    ['there is none', null],
  ])('is not watched where %s', async (_, ceiling) => {
    watch(ceiling)
    await clock.advance(60_000)
    expect(events).toEqual([])
  })
})
