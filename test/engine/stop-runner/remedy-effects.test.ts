/** What a chosen remedy does to the machine, and what is recorded and told of it. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RemedyAction } from '../../../electron/engine/decide/diagnosis/remedy-action.ts'
import type { RemedyPorts } from '../../../electron/engine/stop-runner/ports.ts'
import { StopRunner } from '../../../electron/engine/stop-runner/stop-runner.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import { identity, makeMember, makeRemedy, makeRun, threeMembers } from '../../fakes/run.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

let world: FakeWorld
let runner: StopRunner
/** What was asked of the unit's manager, and what it answers. */
let asked: string[]
let answer: Result<null>
/** Every claim that was asked for, and what is answered. */
let claims: number[][]
let claimed: Result<null>
/** How often it was read what the members hold. */
let remembered: number

const remedies: RemedyPorts = {
  thaw: (unit, cgroup) => {
    asked.push(`thaw ${unit ?? cgroup}`)
    return Promise.resolve(answer)
  },
  stopTrigger: (unit) => {
    asked.push(`stop ${unit}`)
    return Promise.resolve(answer)
  },
}

beforeEach(async () => {
  world = new FakeWorld()
  asked = []
  answer = ok(null)
  claims = []
  claimed = ok(null)
  for (const member of threeMembers()) world.spawn(member, { TERM: undefined })
  const claim = {
    update: (all: readonly ProcessIdentity[]) => {
      claims.push(all.map(({ pid }) => pid))
      return Promise.resolve(claimed)
    },
  }
  remembered = 0
  const beforeForce = (): void => {
    remembered += 1
  }
  const ports = { ...world.ports, remedies, claim, beforeForce }
  runner = new StopRunner(ports, makeRun('stop/30/ask/KILL/5'))
  await runner.hold()
  runner.begin()
  await settle()
})

/** Chooses a remedy, and lets the machine answer. */
async function choose(action: RemedyAction, by = 'ops'): Promise<void> {
  const remedy = makeRemedy(action.kind)
  const decision = { kind: 'remedy', remedy: remedy.id } as const
  const decided = runner.decide(runner.run.turn, decision, by, { remedy, action })
  if (!decided.ok) throw new Error(decided.error.message)
  await world.clock.advance(0)
}
const lastNotice = (): string | undefined => runner.run.notices.at(-1)
const signalTo = (pid: number, signal: 'INT' | 'TERM' = 'INT'): RemedyAction => ({
  ...{ kind: 'signal', signal, target: identity(pid), name: `daemon-${pid}` },
})
/** Somebody who is no member: a lock's holder. */
const stranger = makeMember(900)

const calls = (): unknown[] =>
  world.journal.filter((body) => body.kind === 'intent' || body.kind === 'result').slice(2)

describe('SIGCONT', () => {
  it('goes to those who are stopped, through their pins, and they go on', async () => {
    const process = world.processes.get(100)
    if (process) process.state = 'T'
    await choose({ kind: 'continue', targets: [identity(100)] })
    expect(world.sent).toEqual(['TERM 100', 'CONT 100'])
    expect(lastNotice()).toBe('SIGCONT was sent to daemon-100 (100): continued.')
  })

  it('is recorded before and after, with the words of its button', async () => {
    await choose({ kind: 'continue', targets: [identity(100)] })
    expect(calls()).toMatchObject([
      { kind: 'intent', what: 'CONT', force: false, by: 'ops', remedy: 'Do it: continue' },
      { kind: 'result', what: 'CONT', results: [{ pid: 100, outcome: 'sent' }] },
    ])
    const order = world.log.filter((line) => line.endsWith('CONT'))
    expect(order).toEqual(['intent CONT', 'sent CONT', 'result CONT'])
  })

  it('is recorded as decided by whoever chose it, not by who began the run', async () => {
    await choose({ kind: 'continue', targets: [identity(100)] }, 'root')
    expect(runner.run.by).toBe('ops')
    expect(calls()[0]).toMatchObject({ kind: 'intent', by: 'root' })
  })

  it('says who is stopped all the same', async () => {
    const { table } = world.ports
    const read = table.readOne.bind(table)
    table.readOne = (pid) => {
      const row = read(pid)
      return row && { ...row, state: 'T' }
    }
    await choose({ kind: 'continue', targets: [identity(100)] })
    await world.clock.advance(500)
    expect(lastNotice()).toBe('SIGCONT was sent to daemon-100 (100): still stopped.')
  })

  it('is told with its time where the same was told before', async () => {
    await choose({ kind: 'continue', targets: [identity(100)] })
    await choose({ kind: 'continue', targets: [identity(100)] })
    expect(runner.run.notices).toHaveLength(2)
    expect(lastNotice()).toMatch(/^\d\d:\d\d:\d\d: SIGCONT was sent to daemon-100 \(100\)/)
  })
})

describe('a signal to one process', () => {
  it('goes to a member through its pin, and its outcome is the run’s', async () => {
    await choose(signalTo(101))
    expect(world.sent).toContain('INT 101')
    expect(runner.run.sent.at(-1)).toMatchObject({ what: 'INT', outcome: 'sent' })
    expect(lastNotice()).toBe('SIGINT was sent to daemon-101 (101).')
    expect(claims).toEqual([])
  })

  it('goes to somebody else through a pin of its own, claimed for as long as that takes', async () => {
    world.spawn(stranger)
    await choose(signalTo(900))
    expect(world.sent).toContain('INT 900')
    expect(claims).toEqual([
      [100, 101, 102, 900],
      [100, 101, 102],
    ])
  })

  it('is not sent to whom another run has', async () => {
    world.spawn(stranger)
    claimed = fail({ code: 'busy', message: 'Another run has it.', next: 'Wait.' })
    await choose(signalTo(900))
    expect(world.sent).not.toContain('INT 900')
    expect(lastNotice()).toBe('SIGINT could not be sent to daemon-900 (900).')
  })

  it.each<[string, () => unknown, string]>([
    ['is gone', () => undefined, 'SIGINT came too late for daemon-900 (900).'],
    [
      'has another pid’s past',
      () => world.refuseHold.set(900, 'changed'),
      'SIGINT came too late for daemon-900 (900).',
    ],
    [
      'is not ours to signal',
      () => world.spawn(stranger, { INT: 'denies' }),
      'SIGINT was refused by the kernel for daemon-900 (900).',
    ],
    [
      'is protected',
      () => world.refuseHold.set(900, 'protected'),
      'SIGINT could not be sent to daemon-900 (900).',
    ],
  ])('tells that it %s, and the run goes on', async (_, arrange, notice) => {
    arrange()
    await choose(signalTo(900))
    expect(lastNotice()).toBe(notice)
    expect(runner.run.phase.kind).toBe('waiting')
  })
})

describe('two processes that are not of the service', () => {
  it('are claimed one after the other: neither claim drops the other', async () => {
    for (const pid of [900, 901]) world.spawn(makeMember(pid), { CONT: undefined })
    await choose({ kind: 'continue', targets: [identity(900), identity(901)] })
    await world.clock.advance(1000)
    const others = claims.slice(0, 4).map((pids) => pids.filter((pid) => pid >= 900))
    expect(others).toEqual([[900], [], [901], []])
    expect(world.sent.slice(-2)).toEqual(['CONT 900', 'CONT 901'])
  })
})

describe('a tracer that is ended', () => {
  const howGone = () => runner.run.members.map(({ gone }) => gone?.how ?? null)
  const endTracer: RemedyAction = {
    ...{ kind: 'signal', signal: 'TERM', target: identity(900), name: 'gdb' },
    frees: { identity: identity(101), name: 'worker' },
  }

  it('and takes its tracee along is told: that was no graceful end', async () => {
    world.spawn(stranger, { TERM: 'dies' })
    await choose(endTracer)
    world.exit(101)
    await world.clock.advance(1000)
    expect(lastNotice()).toBe(
      'daemon-101 (101) ended together with its tracer: it was let go and left, or was killed along with it, which nobody can say.',
    )
    expect(howGone()).toEqual([null, 'taken-along', null])
  })

  it('and ends the service with it may have killed it: what it held was read before', async () => {
    world.spawn(stranger, { TERM: 'dies' })
    await choose(endTracer)
    expect(remembered).toBe(1)
    for (const { member } of runner.run.members) world.exit(member.identity.pid)
    await world.clock.advance(60_000)
    expect(await runner.ended).toEqual({ kind: 'stopped' })
    expect(howGone()).toEqual(['taken-along', 'taken-along', 'taken-along'])
    expect(world.journal.at(-1)).toMatchObject({
      kind: 'outcome',
      outcome: 'stopped',
      sentence: expect.stringContaining('together with what traced it') as unknown,
    })
  })

  it('and lives on after its tracee left had no part in it', async () => {
    world.spawn(stranger, { TERM: undefined })
    await choose(endTracer)
    world.exit(101)
    await world.clock.advance(1000)
    world.exit(900)
    await world.clock.advance(1000)
    expect(howGone().slice(0, 3)).toEqual([null, 'by-itself', null])
  })

  it.each([
    ['has ended longer ago than that', { TERM: 'dies' } as const, 1000],
    ['does not end for long', { TERM: undefined }, 20_000],
  ])('whose tracee leaves when the tracer %s had no part in it', async (_, obeys, afterMs) => {
    world.spawn(stranger, obeys)
    await choose(endTracer)
    await world.clock.advance(afterMs)
    world.exit(101)
    await world.clock.advance(1000)
    expect(runner.run.notices.join()).not.toContain('ended together')
    expect(howGone().slice(0, 3)).toEqual([null, 'by-itself', null])
  })

  it('and refuses, or was gone before, is not waited for', async () => {
    await choose(endTracer)
    world.exit(101)
    await world.clock.advance(1000)
    expect(howGone()).toEqual([null, 'by-itself', null])
  })
})

describe('what the manager does', () => {
  it.each<[RemedyAction, string, string, readonly string[]]>([
    [
      { kind: 'thaw', unit: 'iguana.service', cgroup: '/system.slice/iguana.service' },
      'thaw iguana.service',
      'iguana.service was thawed: it goes on.',
      ['ThawUnit', 'iguana.service'],
    ],
    [
      { kind: 'thaw', unit: null, cgroup: '/iguana' },
      'thaw /iguana',
      '/iguana was thawed: it goes on.',
      ['cgroup.freeze', '/iguana', '0'],
    ],
    [
      { kind: 'stop-trigger', unit: 'iguana.socket' },
      'stop iguana.socket',
      'systemd is stopping iguana.socket: until that is started again, it starts nothing.',
      ['StopUnit', 'iguana.socket'],
    ],
  ])('is asked, recorded and told: %j', async (action, call, notice, argv) => {
    await choose(action)
    expect(asked).toEqual([call])
    expect(lastNotice()).toBe(notice)
    expect(calls()).toMatchObject([
      { kind: 'intent', argv },
      { kind: 'result', detail: notice },
    ])
  })

  it('is told in its own words where it was refused', async () => {
    answer = fail({ code: 'no-permission', message: 'polkit said no.', next: 'Ask.' })
    await choose({ kind: 'stop-trigger', unit: 'iguana.socket' })
    expect(lastNotice()).toBe('polkit said no.')
    expect(runner.run.phase.kind).toBe('waiting')
  })
})

describe('without a record on disk', () => {
  it('nothing is done, and the run says so', async () => {
    world.intentsFail = true
    await choose(signalTo(101))
    expect(world.sent).toEqual(['TERM 100'])
    expect(runner.run.notices).toContain('The journal cannot be written: ENOSPC.')
    expect(runner.run.sent.at(-1)).toMatchObject({ what: 'INT', outcome: 'failed' })
  })
})
