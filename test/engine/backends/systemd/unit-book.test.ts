/** What is known of a manager's units: listed once, then followed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import type { RawProperties } from '../../../../electron/engine/parse/unit-properties.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeClock, settle } from '../../../fakes/world.ts'

const running: RawProperties = { ActiveState: 'active', SubState: 'running', MainPID: 100 }
const dead: RawProperties = { ActiveState: 'inactive', SubState: 'dead', MainPID: 0 }

let clock: FakeClock
let manager: FakeManager
let book: UnitBook
beforeEach(() => {
  clock = new FakeClock()
  manager = new FakeManager('system', {
    'iguana.service': { ...running, Description: 'Iguana', Result: 'success' },
    'gecko.service': { ...dead, Description: 'Gecko' },
    'iguana.socket': { ActiveState: 'active', SubState: 'listening' },
  })
  book = new UnitBook(manager, clock)
})
const state = (name: string): string | undefined => book.get(name)?.state.activeState
const told = (): string[] => {
  const names: string[] = []
  book.onChange((unit) => names.push(unit))
  return names
}
const reads = (property: string): number =>
  manager.made('readProperty').filter((about) => about.at(-1) === property).length

describe('the list of units', () => {
  it('is read once, however many ask for it', async () => {
    await Promise.all([book.open(), book.open()])
    await book.open()
    expect(manager.made('listUnits')).toHaveLength(1)
    expect(book.services()).toEqual(['iguana.service', 'gecko.service'])
  })

  it('says what each unit does, and the main process of those that run', async () => {
    await book.open()
    expect(book.get('iguana.service')).toMatchObject({
      name: 'iguana.service',
      description: 'Iguana',
      manager: 'system',
      state: { activeState: 'active', subState: 'running', mainPid: 100 },
    })
    expect(manager.made('readProperty')).toEqual([['iguana.service', 'MainPID']])
  })

  it('knows nothing of a unit that nobody listed', async () => {
    await book.open()
    expect(book.get('newt.service')).toBeNull()
  })

  it('names no service that others only wish for', async () => {
    manager.set('ghost.service', { LoadState: 'not-found' })
    await book.open()
    expect(book.services()).not.toContain('ghost.service')
  })

  it('is empty while the manager is away, and made when it is back', async () => {
    manager.emit({ kind: 'lost', why: 'gone' })
    await book.open()
    expect(book.services()).toEqual([])
    manager.emit({ kind: 'back' })
    await settle()
    expect(book.services()).toContain('iguana.service')
  })

  it('asks for one property of a thousand units, not for a thousand units', async () => {
    for (let n = 0; n < 1000; n += 1) manager.set(`unit-${n}.service`, running)
    await book.open()
    expect(book.services()).toHaveLength(1002)
    expect(manager.made('readUnit')).toEqual([])
    expect(manager.calls).toHaveLength(2)
  })
})

describe('following', () => {
  it('takes changed properties over those that it had, and tells of it', async () => {
    await book.open()
    const names = told()
    manager.change('iguana.service', { ActiveState: 'deactivating', SubState: 'stop-sigterm' })
    expect(book.get('iguana.service')?.state).toMatchObject({
      activeState: 'deactivating',
      mainPid: 100,
    })
    expect(names).toEqual(['iguana.service'])
  })

  it('calls nobody who has gone, or once it is closed', async () => {
    await book.open()
    const names: string[] = []
    const stop = book.onChange((unit) => names.push(unit))
    stop()
    manager.change('iguana.service', dead)
    told()
    book.close()
    manager.change('iguana.service', running)
    expect(names).toEqual([])
    expect(manager.listeners()).toBe(0)
  })

  it('tells that a job is over: a start that changed nothing ends so', async () => {
    await book.open()
    const names = told()
    manager.emit({ kind: 'job-removed', unit: 'gecko.service', job: '/job/1', result: 'done' })
    expect(names).toEqual(['gecko.service'])
  })

  it('asks about new units together, a moment after the first', async () => {
    await book.open()
    for (const name of ['a.service', 'b.service', 'c.slice']) {
      manager.set(name, running)
      manager.emit({ kind: 'new', unit: name })
    }
    await clock.advance(99)
    expect(book.get('a.service')).toBeNull()
    await clock.advance(1)
    expect(book.services()).toEqual(expect.arrayContaining(['a.service', 'b.service']))
    expect(book.get('b.service')?.state.mainPid).toBe(100)
    expect(reads('ActiveState')).toBe(1)
    expect(manager.made('readUnit')).toEqual([])
  })

  it('asks again for units that come later', async () => {
    await book.open()
    for (const name of ['a.service', 'b.service']) {
      manager.set(name, running)
      manager.emit({ kind: 'new', unit: name })
      await clock.advance(100)
    }
    expect(reads('ActiveState')).toBe(2)
    expect(state('b.service')).toBe('active')
  })

  it('asks nothing of units that come and go within a moment', async () => {
    await book.open()
    const before = manager.calls.length
    for (let n = 0; n < 500; n += 1) {
      manager.set(`run-${n}.service`, running)
      manager.emit({ kind: 'new', unit: `run-${n}.service` })
      manager.unload(`run-${n}.service`)
    }
    await clock.advance(1000)
    expect(manager.calls.slice(before).flatMap((call) => call.about)).not.toContain('run-1.service')
    expect(book.services()).toHaveLength(2)
  })

  it('does not bring back a unit that was dropped while it was read', async () => {
    await book.open()
    manager.set('brief.service', running)
    manager.emit({ kind: 'new', unit: 'brief.service' })
    const read = manager.readProperty.bind(manager)
    manager.readProperty = (units, property) => {
      const answer = read(units, property)
      if (property === 'ActiveState')
        queueMicrotask(() => {
          manager.unload('brief.service')
        })
      return answer
    }
    await clock.advance(100)
    expect(book.services()).not.toContain('brief.service')
  })

  it('forgets a unit that was dropped and that nobody looks at', async () => {
    await book.open()
    const names = told()
    manager.unload('iguana.service')
    expect(book.get('iguana.service')).toBeNull()
    expect(names).toContain('iguana.service')
  })

  it('closes while new units are waited for', async () => {
    await book.open()
    manager.set('a.service', running)
    manager.emit({ kind: 'new', unit: 'a.service' })
    book.close()
    await clock.advance(1000)
    expect(reads('ActiveState')).toBe(0)
  })
})
