/** A run of a unit that a crash cut off, and the Quiesce that takes it up. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { makeUnit } from '../../fakes/unit.ts'
import { ms } from '../../fakes/run.ts'
import { settle } from '../../fakes/world.ts'
import { UnitDesk } from './unit-desk.ts'

let desk: UnitDesk
let cut: Run
beforeEach(async () => {
  desk = new UnitDesk()
  cut = await desk.stopping()
})
const stopping = { activeState: 'deactivating', subState: 'stop-sigterm', since: ms(0) } as const
/** The next Quiesce, which finds the unit like this. */
function crash(state: Parameters<typeof makeUnit>[0] = stopping): void {
  desk.crash()
  desk.control.unit = makeUnit(state)
}
async function takeUp(person = true): Promise<Run> {
  const taken = await desk.runs.resume(cut.id, person)
  if (!taken.ok) throw new Error(taken.error.message)
  await settle()
  const now = await desk.runs.get(cut.id)
  if (!now.ok) throw new Error(now.error.message)
  return now.value.run
}

describe('a run that was cut off', () => {
  it('is found, asking, with its unit and what was sent', async () => {
    crash()
    expect(await desk.runs.list()).toMatchObject([
      {
        run: {
          id: cut.id,
          phase: { kind: 'asking', why: 'found' },
          unit: { name: 'iguana.service', invocation: 'a'.repeat(32) },
          sent: [{ what: 'stop-unit', outcome: 'sent' }],
        },
        owner: { here: false },
      },
    ])
    expect(desk.control.calls).toEqual([])
  })

  it('stands in the way of another stop: that would send again what was sent', async () => {
    crash()
    const again = await desk.begin()
    expect(again).toMatchObject({
      error: { code: 'busy', message: expect.stringContaining('cut off') as string },
    })
    expect(desk.control.calls).toEqual([])
  })

  it('goes on behind its stop when it is taken up, and stops nothing again', async () => {
    crash()
    const run = await takeUp()
    expect(run.phase).toMatchObject({ kind: 'waiting', step: 1 })
    expect(run.ceilings).toMatchObject([{ who: 'systemd' }])
    expect(desk.control.calls).toEqual([])
    expect(desk.world.sent).toEqual([])
  })

  it('loads the unit before it is looked at', async () => {
    crash()
    desk.prepared.length = 0
    await takeUp()
    expect(desk.prepared).toEqual(['iguana.service'])
  })

  it('ends as stopped where the unit and its processes are gone by then', async () => {
    for (const pid of [100, 101]) desk.world.exit(pid)
    crash({ activeState: 'inactive', subState: 'dead', mainPid: 0 })
    const run = await takeUp()
    expect(run.phase.kind).toBe('verifying')
    await desk.world.clock.advance(2100)
    expect(await desk.runs.get(cut.id)).toMatchObject({
      value: { run: { phase: { outcome: { kind: 'stopped' } } } },
    })
  })

  it('came back where the unit runs with another invocation by then', async () => {
    for (const pid of [100, 101]) desk.world.exit(pid)
    crash({ activeState: 'active', invocation: 'b'.repeat(32), mainPid: 500 })
    expect((await takeUp()).phase).toMatchObject({ outcome: { kind: 'came-back' } })
  })

  it('knows that systemd killed it meanwhile', async () => {
    for (const pid of [100, 101]) desk.world.exit(pid)
    const mainExit = { how: 'killed', status: 9 } as const
    crash({ activeState: 'failed', subState: 'failed', result: 'timeout', mainPid: 0, mainExit })
    const run = await takeUp()
    expect(run.forcedByOther).toBe('systemd (TimeoutStopSec=90s)')
  })

  it('still knows to where its deadline was moved', async () => {
    await desk.decide(cut, { kind: 'hold' })
    crash()
    expect(await desk.runs.list()).toMatchObject([{ run: { unit: { movedTo: 'never' } } }])
  })

  it('is over with the machine: after a reboot nothing of it is left', async () => {
    desk.boot = 'another-boot'
    crash()
    expect(await desk.runs.list()).toEqual([])
    expect(await desk.runs.resume(cut.id, true)).toMatchObject({ error: { code: 'not-now' } })
  })

  it.each([{ kind: 'go-on' }, { kind: 'force', scope: 'all' }, { kind: 'hold' }] as const)(
    'is not decided before somebody takes it up: $kind',
    async (decision) => {
      crash()
      expect(await desk.runs.decide(cut.id, cut.turn, decision)).toMatchObject({
        error: { code: 'not-now' },
      })
    },
  )
})
