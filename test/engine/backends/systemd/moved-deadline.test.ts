/** The deadline that systemd keeps: moved by a drop-in, taken back when nothing hangs on it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { LiveUnitControl } from '../../../../electron/engine/backends/systemd/unit-control.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { Run } from '../../../../shared/run.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun } from '../../../fakes/unit.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeCgroups, FakeDeadlineFiles } from '../../../fakes/unit-ports.ts'
import { FakeClock, settle } from '../../../fakes/world.ts'

const unit = 'iguana.service'
const broken: QuiesceError = { code: 'backend-failed', message: 'No answer.', next: 'Wait.' }
const full: QuiesceError = { code: 'internal', message: 'No space left.', next: 'Make room.' }
const inactive = { ActiveState: 'inactive', SubState: 'dead', MainPID: 0 }
const run: Run = makeUnitRun('stop/30/ask')

let manager: FakeManager
let files: FakeDeadlineFiles
let clock: FakeClock
let dropIn: string
let tidyUnit: string
beforeEach(() => {
  clock = new FakeClock()
  files = new FakeDeadlineFiles()
  dropIn = files.pathOf(unit, 'system')
  tidyUnit = files.tidyPathOf(unit, 'system')
  manager = new FakeManager('system', {
    [unit]: {
      ActiveState: 'deactivating',
      SubState: 'stop-sigterm',
      MainPID: 100,
      TimeoutStopUSec: 90_000_000n,
      StateChangeTimestamp: BigInt(ms(0).wall) * 1000n,
      StateChangeTimestampMonotonic: 1n,
      OnFailureJobMode: 'replace',
      OnSuccessJobMode: 'fail',
    },
  })
  manager.on = ({ call }) => {
    if (call === 'reload') readFiles()
  }
})
/** What a reload of systemd makes of the drop-in. */
function readFiles(): void {
  const seconds = /^TimeoutStopSec=(?:(\d+)ms|infinity)$/m.exec(files.files.get(dropIn) ?? '')
  if (seconds === null) manager.set(unit, { TimeoutStopUSec: 90_000_000n })
  else if (seconds[1] === undefined) manager.set(unit, { TimeoutStopUSec: 2n ** 64n - 1n })
  else manager.set(unit, { TimeoutStopUSec: BigInt(seconds[1]) * 1000n })
}
async function open(movedTo: RunUnit['movedTo'] = null): Promise<LiveUnitControl> {
  const book = new UnitBook(manager, clock)
  await book.load(unit)
  return new LiveUnitControl({
    ...{ book, cgroups: new FakeCgroups(), files, clock, uid: 0 },
    known: makeUnit({}, { movedTo }),
  })
}
const leaving = (): AbortController => new AbortController()
const textOf = (path: string): string => files.files.get(path) ?? 'nothing'

describe('a deadline that is moved', () => {
  it('is written, read by a reload, and known from then on', async () => {
    const moved = await (await open()).moveDeadline(ms(200_000), run)
    expect(moved).toMatchObject({
      ok: true,
      value: { movedTo: ms(200_000).wall, settings: { timeoutStopMs: 200_000 } },
    })
    expect(textOf(dropIn)).toContain('TimeoutStopSec=200000ms')
    expect(manager.made('reload')).toHaveLength(1)
  })

  it('has who takes it back written first', async () => {
    await (await open()).moveDeadline('never', run)
    expect(files.calls).toEqual([`write ${tidyUnit}`, `write ${dropIn}`])
    expect(textOf(dropIn)).toContain('OnSuccess=quiesce-tidy-iguana.service')
    expect(textOf(tidyUnit)).toContain(`rm -f -- "${dropIn}" "${tidyUnit}"`)
  })

  it('takes itself back with ExecStopPost= where the manager is older', async () => {
    manager.version = () => '247.3-7'
    await (await open()).moveDeadline('never', run)
    expect(files.calls).toEqual([`write ${dropIn}`])
    expect(textOf(dropIn)).toContain(`ExecStopPost=-+/bin/rm -f -- "${dropIn}"`)
  })

  it('is taken away by a hold', async () => {
    expect(await (await open()).moveDeadline('never', run)).toMatchObject({
      value: { movedTo: 'never', settings: { timeoutStopMs: null } },
    })
  })

  it('is decided on by what is in force at that moment, read anew', async () => {
    const control = await open()
    manager.set(unit, inactive)
    expect(await control.moveDeadline(ms(200_000), run)).toMatchObject({
      error: { code: 'not-now' },
    })
    expect(files.calls).toEqual([])
  })

  it('never comes nearer', async () => {
    const nearer = await (await open()).moveDeadline(ms(60_000), run)
    expect(nearer).toMatchObject({ error: { code: 'needs-force' } })
    expect([files.calls, manager.made('reload')]).toEqual([[], []])
  })

  it('is refused where it is fixed, and where the manager is away', async () => {
    files.refusals.system = 'that takes root'
    const control = await open()
    expect(await control.moveDeadline(ms(200_000), run)).toMatchObject({
      error: { code: 'not-available', message: expect.stringContaining('takes root') as string },
    })
    manager.failNext('readUnit', broken)
    expect(await control.moveDeadline(ms(200_000), run)).toEqual({ ok: false, error: broken })
    expect(files.calls).toEqual([])
  })
})

describe('a deadline that cannot be moved', () => {
  it('leaves no file behind where one cannot be written', async () => {
    const control = await open()
    files.failNext = full
    expect(await control.moveDeadline(ms(200_000), run)).toEqual({ ok: false, error: full })
    const write = files.write.bind(files)
    files.write = (path, content) => {
      if (path === dropIn) files.failNext = full
      return write(path, content)
    }
    expect(await control.moveDeadline(ms(200_000), run)).toEqual({ ok: false, error: full })
    expect(files.files.size).toBe(0)
    expect(manager.made('reload')).toEqual([])
    expect(control.current()?.movedTo).toBeNull()
  })

  it('leaves none where nobody read it', async () => {
    const control = await open()
    manager.failNext('reload', broken)
    expect(await control.moveDeadline(ms(200_000), run)).toEqual({ ok: false, error: broken })
    expect(files.files.size).toBe(0)
    expect(control.current()).toMatchObject({ movedTo: null, settings: { timeoutStopMs: 90_000 } })
  })

  it('is moved all the same where the manager read it and only its answer is missing', async () => {
    const control = await open()
    const reload = manager.reload.bind(manager)
    manager.reload = async () => {
      await reload()
      return { ok: false, error: broken }
    }
    expect(await control.moveDeadline(ms(200_000), run)).toMatchObject({
      ok: true,
      value: { movedTo: ms(200_000).wall },
    })
    expect(files.exists(dropIn)).toBe(true)
  })

  it('keeps the one from before that is in force: without it a reload would kill at once', async () => {
    const control = await open()
    await control.moveDeadline(ms(200_000), run)
    const before = textOf(dropIn)
    manager.failNext('reload', broken)
    expect(await control.moveDeadline(ms(300_000), run)).toMatchObject({ ok: false })
    expect(textOf(dropIn)).toBe(before)
    expect(files.exists(tidyUnit)).toBe(true)
    expect(control.current()?.movedTo).toBe(ms(200_000).wall)
  })

  it('keeps also one that an earlier Quiesce wrote', async () => {
    files.files.set(dropIn, 'TimeoutStopSec=200000ms')
    readFiles()
    const control = await open(ms(200_000).wall)
    manager.failNext('reload', broken)
    await control.moveDeadline(ms(300_000), run)
    expect(files.exists(dropIn)).toBe(true)
  })
})

describe('what a moved deadline left', () => {
  const moved = async (): Promise<LiveUnitControl> => {
    const control = await open()
    await control.moveDeadline(ms(200_000), run)
    manager.calls.length = 0
    files.calls.length = 0
    return control
  }

  it('is nothing where none was moved', async () => {
    expect(await (await open()).tidy(leaving().signal)).toBeNull()
    expect(files.calls).toEqual([])
  })

  it('is removed at rest, and forgotten by a reload', async () => {
    const control = await moved()
    manager.change(unit, inactive)
    expect(await control.tidy(leaving().signal)).toBeNull()
    expect(files.files.size).toBe(0)
    expect(manager.made('reload')).toHaveLength(1)
    expect(manager.units.get(unit)).toMatchObject({ TimeoutStopUSec: 90_000_000n })
  })

  it('is left by a run of before that was taken up here, too', async () => {
    files.files.set(dropIn, 'x')
    const control = await open('never')
    manager.change(unit, inactive)
    await control.tidy(leaving().signal)
    expect(files.files.size).toBe(0)
  })

  it('protects the unit while it is stopping, and stays until then', async () => {
    const control = await moved()
    let isTidy = false
    const tidying = control.tidy(leaving().signal).then(() => (isTidy = true))
    manager.change(unit, { SubState: 'final-sigterm' })
    await settle()
    expect([isTidy, files.exists(dropIn), manager.made('reload')]).toEqual([false, true, []])
    manager.change(unit, inactive)
    await tidying
    expect(files.exists(dropIn)).toBe(false)
  })

  it('is removed as well where the unit is up again', async () => {
    const control = await moved()
    manager.change(unit, { ActiveState: 'active', SubState: 'running' })
    await control.tidy(leaving().signal)
    expect(files.exists(dropIn)).toBe(false)
  })

  it('is left to itself where Quiesce goes while the unit is stopping', async () => {
    const control = await moved()
    const going = leaving()
    const tidying = control.tidy(going.signal)
    going.abort()
    expect(await tidying).toBeNull()
    expect([files.exists(dropIn), manager.made('reload')]).toEqual([true, []])
    manager.change(unit, inactive)
    await settle()
    expect(files.exists(dropIn)).toBe(true)
  })

  it('stays in memory where a reload would touch others, and names them', async () => {
    const control = await moved()
    manager.change(unit, inactive)
    manager.set('slow.service', { ActiveState: 'activating', SubState: 'start' })
    expect(await control.tidy(leaving().signal)).toMatch(
      /stays in systemd's memory .* slow\.service/,
    )
    expect(manager.made('reload')).toEqual([])
    expect(files.exists(dropIn)).toBe(false)
  })

  it('is not kept by the unit that takes it back, which starts at that moment', async () => {
    const control = await moved()
    manager.change(unit, inactive)
    manager.set('quiesce-tidy-iguana.service', { ActiveState: 'activating', SubState: 'start' })
    expect(await control.tidy(leaving().signal)).toBeNull()
    expect(manager.made('reload')).toHaveLength(1)
  })

  it('says where nobody can tell whom a reload would touch, or where there was none', async () => {
    const control = await moved()
    manager.change(unit, inactive)
    manager.failNext('listUnits', broken)
    expect(await control.tidy(leaving().signal)).toContain('units that cannot be listed')
    manager.failNext('reload', broken)
    expect(await control.tidy(leaving().signal)).toBe('systemd was not reloaded: No answer.')
  })
})
