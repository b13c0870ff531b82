/** The managers of this machine, and the circle of units around one. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { createUnits } from '../../../../electron/engine/backends/systemd/units.ts'
import type { UnitManager } from '../../../../shared/unit.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeClock, settle } from '../../../fakes/world.ts'

const clock = new FakeClock()
const active = { ActiveState: 'active', SubState: 'running' }

describe('the managers of a machine', () => {
  const system = (): FakeManager => new FakeManager('system', { 'iguana.service': active })

  it('are connected to once, when somebody asks for units', async () => {
    const opened: UnitManager[] = []
    const units = createUnits({
      clock,
      open: (manager) => {
        opened.push(manager)
        return Promise.resolve(new FakeManager(manager))
      },
    })
    expect(opened).toEqual([])
    expect(units.book('system')).toBeNull()
    await Promise.all([units.ready(), units.ready()])
    await units.ready()
    expect(opened).toEqual(['system', 'user'])
    expect(units.books.map((book) => book.manager.manager)).toEqual(['system', 'user'])
  })

  it('are listed when they are ready', async () => {
    const units = createUnits({
      clock,
      open: (manager) => Promise.resolve(manager === 'system' ? system() : null),
    })
    await units.ready()
    expect(units.book('system')?.services()).toEqual(['iguana.service'])
    expect(units.book('user')).toBeNull()
  })

  it('are put in order once, before anybody looks', async () => {
    const seen: (readonly string[])[] = []
    const units = createUnits({
      clock,
      open: (manager) => Promise.resolve(manager === 'system' ? system() : null),
      opened: (book) => {
        seen.push(book.services())
        return Promise.resolve()
      },
    })
    await units.ready()
    await units.ready()
    expect(seen).toEqual([['iguana.service']])
  })

  it('are none where systemd is absent, and nothing fails', async () => {
    const units = createUnits({ clock, open: () => Promise.resolve(null) })
    await units.ready()
    expect(units.books).toEqual([])
    await units.close()
  })

  it('are let go of when all is closed', async () => {
    const manager = system()
    const units = createUnits({
      clock,
      open: (kind) => Promise.resolve(kind === 'system' ? manager : null),
    })
    await units.ready()
    await units.close()
    expect(manager.connected()).toBe(false)
    expect(manager.listeners()).toBe(0)
  })

  it('are let go of, too, where all was closed while one was connecting', async () => {
    const manager = system()
    const connecting = Promise.withResolvers<FakeManager>()
    const units = createUnits({
      clock,
      open: (kind) => (kind === 'system' ? connecting.promise : Promise.resolve(null)),
    })
    const ready = units.ready()
    await settle()
    await units.close()
    connecting.resolve(manager)
    await ready
    expect(manager.connected()).toBe(false)
    expect(manager.calls).toEqual([])
    expect(units.books).toEqual([])
  })
})

describe('the circle around a unit', () => {
  let manager: FakeManager
  let book: UnitBook
  beforeEach(() => {
    manager = new FakeManager('system')
    book = new UnitBook(manager, clock)
  })
  const around = async (name: string): Promise<readonly unknown[]> => {
    await book.load(name)
    manager.calls.length = 0
    await book.loadAround(name)
    return manager.made('readUnit').map(([unit]) => unit)
  }

  it('is what stops with it and what brings it back, transitively', async () => {
    manager.set('a.service', { ...active, BoundBy: ['b.service'], TriggeredBy: ['a.socket'] })
    manager.set('b.service', { ...active, RequiredBy: ['c.service'] })
    manager.set('c.service', active)
    manager.set('a.socket', active)
    manager.set('away.service', active)
    expect((await around('a.service')).toSorted()).toEqual(['a.socket', 'b.service', 'c.service'])
    expect(book.get('c.service')?.state.activeState).toBe('active')
  })

  it('is walked once where units name each other', async () => {
    manager.set('a.service', { ...active, BoundBy: ['b.service'] })
    manager.set('b.service', { ...active, BoundBy: ['a.service', 'b.service'] })
    expect(await around('a.service')).toEqual(['b.service'])
  })

  it('has an end, however long the chain and however wide', async () => {
    for (let n = 0; n < 20; n += 1) {
      manager.set(`chain-${n}.service`, { ...active, BoundBy: [`chain-${n + 1}.service`] })
    }
    expect(await around('chain-0.service')).toHaveLength(8)
    const many = Array.from({ length: 2000 }, (_, n) => `wide-${n}.service`)
    manager.set('wide.service', { ...active, RequiredBy: many })
    expect((await around('wide.service')).length).toBeLessThan(500)
  })

  it('goes on where one of them cannot be read', async () => {
    manager.set('a.service', { ...active, BoundBy: ['gone.service', 'b.service'] })
    manager.set('b.service', active)
    await around('a.service')
    expect(book.get('gone.service')).toBeNull()
    expect(book.get('b.service')?.name).toBe('b.service')
  })

  it('knows which bus names would start a unit, as last read', async () => {
    manager.set('a.service', active)
    manager.names = ['org.example.Iguana']
    await around('a.service')
    expect(book.activatable()).toEqual(['org.example.Iguana'])
    manager.failNext('activatableNames', { code: 'backend-failed', message: 'x', next: 'y' })
    await around('a.service')
    expect(book.activatable()).toEqual(['org.example.Iguana'])
  })
})
