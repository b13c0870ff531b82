import { beforeEach, describe, expect, it } from 'vitest'
import { StopRunner } from '../../../electron/engine/stop-runner/stop-runner.ts'
import type { Run } from '../../../shared/run.ts'
import { makeMember, makeRun, threeMembers } from '../../fakes/run.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

let world: FakeWorld
beforeEach(() => {
  world = new FakeWorld()
})

async function start(schedule: string, more: Partial<Run> = {}): Promise<StopRunner> {
  const members = [...world.processes.values()].map((p) => p.member)
  const runner = new StopRunner(world.ports, makeRun(schedule, more, members))
  const held = await runner.hold()
  if (!held.ok) throw new Error(held.error.code)
  runner.begin()
  await settle()
  return runner
}
const outcomeOf = (runner: StopRunner): string =>
  runner.run.phase.kind === 'ended' ? runner.run.phase.outcome.kind : runner.run.phase.kind
const deaf = { TERM: undefined } as const

describe('a stop that works', () => {
  it('sends SIGTERM to the main process, sees every exit, and says stopped after two seconds', async () => {
    for (const member of threeMembers()) world.spawn(member)
    const runner = await start('stop/30/ask/KILL/5')
    expect(world.sent).toEqual(['TERM 100'])
    world.exit(101)
    world.exit(102)
    await world.clock.advance(1900)
    expect(outcomeOf(runner)).toBe('verifying')
    await world.clock.advance(200)
    expect(await runner.ended).toEqual({ kind: 'stopped' })
  })
  it('writes the intent before the signal and the result after it', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    await start('stop/30/ask')
    const order = world.log.filter(
      (l) => l.startsWith('intent') || l.startsWith('result') || l.startsWith('sent'),
    )
    expect(order).toEqual(['intent TERM', 'sent TERM', 'result TERM'])
  })
  it('leaves the whole story in the journal, outcome last', async () => {
    world.spawn(makeMember(100, { main: true }))
    const runner = await start('stop/30/ask')
    await world.clock.advance(2500)
    await runner.ended
    expect(world.journal.map((b) => b.kind)).toEqual([
      'run-began',
      'phase',
      'intent',
      'result',
      'phase',
      'member-gone',
      'phase',
      'outcome',
    ])
  })
})

describe('a member that is stopped', () => {
  it('is woken behind SIGTERM, with a record of its own; the others are left alone', async () => {
    for (const member of threeMembers()) world.spawn(member, deaf)
    const worker = world.processes.get(101)
    if (worker) worker.state = 'T'
    await start('stop/30/ask')
    expect(world.sent).toEqual(['TERM 100', 'CONT 101'])
    expect(world.log).toContain('intent CONT')
  })
})

describe('a service that refuses', () => {
  it('is asked about; nothing more is sent, however long nobody answers', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/2/ask/KILL/5')
    await world.clock.advance(3_600_000)
    expect(outcomeOf(runner)).toBe('asking')
    expect(world.sent).toEqual(['TERM 100'])
  })
  it('is killed by a person: all are stopped first, then killed', async () => {
    for (const member of threeMembers()) world.spawn(member, deaf)
    const runner = await start('stop/2/ask/KILL/5')
    await world.clock.advance(2100)
    runner.decide(runner.run.turn, { kind: 'force', scope: 'all' }, 'ops')
    await world.clock.advance(3000)
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
    const forced = world.sent.slice(1)
    expect(forced).toEqual(['STOP 100', 'STOP 101', 'STOP 102', 'KILL 100', 'KILL 101', 'KILL 102'])
  })
  it('has its children of the last moment swept up by the same force', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/2/ask/KILL/5')
    await world.clock.advance(2100)
    let looks = 0
    world.onLook = () => {
      looks += 1
      if (looks <= 3) world.spawn(makeMember(200 + looks, { parentPid: 100 }), deaf)
    }
    runner.decide(runner.run.turn, { kind: 'force', scope: 'all' }, 'ops')
    await world.clock.advance(3000)
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
    expect(world.sent).toEqual(expect.arrayContaining(['KILL 201', 'KILL 202', 'KILL 203']))
  })
  it('leaves alone who is kept, though it comes in the middle of the sweep', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/2/ask/KILL/5')
    await world.clock.advance(2100)
    let looks = 0
    world.onLook = () => {
      looks += 1
      if (looks === 1) world.spawn(makeMember(300, { parentPid: 100, kept: 'a job of it' }), deaf)
      if (looks === 1) world.spawn(makeMember(301, { parentPid: 100 }), deaf)
    }
    runner.decide(runner.run.turn, { kind: 'force', scope: 'all' }, 'ops')
    await world.clock.advance(3000)
    expect(await runner.ended).toEqual({ kind: 'killed', by: 'ops' })
    expect(world.sent).toContain('KILL 301')
    expect(world.sent.filter((line) => line.endsWith(' 300'))).toEqual([])
  })
  it('survives: SIGKILL was sent, nobody left, and the survivors are named', async () => {
    world.spawn(makeMember(100, { main: true }), { TERM: undefined, KILL: undefined })
    const runner = await start('stop/1/KILL/2', { person: false })
    await world.clock.advance(4000)
    expect(await runner.ended).toMatchObject({ kind: 'survived', survivors: [{ pid: 100 }] })
  })
})

describe('a journal that cannot be written', () => {
  it('means that nothing is sent, and that a person is asked', async () => {
    world.spawn(makeMember(100, { main: true }))
    world.intentsFail = true
    const runner = await start('stop/30/ask')
    expect(runner.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
    expect(world.sent).toEqual([])
  })
  it('lets a person go on without it, and sends once', async () => {
    world.spawn(makeMember(100, { main: true }))
    world.journalFails = 'ENOSPC'
    const runner = await start('stop/30/ask')
    runner.decide(runner.run.turn, { kind: 'go-on' }, 'ops')
    await world.clock.advance(3000)
    expect(world.sent).toEqual(['TERM 100'])
    expect(await runner.ended).toEqual({ kind: 'stopped' })
  })
  it('is said to be written again when it is', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    world.journalFails = 'ENOSPC'
    const runner = await start('stop/1/ask')
    world.journalFails = null
    runner.decide(runner.run.turn, { kind: 'go-on' }, 'ops')
    await world.clock.advance(1500)
    expect(runner.run.recordInMemory).toBe(false)
    expect(runner.run.notices.join()).toContain('written again')
  })
})

describe('what happens meanwhile', () => {
  it('sends nothing when the person leaves it while the intent is being written', async () => {
    world.spawn(makeMember(100, { main: true }))
    const runner = new StopRunner(world.ports, makeRun('stop/30/ask', {}, [makeMember(100)]))
    await runner.hold()
    runner.begin()
    runner.decide(runner.run.turn, { kind: 'leave' }, 'ops')
    await settle()
    expect(world.sent).toEqual([])
    expect(outcomeOf(runner)).toBe('abandoned')
  })
  it('goes on when the helper dies, and says so once', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/30/ask')
    world.helperDies()
    world.helperDies()
    expect(runner.run.notices.filter((n) => n.includes('helper'))).toHaveLength(1)
    expect(outcomeOf(runner)).toBe('waiting')
  })
  it('notices that the machine slept', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/30/ask')
    world.suspendedMs = 60_000
    await world.clock.advance(300)
    expect(runner.run.notices.join()).toContain('suspended for 1:00')
  })
  it('says came-back when a copy is there before it is certain', async () => {
    world.spawn(makeMember(100, { main: true }))
    const runner = await start('stop/30/ask')
    await world.clock.advance(500)
    world.copy = 'pid 300 runs the same program'
    await world.clock.advance(500)
    expect(await runner.ended).toMatchObject({ kind: 'came-back' })
  })
  it('waits for a member that appears after all seemed gone', async () => {
    world.spawn(makeMember(100, { main: true }))
    const runner = await start('stop/30/ask')
    await world.clock.advance(100)
    world.spawn(makeMember(101), deaf)
    await world.clock.advance(3000)
    expect(outcomeOf(runner)).toBe('waiting')
  })
  it('sees the exit of a process that could not be pinned by looking', async () => {
    world.spawn(makeMember(100, { main: true }), deaf).spawn(makeMember(101), deaf)
    world.refuseHold.set(101, 'no-permission')
    const runner = await start('stop/30/ask')
    world.exit(101)
    await world.clock.advance(300)
    expect(runner.run.members[1]?.gone).not.toBeNull()
  })
})

describe('a stop command', () => {
  const stopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
  it('that ends with another status than 0 is quoted, and the members decide', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    world.commandResult = {
      ok: true,
      value: { status: 1, signal: null, timedOut: false, output: 'not running\n' },
    }
    const runner = await start('stop/2/ask', { stopMethod })
    expect(runner.run.notices).toEqual([
      'The script ended with status 1 (an error that it does not name): not running.',
    ])
    expect(outcomeOf(runner)).toBe('waiting')
  })
  it('is known by the process as which it runs, while nobody has heard of its end', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const script = makeMember(700)
    world.spawn(script)
    world.commandPid = 700
    const runner = await start('stop/2/ask', { stopMethod })
    expect(runner.run.sent).toMatchObject([{ command: script.identity, outcome: 'sent' }])
  })
  it('that was over before anybody looked has no process', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    world.commandPid = 700
    const runner = await start('stop/2/ask', { stopMethod })
    expect(runner.run.sent.map((s) => s.command)).toEqual([undefined])
  })
  it('that says OK while the daemon lives is not believed', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const runner = await start('stop/2/ask', { stopMethod, person: false })
    await world.clock.advance(2500)
    expect(await runner.ended).toEqual({ kind: 'hung' })
  })
})

describe('a run that a crash left', () => {
  it('is taken up asking, and sends nothing by itself', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const first = await start('stop/2/ask/KILL/5')
    first.close()
    world.sent.length = 0
    const second = new StopRunner(world.ports, first.run)
    second.takeUp()
    await second.hold()
    await world.clock.advance(3_600_000)
    expect(second.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    expect(world.sent).toEqual([])
  })
  it('ends as stopped when all had left while Quiesce was down', async () => {
    world.spawn(makeMember(100, { main: true }), deaf)
    const first = await start('stop/2/ask/KILL/5')
    first.close()
    world.exit(100)
    const second = new StopRunner(world.ports, first.run)
    second.takeUp()
    await second.hold()
    await world.clock.advance(3000)
    expect(await second.ended).toEqual({ kind: 'stopped' })
  })
})

describe('a deadline', () => {
  // Of 3,000 processes that force had ended, 1,803 were called survivors.
  it('calls nobody a survivor who has ended and whose exit was not told yet', async () => {
    for (const member of threeMembers()) world.spawn(member, deaf)
    const runner = await start('TERM/1/KILL/5')
    for (const process of world.processes.values()) process.onExit = null
    await world.clock.advance(6100)
    expect(outcomeOf(runner)).toBe('verifying')
    expect(runner.run.members.every((m) => m.gone?.how === 'killed')).toBe(true)
    await world.clock.advance(2100)
    expect(outcomeOf(runner)).toBe('killed')
  })
})
