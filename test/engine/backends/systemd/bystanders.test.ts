import { describe, expect, it } from 'vitest'
import { findBystandersNow } from '../../../../electron/engine/backends/systemd/bystanders.ts'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeClock } from '../../../fakes/world.ts'

const stopping = { ActiveState: 'deactivating', SubState: 'stop-sigterm' }
const running = { ActiveState: 'active', SubState: 'running' }

async function names(units: ConstructorParameters<typeof FakeManager>[1]): Promise<string[]> {
  const manager = new FakeManager('system', units)
  const found = await findBystandersNow(new UnitBook(manager, new FakeClock()), 'iguana.service')
  if (!found.ok) throw new Error(found.error.message)
  return found.value.map((one) => one.name)
}

describe('units that a reload would touch now', () => {
  it('are those on their way up or down, of every kind, but not the one that is meant', async () => {
    const units = {
      'iguana.service': stopping,
      'gecko.service': stopping,
      'newt.service': running,
      'data.mount': { ActiveState: 'activating', SubState: 'mounting' },
    }
    expect(await names(units)).toEqual(['gecko.service', 'data.mount'])
  })

  it('are those that were edited and run; what is down reads its file anyway', async () => {
    const units = {
      'gecko.service': { ...running, NeedDaemonReload: true },
      'newt.service': { ...running, NeedDaemonReload: false },
      'down.service': { NeedDaemonReload: true },
      'ghost.service': { ...running, LoadState: 'not-found', NeedDaemonReload: true },
    }
    expect(await names(units)).toEqual(['gecko.service'])
  })

  it('are asked for as they are now, not as they were', async () => {
    const manager = new FakeManager('system', { 'gecko.service': running })
    const book = new UnitBook(manager, new FakeClock())
    await book.open()
    manager.set('gecko.service', stopping)
    expect(await findBystandersNow(book, 'iguana.service')).toMatchObject({
      value: [{ name: 'gecko.service' }],
    })
  })

  it('are nobody’s guess where the manager does not answer', async () => {
    const manager = new FakeManager('system')
    const error = { code: 'backend-failed', message: 'away', next: 'x' } as const
    manager.failNext('listUnits', error)
    const book = new UnitBook(manager, new FakeClock())
    expect(await findBystandersNow(book, 'iguana.service')).toEqual({ ok: false, error })
  })
})
