/** Force on a unit and the move of its deadline, as they are carried out and recorded. */
import { beforeEach, describe, expect, it } from 'vitest'
import { StopRunner } from '../../../electron/engine/stop-runner/stop-runner.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { Member } from '../../../shared/process.ts'
import { makeMember, ms } from '../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitMember, unitMembers } from '../../fakes/unit.ts'
import { FakeUnitControl } from '../../fakes/unit-control.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }
const broken: QuiesceError = { code: 'backend-failed', message: 'EIO.', next: 'Wait.' }
const inactive = { activeState: 'inactive', subState: 'dead', mainPid: 0 } as const
const stopping = { activeState: 'deactivating', subState: 'stop-sigterm', since: ms(0) } as const
const stranger = makeMember(200, { reasons: [] })

let world: FakeWorld
let control: FakeUnitControl
beforeEach(() => {
  world = new FakeWorld()
  control = new FakeUnitControl(world.log)
})

/** Whom a kill of the unit reaches dies, and the unit comes to rest. */
const dieOfKill = (...pids: readonly number[]): void => {
  control.on = (act) => {
    if (act !== 'kill') return
    for (const pid of pids) world.exit(pid)
    control.change(inactive)
  }
}
async function start(members: readonly Member[], schedule = 'stop/2/ask/KILL/5') {
  for (const member of members) world.spawn(member, { TERM: undefined })
  const run = makeUnitRun(schedule, control.unit ?? makeUnit(), [...members])
  const runner = new StopRunner({ ...world.ports, unit: control }, run)
  await runner.hold()
  return runner
}
/** A unit that heeds no SIGTERM, up to the question what now. */
async function hung(members: readonly Member[] = unitMembers()): Promise<StopRunner> {
  const runner = await start(members)
  runner.begin()
  await settle()
  control.change(stopping)
  await world.clock.advance(2100)
  expect(runner.run.phase.kind).toBe('asking')
  world.sent.length = 0
  control.calls.length = 0
  world.log.length = 0
  return runner
}
const force = (runner: StopRunner, scope: 'main' | 'all' = 'all'): void => {
  runner.decide(runner.run.turn, { kind: 'force', scope }, 'ops')
}
type ResultBody = Extract<JournalBody, { kind: 'result' }>
const results = (what: ResultBody['what']): readonly ResultBody[] =>
  world.journal.flatMap((body) => (body.kind === 'result' && body.what === what ? [body] : []))

describe('force on a whole unit', () => {
  it('is one kill of its cgroup: intent first, one result with everybody in it', async () => {
    const runner = await hung()
    control.whole = { all: 'all' }
    dieOfKill(100, 101)
    force(runner)
    await world.clock.advance(2500)
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
    expect(control.calls).toEqual(['kill all'])
    expect(world.sent).toEqual([])
    const order = world.log.filter((l) => /KILL|kill/.test(l))
    expect(order).toEqual(['intent KILL', 'kill all', 'result KILL'])
    expect(results('KILL')).toMatchObject([
      {
        detail: 'a kill of all',
        results: [
          { pid: 100, outcome: 'sent' },
          { pid: 101, outcome: 'sent' },
        ],
      },
    ])
  })

  it('signals those beside it through their pins, and does not sweep them', async () => {
    const runner = await hung([...unitMembers(), stranger])
    control.whole = { all: 'all' }
    dieOfKill(100, 101)
    force(runner)
    await world.clock.advance(2500)
    expect(world.sent).toEqual(['KILL 200'])
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
  })

  it('does not count on its kill for members that left the cgroup', async () => {
    const escapee = unitMember(300, {
      reasons: [
        { kind: 'unit', unit: 'iguana.service', below: '' },
        { kind: 'left-cgroup', to: '/elsewhere' },
      ],
    })
    const runner = await hung([...unitMembers(), escapee])
    control.whole = { all: 'all' }
    dieOfKill(100, 101)
    force(runner)
    await settle()
    expect(world.sent).toEqual(['KILL 300'])
  })

  it('goes to each process by itself where something of the unit is kept', async () => {
    const kept = unitMember(102, { kept: 'KillMode=process' })
    const runner = await hung([...unitMembers(), kept])
    control.whole = { all: 'all' }
    force(runner)
    await settle()
    expect(control.calls).toEqual([])
    expect(world.sent).toEqual(['STOP 100', 'STOP 101', 'KILL 100', 'KILL 101'])
    expect(world.processes.get(102)).toMatchObject({ alive: true, state: 'S' })
    expect(results('KILL')[0]?.detail).toBe('each process by itself')
  })

  it('goes to the main process only, where that is meant', async () => {
    const runner = await hung()
    control.whole = { main: 'main' }
    dieOfKill(100)
    force(runner, 'main')
    await settle()
    expect(control.calls).toEqual(['kill main'])
    expect(world.sent).toEqual([])
    expect(results('KILL')[0]?.results).toMatchObject([{ pid: 100, outcome: 'sent' }])
  })

  it('kills the others through their pins where its manager kills the main process alone', async () => {
    const runner = await hung()
    control.whole = { all: 'main' }
    dieOfKill(100)
    force(runner)
    await settle()
    expect(world.sent).toEqual(['KILL 101'])
  })

  it('goes to each by itself where the kill of the whole fails, and says why', async () => {
    const runner = await hung()
    control.whole = { all: 'all' }
    control.refuses.set('kill', broken)
    force(runner)
    await settle()
    expect(world.sent.filter((line) => line.startsWith('KILL'))).toEqual(['KILL 100', 'KILL 101'])
    expect(runner.run.notices).toContain('a kill of all failed: EIO.')
  })

  it('is told where the manager may not do it for this person', async () => {
    const runner = await hung()
    control.whole = { all: 'all' }
    control.refuses.set('kill', denied)
    force(runner)
    await settle()
    expect(results('KILL')[0]?.detail).toBe('polkit refused.')
    expect(runner.run.phase.kind).toBe('asking')
    expect(runner.run.notices.join()).toContain('polkit refused.')
    expect(world.sent).toEqual([])
  })

  it('does not happen where its intent is not on disk', async () => {
    const runner = await hung()
    control.whole = { all: 'all' }
    world.intentsFail = true
    force(runner)
    await settle()
    expect(control.calls).toEqual([])
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
  })
})

describe('force on a unit that was not stopped', () => {
  const kill = async (): Promise<StopRunner> => {
    const runner = await start(unitMembers(), 'KILL@all/5')
    runner.beginWithForce('all')
    await settle()
    return runner
  }

  it('queues its stop first, so that Restart= does not bring it back', async () => {
    control.whole = { all: 'all' }
    const runner = await kill()
    expect(control.calls).toEqual(['stop', 'kill all'])
    expect(results('KILL')[0]?.detail).toBe('StopUnit, then a kill of all')
    for (const pid of [100, 101]) world.exit(pid)
    control.change({ ...inactive, activeState: 'failed', result: 'signal' })
    await world.clock.advance(2500)
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
  })

  it('goes on where the stop cannot be queued, and says that it may come back', async () => {
    control.whole = { all: 'all' }
    control.refuses.set('stop', broken)
    const runner = await kill()
    expect(control.calls).toEqual(['stop', 'kill all'])
    expect(runner.run.notices).toEqual(['Its stop was not queued, so it may come back: EIO.'])
  })

  it('sends nothing where polkit refuses its stop', async () => {
    control.whole = { all: 'all' }
    control.refuses.set('stop', denied)
    const runner = await kill()
    expect(control.calls).toEqual(['stop'])
    expect(world.sent).toEqual([])
    expect(runner.run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'refused' } })
  })

  it.each(['deactivating', 'failed', 'inactive'] as const)(
    'queues none while it is %s',
    async (activeState) => {
      control.unit = makeUnit({ activeState, subState: 'x' })
      control.whole = { all: 'all' }
      await kill()
      expect(control.calls).toEqual(['kill all'])
    },
  )

  it('queues one while it is down and a start of it waits', async () => {
    control.unit = makeUnit({ activeState: 'inactive', subState: 'dead', hasJob: true })
    const runner = await start([], 'KILL@all/5')
    runner.beginWithForce('all')
    await settle()
    expect(control.calls).toEqual(['stop'])
  })

  it('goes to each process where the manager cannot be asked', async () => {
    const runner = await start(unitMembers(), 'KILL@all/5')
    control.unit = null
    runner.beginWithForce('all')
    await settle()
    expect(control.calls).toEqual([])
    expect(world.sent).toEqual(['STOP 100', 'STOP 101', 'KILL 100', 'KILL 101'])
  })
})

describe('moving the deadline', () => {
  const extend = (runner: StopRunner, extendMs = 600_000): void => {
    runner.decide(runner.run.turn, { kind: 'extend', ms: extendMs }, 'ops')
  }
  const waiting = async (): Promise<StopRunner> => {
    const runner = await start(unitMembers())
    runner.begin()
    await settle()
    control.change(stopping)
    control.calls.length = 0
    world.log.length = 0
    return runner
  }

  it('is written down before and after, and the run knows where it is now', async () => {
    const runner = await waiting()
    extend(runner)
    await settle()
    const to = ms(90_000 + 600_000).wall
    expect(control.calls).toEqual([`move ${to}`])
    const order = world.log.filter((l) => /move/.test(l))
    expect(order).toEqual(['intent move-deadline', `move ${to}`, 'result move-deadline'])
    expect(world.journal.findLast((body) => body.kind === 'intent')).toMatchObject({
      force: false,
      argv: ['TimeoutStopSec', new Date(to).toISOString()],
    })
    expect(results('move-deadline')[0]?.detail).toBe('moved')
    expect(runner.run.unit?.movedTo).toBe(to)
    expect(runner.run.ceilings).toMatchObject([{ at: to }])
    expect(runner.run.notices).toEqual([])
  })

  it('is taken away by a hold', async () => {
    const runner = await waiting()
    runner.decide(runner.run.turn, { kind: 'hold' }, 'ops')
    await settle()
    expect(control.calls).toEqual(['move never'])
    expect(world.journal.findLast((body) => body.kind === 'intent')).toMatchObject({
      argv: ['TimeoutStopSec', 'never'],
    })
    expect(runner.run.ceilings).toEqual([])
  })

  it('that fails is told, and our own clock moves all the same', async () => {
    const runner = await waiting()
    control.refuses.set('move', { ...broken, message: 'No space left.' })
    extend(runner)
    await settle()
    expect(runner.run.notices).toEqual(['The other deadline was not moved: No space left.'])
    expect(results('move-deadline')[0]?.detail).toBe('No space left.')
    expect(runner.run.ceilings).toMatchObject([{ at: ms(90_000).wall }])
    expect(runner.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(602_000) })
  })

  it('does not happen where its intent is not on disk', async () => {
    const runner = await waiting()
    world.intentsFail = true
    extend(runner)
    await settle()
    expect(control.calls).toEqual([])
    expect(runner.run.notices.join()).toContain('The journal cannot be written: ENOSPC.')
    expect(runner.run.phase.kind).toBe('waiting')
  })
})
