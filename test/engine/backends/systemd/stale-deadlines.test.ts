/** Files of moved deadlines that a Quiesce left and nobody else takes back. */
import { beforeEach, describe, expect, it } from 'vitest'
import { takeBackStale } from '../../../../electron/engine/backends/systemd/stale-deadlines.ts'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeDeadlineFiles } from '../../../fakes/unit-ports.ts'
import { FakeClock } from '../../../fakes/world.ts'

const unit = 'iguana.service'
const away: QuiesceError = { code: 'backend-failed', message: 'No answer.', next: 'Wait.' }

let manager: FakeManager
let files: FakeDeadlineFiles
beforeEach(() => {
  manager = new FakeManager()
  files = new FakeDeadlineFiles()
  files.files.set(files.pathOf(unit, 'system'), 'TimeoutStopSec=infinity')
  files.files.set(files.tidyPathOf(unit, 'system'), 'Type=oneshot')
})
const takeBack = (): Promise<void> => takeBackStale(new UnitBook(manager, new FakeClock()), files)

describe('files that a Quiesce left', () => {
  it.each([
    ['inactive', 'dead'],
    ['failed', 'failed'],
    ['active', 'running'],
  ])('go where no stop hangs on them: %s', async (ActiveState, SubState) => {
    manager.set(unit, { ActiveState, SubState })
    await takeBack()
    expect(files.files.size).toBe(0)
    // A reload is not worth the harm that it may do to others.
    expect(manager.made('reload')).toEqual([])
  })

  it('go where the unit is no more', async () => {
    await takeBack()
    expect(files.files.size).toBe(0)
  })

  it.each([
    ['deactivating', 'stop-sigterm'],
    ['reloading', 'reload'],
    ['a new word', 'x'],
  ])('stay where they may protect it: %s', async (ActiveState, SubState) => {
    manager.set(unit, { ActiveState, SubState })
    await takeBack()
    expect(files.files.size).toBe(2)
  })

  it('stay where the manager cannot be asked', async () => {
    manager.failNext('readUnit', away)
    await takeBack()
    expect(files.files.size).toBe(2)
  })

  it('are not looked for where none can be written', async () => {
    files.refusals.system = 'that takes root'
    await takeBack()
    expect([files.files.size, manager.calls]).toEqual([2, []])
  })

  it('of one unit do not keep those of the next', async () => {
    manager.set(unit, { ActiveState: 'deactivating', SubState: 'stop-sigterm' })
    files.files.set(files.pathOf('newt.service', 'system'), 'x')
    files.files.set(files.pathOf('newt.service', 'user'), 'of another manager')
    await takeBack()
    expect([...files.files.keys()]).not.toContain(files.pathOf('newt.service', 'system'))
    expect(files.files.size).toBe(3)
  })
})
