/** Runs of units: what may begin, what may be stopped along, and who has to agree to a reload. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bystander } from '../../../electron/engine/decide/unit/bystanders.ts'
import { fail, ok, type QuiesceError } from '../../../shared/errors.ts'
import type { Decision } from '../../../shared/run.ts'
import type { BringsBack } from '../../../shared/unit.ts'
import { settle } from '../../fakes/world.ts'
import { stranger, UnitDesk } from './unit-desk.ts'

const broken: QuiesceError = { code: 'backend-failed', message: 'No answer.', next: 'Wait.' }
const socket: BringsBack = {
  kind: 'socket',
  by: 'iguana.socket',
  when: 'after-a-stop',
  sentence: 'iguana.socket starts it at the next connection',
  stoppable: true,
}

let desk: UnitDesk
beforeEach(() => {
  desk = new UnitDesk()
})

describe('the begin of a unit’s run', () => {
  it('loads the unit first, and carries it with its invocation', async () => {
    const begun = await desk.begin()
    expect(desk.prepared).toEqual(['iguana.service'])
    expect(begun).toMatchObject({
      value: {
        run: { unit: { name: 'iguana.service', invocation: 'a'.repeat(32), movedTo: null } },
        canStart: true,
      },
    })
  })

  it('has the ceilings of a stop that is under way already', async () => {
    desk.control.change({ activeState: 'deactivating', subState: 'stop-sigterm' })
    const begun = await desk.begin()
    expect(begun).toMatchObject({ value: { run: { ceilings: [{ who: 'systemd' }] } } })
  })

  it('takes suspects along that were ticked, and none that were not', async () => {
    desk.world.spawn(stranger)
    const begun = await desk.begin({ suspects: [stranger.identity] })
    if (!begun.ok) throw new Error(begun.error.message)
    expect(begun.value.run.members.map((m) => m.member.identity.pid)).toEqual([100, 101, 200])
  })

  it('asks nobody where the person left before it was done', async () => {
    const begun = desk.begin({ person: true })
    desk.runs.personLeft()
    expect(await begun).toMatchObject({ value: { run: { person: false } } })
  })
})

describe('triggers that shall be stopped along', () => {
  it('are stopped first', async () => {
    desk.bringsBack = [socket]
    await desk.begin({ triggers: ['iguana.socket'] })
    await settle()
    expect(desk.control.calls).toEqual(['stop iguana.socket'])
  })

  it.each([
    ['is another unit’s', [socket], 'gecko.socket'],
    ['cannot be stopped by itself', [{ ...socket, stoppable: false }], 'iguana.socket'],
    ['is no unit at all', [{ ...socket, kind: 'bus-name', by: null }], 'org.example.Iguana'],
    ['brings nothing back', [], 'iguana.socket'],
  ] as const)('are refused where one %s, and nothing is sent', async (_, bringsBack, trigger) => {
    desk.bringsBack = bringsBack
    const begun = await desk.begin({ triggers: [trigger] })
    expect(begun).toMatchObject({ error: { code: 'bad-input', place: 'triggers' } })
    await settle()
    expect(desk.control.calls).toEqual([])
    expect(desk.journal).toMatchObject([{ kind: 'refused', code: 'bad-input' }])
  })

  it('are named among those that may be chosen', async () => {
    desk.bringsBack = [socket]
    expect(await desk.begin({ triggers: ['x.socket'] })).toMatchObject({
      error: { candidates: ['iguana.socket'] },
    })
  })
})

describe('a second stop of a unit', () => {
  it.each(['iguana.service', 'web'])(
    'is busy as %s, though the unit has no process',
    async (target) => {
      desk.members = []
      expect(await desk.begin()).toMatchObject({ ok: true })
      await settle()
      expect(await desk.begin({ target })).toMatchObject({ error: { code: 'busy' } })
      expect(desk.control.calls).toEqual(['stop'])
    },
  )

  it('may begin when the first is over', async () => {
    desk.members = []
    await desk.begin()
    await settle()
    const [run] = desk.runs.live
    if (run === undefined) throw new Error('nothing runs')
    await desk.decide(run, { kind: 'leave' })
    expect(await desk.begin()).toMatchObject({ ok: true })
  })
})

describe('a decision that moves systemd’s deadline', () => {
  const slow: Bystander = { name: 'slow.service', why: 'is activating (start)' }

  it('is taken at once where a reload touches nobody', async () => {
    const run = await desk.stopping()
    expect(await desk.decide(run, { kind: 'hold' })).toMatchObject({ ok: true })
    expect(desk.control.calls).toEqual(['stop', 'move never'])
  })

  it.each<Decision>([{ kind: 'hold' }, { kind: 'extend', ms: 600_000 }])(
    'needs consent where it touches others, and changes nothing until then: $kind',
    async (decision) => {
      desk.bystanders = ok([slow])
      const run = await desk.stopping()
      expect(await desk.decide(run, decision)).toMatchObject({
        error: {
          code: 'needs-consent',
          message: expect.stringContaining('slow.service (is activating (start))') as string,
          candidates: ['slow.service'],
        },
      })
      expect(desk.run(run.id)).toEqual(run)
      expect(desk.control.calls).toEqual(['stop'])
    },
  )

  it('is taken with the consent, without another question', async () => {
    desk.bystanders = ok([slow])
    const run = await desk.stopping()
    expect(await desk.decide(run, { kind: 'hold', reload: true })).toMatchObject({ ok: true })
    expect(desk.control.calls).toEqual(['stop', 'move never'])
    expect(desk.bystandersAsked).toBe(0)
  })

  it('asks nobody where it would move nothing', async () => {
    desk.bystanders = ok([slow])
    const run = await desk.stopping()
    expect(await desk.decide(run, { kind: 'extend', ms: 1000 })).toMatchObject({ ok: true })
    expect(await desk.decide(desk.run(run.id), { kind: 'go-on' })).toMatchObject({ ok: true })
    expect(desk.bystandersAsked).toBe(0)
  })

  it('holds our own clock alone where nobody can tell whom a reload would touch', async () => {
    desk.bystanders = fail(broken)
    const run = await desk.stopping()
    expect(await desk.decide(run, { kind: 'hold' })).toMatchObject({ ok: true })
    expect(desk.run(run.id)).toMatchObject({
      phase: { kind: 'held' },
      notices: ['The other deadline stays: systemd is not reloaded for it.'],
    })
    expect(desk.control.calls).toEqual(['stop'])
  })

  it('is refused where only systemd’s clock runs and nobody can tell whom it would touch', async () => {
    const run = await desk.stopping()
    await desk.decide(run, { kind: 'hold', reload: false })
    desk.bystanders = fail(broken)
    expect(await desk.decide(desk.run(run.id), { kind: 'hold' })).toEqual({
      ok: false,
      error: broken,
    })
  })

  it('is our own clock’s alone where a person says so, and asks nobody', async () => {
    desk.bystanders = ok([slow])
    const run = await desk.stopping()
    expect(await desk.decide(run, { kind: 'hold', reload: false })).toMatchObject({ ok: true })
    expect(desk.run(run.id).phase.kind).toBe('held')
    expect([desk.control.calls, desk.bystandersAsked]).toEqual([['stop'], 0])
  })

  it('that comes too late is stale, and asks nobody', async () => {
    desk.bystanders = ok([slow])
    const run = await desk.stopping()
    const late = await desk.runs.decide(run.id, run.turn - 1, { kind: 'hold' })
    expect(late).toMatchObject({ error: { code: 'stale-decision' } })
    expect(desk.bystandersAsked).toBe(0)
  })
})

describe('the end of a unit’s run', () => {
  const end = async (): Promise<void> => {
    await desk.stopping()
    for (const pid of [100, 101]) desk.world.exit(pid)
    desk.control.change({ activeState: 'inactive', subState: 'dead' })
    await desk.world.clock.advance(2100)
  }

  it('puts in order what it left at the manager, once', async () => {
    await end()
    expect(desk.control.tidied).toBe(1)
    expect(desk.released).toBe(1)
  })

  it('is waited for when all is closed', async () => {
    await end()
    await desk.runs.close()
    expect(desk.control.tidied).toBe(1)
  })
})
