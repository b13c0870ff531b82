/** A deadline where files are not as they should be: changed by others, or left by a crash. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { LiveUnitControl } from '../../../../electron/engine/backends/systemd/unit-control.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import { ms } from '../../../fakes/run.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { makeUnit, makeUnitRun } from '../../../fakes/unit.ts'
import { FakeCgroups, FakeDeadlineFiles } from '../../../fakes/unit-ports.ts'
import { FakeClock } from '../../../fakes/world.ts'

const unit = 'iguana.service'
const run = makeUnitRun('stop/30/ask')
const broken: QuiesceError = { code: 'backend-failed', message: 'No answer.', next: 'Wait.' }
const leaving = new AbortController().signal

let manager: FakeManager
let files: FakeDeadlineFiles
let dropIn: string
let tidyUnit: string
beforeEach(() => {
  files = new FakeDeadlineFiles()
  dropIn = files.pathOf(unit, 'system')
  tidyUnit = files.tidyPathOf(unit, 'system')
  manager = new FakeManager('system', {
    [unit]: {
      ActiveState: 'deactivating',
      SubState: 'stop-sigterm',
      TimeoutStopUSec: 90_000_000n,
      StateChangeTimestamp: BigInt(ms(0).wall) * 1000n,
      StateChangeTimestampMonotonic: 1n,
      OnFailureJobMode: 'replace',
      OnSuccessJobMode: 'fail',
    },
  })
})
async function open(): Promise<LiveUnitControl> {
  const clock = new FakeClock()
  const book = new UnitBook(manager, clock)
  await book.load(unit)
  const ports = { book, cgroups: new FakeCgroups(), files, clock, uid: 0 }
  return new LiveUnitControl({ ...ports, known: makeUnit({}, { name: unit }) })
}
const words = (text: string): string => expect.stringContaining(text) as string

describe('a deadline is not called moved', () => {
  it('where the reload brought something else into force', async () => {
    const control = await open()
    manager.on = ({ call }) => {
      // Its unit file is gone: no drop-in is read, and the default is back.
      if (call === 'reload') manager.set(unit, { TimeoutStopUSec: 30_000_000n })
    }
    expect(await control.moveDeadline(ms(200_000), run)).toMatchObject({
      error: { code: 'backend-failed', message: words('keeps another deadline') },
    })
    expect(control.current()).toMatchObject({ movedTo: null, settings: { timeoutStopMs: 30_000 } })
    expect(files.files.size).toBe(0)
  })

  it('nor moved at all where its files were changed: the reload would apply that', async () => {
    manager.set(unit, { NeedDaemonReload: true })
    const control = await open()
    expect(await control.moveDeadline('never', run)).toMatchObject({
      error: { code: 'not-now', message: words('were changed since') },
    })
    expect([files.calls, manager.made('reload')]).toEqual([[], []])
  })
})

describe('a drop-in that a crash left', () => {
  it('is no change of others where nobody has read it: it is replaced', async () => {
    files.files.set(dropIn, 'TimeoutStopSec=infinity')
    manager.set(unit, { NeedDaemonReload: true })
    const remove = files.remove.bind(files)
    files.remove = (path) => {
      manager.set(unit, { NeedDaemonReload: false })
      return remove(path)
    }
    manager.on = ({ call }) => {
      if (call === 'reload') manager.set(unit, { TimeoutStopUSec: 200_000_000n })
    }
    const control = await open()
    expect(await control.moveDeadline(ms(200_000), run)).toMatchObject({ ok: true })
    expect(files.files.get(dropIn)).toContain('TimeoutStopSec=200000ms')
  })

  it('does not hide what others changed', async () => {
    files.files.set(dropIn, 'TimeoutStopSec=infinity')
    manager.set(unit, { NeedDaemonReload: true })
    const control = await open()
    expect(await control.moveDeadline('never', run)).toMatchObject({ error: { code: 'not-now' } })
  })

  it('stays where it may be in force and cannot be replaced', async () => {
    files.files.set(dropIn, 'TimeoutStopSec=90s')
    const control = await open()
    manager.failNext('reload', broken)
    expect(await control.moveDeadline(ms(300_000), run)).toEqual({ ok: false, error: broken })
    expect([files.exists(dropIn), files.exists(tidyUnit)]).toEqual([true, true])
  })

  it('is taken back at rest, though no record tells of it', async () => {
    files.files.set(dropIn, 'TimeoutStopSec=infinity')
    files.files.set(tidyUnit, 'Type=oneshot')
    const control = await open()
    manager.change(unit, { ActiveState: 'inactive', SubState: 'dead' })
    expect(await control.tidy(leaving)).toBeNull()
    expect(files.files.size).toBe(0)
    expect(manager.made('reload')).toHaveLength(1)
  })
})

describe('moves that are asked for at once', () => {
  it('come one after the other: none takes the one before for somebody’s edit', async () => {
    const control = await open()
    const readMs = (): bigint =>
      BigInt(/^TimeoutStopSec=(\d+)ms$/m.exec(files.files.get(dropIn) ?? '')?.[1] ?? 90_000)
    manager.on = ({ call }) => {
      if (call === 'reload') {
        manager.set(unit, { TimeoutStopUSec: readMs() * 1000n, DropInPaths: [dropIn] })
      }
      // As systemd says it: what lies there is not what was read.
      const [{ TimeoutStopUSec = 0n } = {}] = [manager.units.get(unit)]
      manager.set(unit, { NeedDaemonReload: TimeoutStopUSec !== readMs() * 1000n })
    }
    const moves = [200_000, 300_000, 400_000].map((at) => control.moveDeadline(ms(at), run))
    expect((await Promise.all(moves)).map(({ ok }) => ok)).toEqual([true, true, true])
    expect(control.current()?.movedTo).toBe(ms(400_000).wall)
    expect(manager.made('reload')).toHaveLength(3)
  })

  it('go on after one that was refused', async () => {
    const control = await open()
    const moves = [control.moveDeadline(ms(1), run), control.moveDeadline('never', run)]
    const [refused, held] = await Promise.all(moves)
    expect(refused?.ok).toBe(false)
    expect(held?.ok === false && held.error.code === 'not-now').toBe(false)
  })
})
