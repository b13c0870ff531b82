import { beforeEach, describe, expect, it } from 'vitest'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { Units } from '../../../electron/engine/backends/systemd/units.ts'
import { startOwn, type OwnStarterPorts } from '../../../electron/engine/units/start-transient.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { Member } from '../../../shared/process.ts'
import type { StartReport } from '../../../shared/reports.ts'
import { noUnits, openUnits } from '../../fakes/backends.ts'
import { makeMember } from '../../fakes/run.ts'
import { FakeManager } from '../../fakes/systemd.ts'
import { FakeClock } from '../../fakes/world.ts'

const unit = 'quiesce-iguana.service'
const job = '/org/freedesktop/systemd1/job/1'
const running = {
  ...{ ActiveState: 'active', SubState: 'running', MainPID: 500 },
  InvocationID: new Uint8Array(16).fill(7),
}

let clock: FakeClock
let system: FakeManager
let user: FakeManager
let units: Units
let uid: number
let members: Member[]
let startCommand: readonly string[] | null
let journal: JournalBody[]
let commandsRun: number

beforeEach(async () => {
  clock = new FakeClock()
  system = new FakeManager('system')
  user = new FakeManager('user')
  units = await openUnits(system, user)
  uid = 0
  members = []
  startCommand = ['/opt/iguana', '--daemon']
  journal = []
  commandsRun = 0
})

const ports = (): OwnStarterPorts => ({
  ...{ clock, units, uid, by: 'ops' },
  outputFile: () => '/state/iguana.log',
  commands: {
    run: () => {
      commandsRun += 1
      members = [makeMember(300, { main: true })]
      return Promise.resolve(ok({ status: 0, signal: null, timedOut: false, output: '' }))
    },
  },
  observe: (target) =>
    ok({
      ...{ target, title: 'Iguana', members, startCommand, configuration: {}, init: null },
      stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    } as unknown as Observed),
  record: (_target, body) => {
    journal.push(body)
    return Promise.resolve(ok(null))
  },
})

/** Starts it; `onQueued` is what its manager does once the job is queued. */
async function start(
  target = 'iguana',
  onQueued: (manager: FakeManager) => void = () => undefined,
): Promise<Result<StartReport>> {
  for (const manager of [system, user]) {
    manager.on = ({ call }) => {
      if (call === 'startTransient') onQueued(manager)
    }
  }
  const report = startOwn(ports(), target)
  await clock.advance(400_000)
  return report
}

const comesUp = (manager: FakeManager): void => {
  manager.set(unit, running)
  manager.emit({ kind: 'new', unit })
  manager.emit({ kind: 'job-removed', unit, job, result: 'done' })
}

describe('a start on a machine with systemd', () => {
  it('makes a transient unit of root’s manager, watches it, and is in the record', async () => {
    expect(await start('iguana', comesUp)).toMatchObject({
      ok: true,
      value: { up: true, sentence: expect.stringContaining('main process 500') as string },
    })
    expect(system.transient?.name).toBe(unit)
    expect([system.made('startTransient'), user.made('startTransient'), commandsRun]).toEqual([
      ...[[[unit]], [], 0],
    ])
    expect(journal).toMatchObject([
      { kind: 'intent', what: 'start-command', argv: ['/opt/iguana', '--daemon'] },
      { kind: 'result', detail: expect.stringContaining(unit) as string },
      { kind: 'start', up: true },
    ])
  })
  it('is of one’s own manager for who is not root', async () => {
    uid = 1000
    await start('iguana', comesUp)
    expect([system.made('startTransient'), user.made('startTransient')]).toEqual([[], [[unit]]])
  })
  it('clears a failed one of that name away first', async () => {
    system.set(unit, { ActiveState: 'failed', SubState: 'failed' })
    units = await openUnits(system, user)
    await start('iguana', comesUp)
    expect(system.calls.map(({ call }) => call).filter((call) => call !== 'readUnit')).toEqual(
      expect.arrayContaining(['resetFailed', 'startTransient']),
    )
  })
  it('is not up where the unit is gone before it was seen', async () => {
    const report = await start('iguana', (manager) => {
      manager.emit({ kind: 'job-removed', unit, job, result: 'done' })
    })
    expect(report).toMatchObject({
      ok: true,
      value: { up: false, sentence: expect.stringMatching(/journal|not met/) as string },
    })
  })
  it('is refused by its manager in the manager’s words', async () => {
    const error = { code: 'no-permission', message: 'Not you.', next: 'Ask.' } as const
    system.failNext('startTransient', error)
    expect(await start()).toEqual({ ok: false, error })
    expect(journal.at(-1)).toMatchObject({ kind: 'start', up: false, sentence: 'Not you.' })
  })
  it.each([
    ['not-now', [makeMember(300)], ['/opt/iguana']],
    ['no-start-command', [], null],
  ])('is refused as %s before anything is sent', async (code, there, command) => {
    members = there
    startCommand = command
    expect(await start()).toMatchObject({ ok: false, error: { code } })
    expect([system.calls.some(({ call }) => call === 'startTransient'), journal]).toEqual([
      ...[false, []],
    ])
  })
})

describe('a start without a manager', () => {
  it.each(['no systemd', 'a lost bus', 'a target that no unit can be named after'])(
    'runs the command by itself: %s',
    async (why) => {
      if (why === 'no systemd') ({ units } = noUnits)
      if (why === 'a lost bus') system.emit({ kind: 'lost', why: 'gone' })
      const report = await start(why.startsWith('a target') ? 'exe:/opt/iguana' : 'iguana')
      expect(report).toMatchObject({ ok: true, value: { up: true } })
      expect([commandsRun, system.made('startTransient')]).toEqual([1, []])
    },
  )
})
