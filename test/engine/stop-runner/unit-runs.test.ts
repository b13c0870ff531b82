/** A run of a unit, from its first intent to its last record. */
import { beforeEach, describe, expect, it } from 'vitest'
import { StopRunner } from '../../../electron/engine/stop-runner/stop-runner.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import { makeMember, ms } from '../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitMember, unitMembers } from '../../fakes/unit.ts'
import { FakeUnitControl } from '../../fakes/unit-control.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }
const broken: QuiesceError = { code: 'backend-failed', message: 'The bus is away.', next: 'Wait.' }
const inactive = { activeState: 'inactive', subState: 'dead', mainPid: 0 } as const
const stopping = { activeState: 'deactivating', subState: 'stop-sigterm' } as const
const deaf = { TERM: undefined } as const

let world: FakeWorld
let control: FakeUnitControl
beforeEach(() => {
  world = new FakeWorld()
  control = new FakeUnitControl(world.log)
})

interface Wanted {
  readonly members?: readonly Member[]
  readonly run?: Partial<Run>
}
async function make(schedule: string, { members = unitMembers(), run }: Wanted = {}) {
  for (const member of members) world.spawn(member, deaf)
  const unit = control.unit ?? makeUnit()
  const made = makeUnitRun(schedule, unit, [...members], run)
  const runner = new StopRunner({ ...world.ports, unit: control }, made)
  const held = await runner.hold()
  if (!held.ok) throw new Error(held.error.code)
  return runner
}
async function start(schedule: string, wanted: Wanted = {}): Promise<StopRunner> {
  const runner = await make(schedule, wanted)
  runner.begin()
  await settle()
  return runner
}
/** The whole unit ends, as its manager and its processes tell it. */
function endUnit(...pids: readonly number[]): void {
  for (const pid of pids) world.exit(pid)
  control.change(inactive)
}
const words = (runner: StopRunner): string =>
  runner.run.phase.kind === 'ended' ? runner.run.phase.outcome.kind : runner.run.phase.kind
const order = (): string[] =>
  world.log.filter((l) => /^(intent|result|sent|stop|kill|move)/.test(l))
const details = (): (string | undefined)[] =>
  world.journal.flatMap((body) => (body.kind === 'result' ? [body.detail] : []))

describe('the stop of a unit', () => {
  it('is written down before it is asked for, and answered after it', async () => {
    await start('stop/30/ask')
    expect(order()).toEqual(['intent stop-unit', 'stop', 'result stop-unit'])
    expect(world.journal.find((body) => body.kind === 'intent')).toMatchObject({
      what: 'stop-unit',
      argv: ['StopUnit', 'iguana.service'],
      force: false,
      targets: [],
    })
    expect(details()).toEqual(['accepted'])
    expect(world.sent).toEqual([])
  })

  it('names the triggers that go first', async () => {
    const stopMethod = {
      kind: 'unit',
      unit: 'iguana.service',
      manager: 'system',
      also: ['iguana.socket'],
    } as const
    await start('stop/30/ask', { run: { stopMethod } })
    expect(control.calls).toEqual(['stop iguana.socket'])
    expect(world.journal.find((body) => body.kind === 'intent')).toMatchObject({
      argv: ['StopUnit', 'iguana.socket', 'iguana.service'],
    })
  })

  it('is followed to its end: members gone, unit at rest, two seconds later stopped', async () => {
    const runner = await start('stop/30/ask')
    control.change(stopping)
    endUnit(100, 101)
    await settle()
    expect(words(runner)).toBe('verifying')
    await world.clock.advance(2100)
    expect(await runner.ended).toEqual({ kind: 'stopped' })
  })

  it('waits for the unit though nobody is left', async () => {
    const runner = await start('stop/30/ask')
    control.change(stopping)
    for (const pid of [100, 101]) world.exit(pid)
    await world.clock.advance(20_000)
    expect(words(runner)).toBe('waiting')
    control.change(inactive)
    await world.clock.advance(2100)
    expect(words(runner)).toBe('stopped')
  })

  it('sees what the manager told while its answer was on the way', async () => {
    control.on = () => {
      // Not told to anybody: the run has to look when the answer comes.
      control.unit = makeUnit({ ...stopping, since: ms(0) })
    }
    const runner = await start('stop/30/ask')
    expect(runner.run.unit?.state.subState).toBe('stop-sigterm')
    expect(runner.run.ceilings).toHaveLength(1)
  })

  it('ends as refused where polkit says no, and nothing else is sent', async () => {
    control.refuses.set('stop', denied)
    const stranger = makeMember(200, { reasons: [] })
    const runner = await start('stop/30/ask', { members: [...unitMembers(), stranger] })
    expect(words(runner)).toBe('refused')
    await world.clock.advance(60_000)
    expect(world.sent).toEqual([])
    expect(details()).toEqual(['polkit refused.'])
    expect(world.journal.at(-1)).toMatchObject({ kind: 'outcome', outcome: 'refused' })
  })

  it('asks where the bus is away, and sends nothing more by itself', async () => {
    control.refuses.set('stop', broken)
    const runner = await start('stop/30/ask/KILL/5')
    await world.clock.advance(3_600_000)
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    expect(control.calls).toEqual(['stop'])
  })

  it('is not asked for where its intent is not on disk', async () => {
    world.intentsFail = true
    const runner = await start('stop/30/ask')
    expect(control.calls).toEqual([])
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
  })

  it('fails where its manager cannot be reached at all', async () => {
    const runner = new StopRunner(world.ports, makeUnitRun('stop/30/ask'))
    runner.begin()
    await settle()
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    expect(runner.run.notices[0]).toMatch(/manager of iguana.service cannot be reached/)
  })

  it('is waited for while somebody types a password; a run that was left meanwhile stays left', async () => {
    const answer = control.delay()
    const runner = await start('stop/30/ask')
    await world.clock.advance(60_000)
    expect(words(runner)).toBe('stopping')
    runner.decide(runner.run.turn, { kind: 'leave' }, 'ops')
    answer()
    await settle()
    expect(words(runner)).toBe('abandoned')
    expect(details()).toEqual(['accepted'])
  })

  it('asks ticked suspects through their pins, behind the acceptance', async () => {
    const answer = control.delay()
    const stranger = makeMember(200, { reasons: [] })
    await start('stop/30/ask', { members: [...unitMembers(), stranger] })
    await world.clock.advance(5000)
    expect(world.sent).toEqual([])
    answer()
    await settle()
    expect(world.sent).toEqual(['TERM 200'])
  })
})

describe('following the unit', () => {
  it('begins with the runner and ends with the run', async () => {
    const runner = await start('stop/30/ask')
    expect(control.followers()).toBe(1)
    endUnit(100, 101)
    await world.clock.advance(2100)
    expect(words(runner)).toBe('stopped')
    expect(control.followers()).toBe(0)
  })

  it('ends when Quiesce lets go', async () => {
    const runner = await start('stop/30/ask')
    runner.close()
    expect(control.followers()).toBe(0)
  })

  it('is nothing while the manager cannot be asked', async () => {
    const runner = await start('stop/30/ask')
    control.unit = null
    world.exit(100)
    await world.clock.advance(1000)
    expect(runner.run.unit?.state.activeState).toBe('active')
  })

  it('says what no state of the unit shows: somebody cancelled the stop', async () => {
    const runner = await start('stop/30/ask')
    control.say('Somebody cancelled the stop.')
    expect(runner.run.notices).toEqual(['Somebody cancelled the stop.'])
    expect(runner.run.sent).toHaveLength(1)
    expect(words(runner)).toBe('waiting')
  })

  it('looks for processes that ExecStop= started', async () => {
    const runner = await start('stop/30/ask')
    await world.clock.advance(1000)
    world.spawn(unitMember(150, { parentPid: 1 }))
    control.change({ activeState: 'deactivating', subState: 'stop', controlPid: 150 })
    await world.clock.advance(100)
    expect(runner.run.members.map((m) => m.member.identity.pid)).toContain(150)
  })

  it('tells that the unit runs anew', async () => {
    const runner = await start('stop/30/ask')
    for (const pid of [100, 101]) world.exit(pid)
    control.change({ activeState: 'active', invocation: 'b'.repeat(32), mainPid: 500 })
    expect(await runner.ended).toMatchObject({ kind: 'came-back' })
  })

  it('forgets a deadline that passed where the service may have asked for more time', async () => {
    const settings = { ...makeUnit().settings, timeoutStopMs: 5000, mayExtend: true }
    control.unit = makeUnit({}, { settings })
    const runner = await start('stop/60/ask')
    control.change({ ...stopping, since: world.clock.now() })
    expect(runner.run.ceilings[0]?.at).toBe(ms(5000).wall)
    await world.clock.advance(5500)
    expect(runner.run.ceilings[0]?.at).toBe(ms(5000).wall)
    await world.clock.advance(1000)
    expect(runner.run.ceilings[0]?.at).toBeNull()
  })
})

describe('a deadline that was moved', () => {
  it('is part of the state that a crash leaves behind', async () => {
    const runner = await start('stop/60/ask')
    control.change({ ...stopping, since: world.clock.now() })
    runner.decide(runner.run.turn, { kind: 'extend', ms: 60_000 }, 'ops')
    await settle()
    const states = world.journal.flatMap((body) => (body.kind === 'phase' ? [body.state] : []))
    expect((states.at(-1) as Run).unit?.movedTo).toBe(runner.run.unit?.movedTo)
    expect(runner.run.unit?.movedTo).toBeGreaterThan(ms(0).wall)
  })
})

describe('a run of a unit that a crash left', () => {
  const found: Partial<Run> = { phase: { kind: 'waiting', step: 1, deadline: null }, calledStep: 0 }

  it('asks, and sends nothing', async () => {
    const runner = await make('stop/wait', { run: found })
    runner.takeUp()
    await world.clock.advance(60_000)
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    expect(control.calls).toEqual([])
    expect(world.sent).toEqual([])
  })

  it('is verified at once where the unit rests by now', async () => {
    const runner = await make('stop/wait', { run: found })
    for (const pid of [100, 101]) world.exit(pid)
    control.unit = makeUnit(inactive)
    runner.takeUp()
    expect(words(runner)).toBe('verifying')
  })

  it('knows the unit as it is now, ceilings included', async () => {
    const runner = await make('stop/wait', { run: found })
    control.unit = makeUnit({ ...stopping, since: ms(0) })
    runner.takeUp()
    expect(runner.run.ceilings).toHaveLength(1)
  })
})

describe('what a moved deadline left', () => {
  it('is put in order at the end, and what has to stay is on record', async () => {
    control.stays = 'It stays until the next daemon-reload.'
    const runner = await start('stop/30/ask')
    await runner.tidy(new AbortController().signal)
    expect(control.tidied).toBe(1)
    expect(world.journal.at(-1)).toEqual({ kind: 'notice', sentence: control.stays })
  })

  it('is no record where all is in order', async () => {
    const runner = await start('stop/30/ask')
    const { length } = world.journal
    await runner.tidy(new AbortController().signal)
    expect(world.journal).toHaveLength(length)
  })
})
