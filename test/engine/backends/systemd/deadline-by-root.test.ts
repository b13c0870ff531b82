/** The deadline of a system unit, moved by root's helper for a plain user. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { LiveUnitControl } from '../../../../electron/engine/backends/systemd/unit-control.ts'
import type { DeadlinesByRoot } from '../../../../electron/engine/os/systemd/ports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { makeUnit, makeUnitRun } from '../../../fakes/unit.ts'
import { FakeCgroups, FakeDeadlineFiles } from '../../../fakes/unit-ports.ts'
import { FakeClock } from '../../../fakes/world.ts'

const unit = 'iguana.service'
const denied: QuiesceError = { code: 'no-permission', message: 'It was denied.', next: 'Ask.' }
const run = makeUnitRun('stop/30/ask')

let manager: FakeManager
let files: FakeDeadlineFiles
let calls: string[]
let answer: Result<null>
/** What systemd has in force after a move, seconds; as asked for where it is null. */
let inForce: number | null

beforeEach(() => {
  files = new FakeDeadlineFiles()
  calls = []
  answer = ok(null)
  inForce = null
  manager = new FakeManager('system', {
    [unit]: {
      ActiveState: 'deactivating',
      SubState: 'stop-sigterm',
      MainPID: 100,
      TimeoutStopUSec: 90_000_000n,
      StateChangeTimestamp: BigInt(ms(0).wall) * 1000n,
      StateChangeTimestampMonotonic: 1n,
    },
  })
})

const byRoot: DeadlinesByRoot = {
  move: (name, seconds, id) => {
    calls.push(`move ${name} ${seconds} ${id}`)
    if (answer.ok) manager.set(unit, { TimeoutStopUSec: BigInt(inForce ?? seconds) * 1_000_000n })
    return Promise.resolve(answer)
  },
  takeBack: (name) => {
    calls.push(`back ${name}`)
    return Promise.resolve(answer)
  },
}

async function open(movedTo: RunUnit['movedTo'] = null): Promise<LiveUnitControl> {
  const clock = new FakeClock()
  const book = new UnitBook(manager, clock)
  await book.load(unit)
  return new LiveUnitControl({
    ...{ book, cgroups: new FakeCgroups(), files, byRoot, clock, uid: 1000 },
    known: makeUnit({}, { movedTo }),
  })
}
const tidy = async (control: LiveUnitControl) => control.tidy(new AbortController().signal)

describe('a deadline that root’s helper moves', () => {
  it('is asked for in whole seconds, never nearer, and known from then on', async () => {
    const moved = await (await open()).moveDeadline(ms(200_500), run)
    expect(calls).toEqual([`move ${unit} 201 ${run.id}`])
    expect(moved).toMatchObject({
      value: { movedTo: ms(201_000).wall, settings: { timeoutStopMs: 201_000 } },
    })
    expect([...files.files]).toEqual([])
  })

  it('is held back for a day, which is what the helper may', async () => {
    const moved = await (await open()).moveDeadline('never', run)
    expect(calls).toEqual([`move ${unit} 86400 ${run.id}`])
    expect(moved).toMatchObject({ value: { movedTo: ms(86_400_000).wall } })
  })

  it('stays where permission is denied', async () => {
    answer = fail(denied)
    const control = await open()
    expect(await control.moveDeadline(ms(200_000), run)).toEqual(fail(denied))
    expect(control.current()?.movedTo).toBeNull()
  })

  it('is not moved nearer, whoever would do it', async () => {
    expect(await (await open()).moveDeadline(ms(60_000), run)).toMatchObject({
      error: { code: 'needs-force' },
    })
    expect(calls).toEqual([])
  })

  it('is looked at afterwards: another drop-in may have won', async () => {
    inForce = 90
    expect(await (await open()).moveDeadline(ms(200_000), run)).toMatchObject({
      error: { code: 'backend-failed' },
    })
  })
})

describe('what a moved deadline left', () => {
  it('is taken back by the helper once the unit is at rest', async () => {
    manager.set(unit, { ActiveState: 'inactive', SubState: 'dead', MainPID: 0 })
    const control = await open(ms(200_000).wall)
    expect(await tidy(control)).toBeNull()
    expect(calls).toEqual([`back ${unit}`])
  })

  it('is said to have stayed where the helper has gone', async () => {
    answer = fail(denied)
    manager.set(unit, { ActiveState: 'inactive', SubState: 'dead', MainPID: 0 })
    const control = await open(ms(200_000).wall)
    expect(await tidy(control)).toContain('It was denied.')
  })

  it('by somebody else is not ours to take back', async () => {
    files.files.set(files.pathOf(unit, 'system'), 'root’s own')
    expect(await tidy(await open())).toBeNull()
    expect(calls).toEqual([])
  })
})
