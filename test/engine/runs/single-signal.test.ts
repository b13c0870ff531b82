import { beforeEach, describe, expect, it } from 'vitest'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import {
  sendSingleSignal,
  type SingleSignalPorts,
} from '../../../electron/engine/runs/single-signal.ts'
import type { SignalReport } from '../../../shared/reports.ts'
import { fail, type Result } from '../../../shared/errors.ts'
import type { Scope } from '../../../shared/schedule.ts'
import type { SignalName } from '../../../shared/signals.ts'
import { makeMember, threeMembers } from '../../fakes/run.ts'
import { FakeWorld } from '../../fakes/world.ts'

let world: FakeWorld
beforeEach(() => {
  world = new FakeWorld()
})

function send(
  signal: SignalName,
  scope: Scope = 'main',
  record = true,
): Promise<Result<SignalReport>> {
  const members = [...world.processes.values()].map((p) => p.member)
  const ports: SingleSignalPorts = {
    signaller: world.signaller,
    table: world.table,
    by: 'ops',
    record: (_target, body) => {
      if (!record)
        return Promise.resolve(fail({ code: 'journal-unwritable', message: '', next: '' }))
      return world.ports.record(body)
    },
  }
  const observed = { target: 'iguana', title: 'iguana', members } as unknown as Observed
  return sendSingleSignal(ports, observed, { signal, scope })
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'sent' : result.error.code)

describe('one signal', () => {
  it.each<[Scope, string[]]>([
    ['main', ['HUP 100']],
    ['all', ['HUP 100', 'HUP 101', 'HUP 102']],
    ['group', ['HUP 100', 'HUP 101', 'HUP 102']],
  ])('goes to @%s', async (scope, sent) => {
    for (const member of threeMembers()) world.spawn(member, {})
    expect(await send('HUP', scope)).toMatchObject({ ok: true, value: { sent: sent.length } })
    expect(world.sent).toEqual(sent)
  })
  it('goes to the roots where no main process is known', async () => {
    world.spawn(makeMember(200), {}).spawn(makeMember(201, { parentPid: 200 }), {})
    await send('HUP')
    expect(world.sent).toEqual(['HUP 200'])
  })
  it('is recorded before and after', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    await send('HUP')
    expect(world.log).toEqual(['intent HUP', 'sent HUP', 'result HUP'])
  })
  it('never goes to a process that is kept on purpose', async () => {
    world.spawn(makeMember(100, { main: true }), {}).spawn(makeMember(101, { kept: 'cron' }), {})
    await send('HUP', 'all')
    expect(world.sent).toEqual(['HUP 100'])
  })
  it('wakes a stopped process behind a terminating signal, on record', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    const process = world.processes.get(100)
    if (process) process.state = 'T'
    await send('TERM')
    expect(world.sent).toEqual(['TERM 100', 'CONT 100'])
    expect(world.log).toContain('intent CONT')
  })
  it('leaves a stopped process stopped behind a signal that ends nobody', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    const process = world.processes.get(100)
    if (process) process.state = 'T'
    await send('WINCH')
    expect(world.sent).toEqual(['WINCH 100'])
  })
})

describe('a signal that is refused', () => {
  it('is SIGKILL: that is force', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    expect(codeOf(await send('KILL'))).toBe('needs-force')
    expect(world.sent).toEqual([])
  })
  it('is one to nobody', async () => {
    expect(codeOf(await send('HUP'))).toBe('not-now')
  })
  it('is one to a pid that belongs to somebody else now; the others get nothing either', async () => {
    for (const member of threeMembers()) world.spawn(member, {})
    world.refuseHold.set(102, 'changed')
    expect(codeOf(await send('HUP', 'all'))).toBe('identity-changed')
    expect(world.sent).toEqual([])
  })
  it('is one without a record', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    expect(codeOf(await send('HUP', 'main', false))).toBe('journal-unwritable')
    expect(world.sent).toEqual([])
  })
  it('is one that the kernel denies for all', async () => {
    world.spawn(makeMember(100, { main: true }), { HUP: 'denies' })
    expect(codeOf(await send('HUP'))).toBe('no-permission')
  })
  it('says how many were denied when some were not', async () => {
    world.spawn(makeMember(100, { main: true }), {})
    world.spawn(makeMember(101), { HUP: 'denies' })
    expect(await send('HUP', 'all')).toMatchObject({ ok: true, value: { sent: 1, refused: 1 } })
  })
})
