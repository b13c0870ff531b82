/** One signal to a unit: by its manager for a person, through pins for root. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { signalUnit, type UnitSignalPorts } from '../../../electron/engine/units/signal-unit.ts'
import type { SignalReport } from '../../../shared/reports.ts'
import { ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { SignalName } from '../../../shared/signals.ts'
import { makeRow, makeWorker } from '../../fakes/rows.ts'
import { iguanaPath, UnitMachine } from '../../fakes/unit-machine.ts'
import { FakeWorld } from '../../fakes/world.ts'

const unit = 'iguana.service'
const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }
const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana', cgroup: iguanaPath })

let host: UnitMachine
let world: FakeWorld
let journal: JournalBody[]
let uid: number
beforeEach(() => {
  host = new UnitMachine()
  host.rows = [...host.rows, makeWorker(101, main, { cgroup: iguanaPath })]
  host.cgroups.put(iguanaPath, 100, 101)
  world = new FakeWorld()
  journal = []
  uid = 1000
})
interface Opened {
  readonly ports: UnitSignalPorts
  readonly observed: Observed
}
async function open(obeys: 'dies' | 'denies' = 'dies'): Promise<Opened> {
  const { inventory, units } = await host.open()
  await inventory.prepare(unit, false)
  const seen = inventory.observe(unit, [])
  if (!seen.ok) throw new Error(seen.error.message)
  const deaf = { TERM: obeys, HUP: obeys === 'denies' ? 'denies' : undefined } as const
  for (const member of seen.value.members) world.spawn(member, deaf)
  const ports: UnitSignalPorts = {
    ...{ units, uid, by: 'ops' },
    signaller: world.signaller,
    table: world.table,
    record: (_target, body) => {
      journal.push(body)
      return Promise.resolve(ok(null))
    },
  }
  return { ports, observed: seen.value }
}
type Scope = Parameters<typeof signalUnit>[2]['scope']
async function send(signal: SignalName, scope: Scope): Promise<Result<SignalReport>> {
  const { ports, observed } = await open()
  return signalUnit(ports, observed, { signal, scope })
}

describe('a signal by the unit’s manager', () => {
  it.each([
    ['main', 'main', 1, '1 process'],
    ['all', 'all', 2, '2 processes'],
  ] as const)('goes to %s', async (scope, whom, sent, words) => {
    const answer = await send('HUP', scope)
    expect(answer).toMatchObject({ value: { sent, refused: 0 } })
    expect(answer.ok && answer.value.sentence.replaceAll('\u00a0', ' ')).toContain(
      `SIGHUP sent to ${words} of iguana.service by systemd.`,
    )
    expect(host.system.made('killUnit')).toEqual([[unit, whom, 1]])
    expect(world.sent).toEqual([])
  })

  it('is written down before and after', async () => {
    await send('USR1', 'main')
    expect(journal).toMatchObject([
      { kind: 'intent', what: 'USR1', force: false, argv: ['KillUnit', unit, 'main', 'SIGUSR1'] },
      { kind: 'result', what: 'USR1', detail: 'sent by the manager' },
    ])
  })

  it('goes to the control process while there is one, for root as well', async () => {
    host.system.set(unit, { ControlPID: 101 })
    for (const one of [0, 1000]) {
      uid = one
      expect(await send('TERM', 'control')).toMatchObject({ value: { sent: 1 } })
    }
    expect(host.system.made('killUnit')).toEqual([
      [unit, 'control', 15],
      [unit, 'control', 15],
    ])
  })

  it('is refused as its manager refuses it, and that is on record', async () => {
    host.system.failNext('killUnit', denied)
    expect(await send('HUP', 'main')).toEqual({ ok: false, error: denied })
    expect(journal.at(-1)).toMatchObject({ kind: 'result', detail: 'polkit refused.' })
  })

  it('is not sent where its intent is not on disk', async () => {
    const { ports, observed } = await open()
    const error = { code: 'journal-unwritable', message: 'full', next: 'x' } as const
    const record = () => Promise.resolve({ ok: false, error } as const)
    const sent = await signalUnit({ ...ports, record }, observed, { signal: 'HUP', scope: 'main' })
    expect(sent).toEqual({ ok: false, error })
    expect(host.system.made('killUnit')).toEqual([])
  })
})

describe('a signal through pins', () => {
  it.each([
    ['main', ['HUP 100']],
    ['all', ['HUP 100', 'HUP 101']],
    ['group', ['HUP 100', 'HUP 101']],
  ] as const)(
    'is root’s way to %s: the very processes that were looked at',
    async (scope, sent) => {
      uid = 0
      expect(await send('HUP', scope)).toMatchObject({ value: { sent: sent.length } })
      expect(world.sent.filter((line) => line.startsWith('HUP'))).toEqual(sent)
      expect(host.system.made('killUnit')).toEqual([])
    },
  )

  it('spares who is kept', async () => {
    uid = 0
    host.system.set(unit, { KillMode: 'process' })
    await send('HUP', 'all')
    expect(world.sent).not.toContain('HUP 101')
  })

  it('is the way of everybody where something is kept, or a group is meant', async () => {
    host.system.set(unit, { KillMode: 'process' })
    expect(await send('HUP', 'all')).toMatchObject({ value: { sent: 1 } })
    expect(world.sent).toContain('HUP 100')
    expect(host.system.made('killUnit')).toEqual([])
  })

  it('says who could do it where the kernel refuses', async () => {
    const { ports, observed } = await open('denies')
    const sent = await signalUnit(ports, observed, { signal: 'HUP', scope: 'group' })
    expect(sent).toMatchObject({
      error: { code: 'no-permission', message: expect.stringContaining('only root') as string },
    })
  })
})

describe('a signal that is refused', () => {
  it.each(['main', 'all', 'group', 'control'] as const)(
    'is SIGKILL, whoever gets it: %s',
    async (scope) => {
      expect(await send('KILL', scope)).toMatchObject({ error: { code: 'needs-force' } })
      expect([world.sent, host.system.made('killUnit'), journal]).toEqual([[], [], []])
    },
  )

  it('is one to a control process that is not there', async () => {
    expect(await send('TERM', 'control')).toMatchObject({
      error: { code: 'not-now', message: expect.stringContaining('no control process') as string },
    })
  })

  it('is one to nobody', async () => {
    host.cgroups.take(100)
    host.cgroups.take(101)
    host.system.set(unit, { ActiveState: 'inactive', MainPID: 0 })
    expect(await send('HUP', 'main')).toMatchObject({
      error: { code: 'not-now', message: expect.stringContaining('not running') as string },
    })
    expect(host.system.made('killUnit')).toEqual([])
  })
})

describe('the warning of Restart=', () => {
  it.each([
    ['TERM', 'always', true],
    ['HUP', 'on-failure', true],
    ['TERM', 'no', false],
    ['CONT', 'always', false],
    ['WINCH', 'always', false],
  ] as const)('SIG%s, Restart=%s: %s', async (signal, Restart, isWarned) => {
    host.system.set(unit, { Restart })
    const answer = await send(signal, 'main')
    if (!answer.ok) throw new Error(answer.error.message)
    expect(answer.value.sentence.includes(`Restart=${Restart}`)).toBe(isWarned)
  })

  it('stands behind a signal through pins, too', async () => {
    uid = 0
    host.system.set(unit, { Restart: 'always' })
    const answer = await send('TERM', 'main')
    expect(answer.ok && answer.value.sentence).toContain('Restart=always')
  })
})
