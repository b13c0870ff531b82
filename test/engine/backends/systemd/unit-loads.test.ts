/** Units that are read whole, and answers that signals overtake. */
import { beforeEach, describe, expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import type { RawProperties } from '../../../../electron/engine/parse/unit-properties.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeClock, settle } from '../../../fakes/world.ts'

const running: RawProperties = { ActiveState: 'active', SubState: 'running', MainPID: 100 }
const dead: RawProperties = { ActiveState: 'inactive', SubState: 'dead', MainPID: 0 }
const hex = (byte: number): Uint8Array => new Uint8Array(16).fill(byte)

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
/** The answer to the next call of this name is on the way when `event` happens. */
function whileAnswering(call: 'readUnit' | 'listUnits', event: () => void): void {
  manager.on = (made) => {
    if (made.call !== call) return
    manager.on = () => undefined
    queueMicrotask(event)
  }
}

describe('a unit that is loaded', () => {
  it('is read whole, and known by its other names', async () => {
    manager.set('dbus.service', { ...running, Id: 'dbus-broker.service', Names: ['dbus.service'] })
    const loaded = await book.load('dbus.service')
    expect(loaded).toMatchObject({ ok: true, value: { name: 'dbus-broker.service' } })
    expect(book.get('dbus.service')?.name).toBe('dbus-broker.service')
    expect(book.get('dbus-broker.service')?.names).toEqual(['dbus-broker.service', 'dbus.service'])
  })

  it('is no unit where no file stands for it', async () => {
    expect(await book.load('newt.service')).toMatchObject({
      ok: false,
      error: { code: 'unknown-target', message: 'There is no unit newt.service.' },
    })
  })

  it('is one, though its file is gone, while it runs', async () => {
    manager.set('orphan.service', { ...running, LoadState: 'not-found' })
    expect(await book.load('orphan.service')).toMatchObject({ ok: true })
  })

  // RemainAfterExit= with a hanging ExecStop=: nobody was a member, and force reached nobody.
  it('has the cgroup that is made for its ExecStop=, which no signal tells', async () => {
    manager.set('mount.service', { ...running, SubState: 'exited', MainPID: 0, ControlGroup: '' })
    await book.load('mount.service')
    const heard = told()
    manager.set('mount.service', { ControlGroup: '/system.slice/mount.service' })
    manager.change('mount.service', { ActiveState: 'deactivating', ControlPID: 7 })
    await settle()
    expect(book.get('mount.service')?.controlGroup).toBe('/system.slice/mount.service')
    expect(heard).toEqual(['mount.service', 'mount.service'])
    expect(manager.made('readProperty')).toHaveLength(1)
    manager.change('mount.service', { SubState: 'stop-sigterm' })
    manager.change('iguana.service', { ControlPID: 8 })
    await settle()
    expect(manager.made('readProperty')).toHaveLength(1)
  })

  it('says why it cannot be read', async () => {
    const error = { code: 'backend-failed', message: 'away', next: 'x' } as const
    manager.failNext('readUnit', error)
    expect(await book.load('iguana.service')).toEqual({ ok: false, error })
    expect(book.problem('iguana.service')).toEqual(error)
    await book.load('iguana.service')
    expect(book.problem('iguana.service')).toBeNull()
  })

  it('keeps what it ended with when it is dropped, and which invocation it was', async () => {
    await book.open()
    await book.load('iguana.service')
    manager.change('iguana.service', { ...dead, Result: 'timeout', InvocationID: hex(7) })
    manager.unload('iguana.service')
    expect(book.get('iguana.service')?.state).toMatchObject({
      activeState: 'inactive',
      result: 'timeout',
      mainPid: 0,
      invocation: '07'.repeat(16),
    })
    expect(book.services()).not.toContain('iguana.service')
  })

  it('is at rest when it is dropped, whatever the last signal said', async () => {
    await book.load('iguana.service')
    manager.unload('iguana.service')
    expect(book.get('iguana.service')).toMatchObject({
      controlGroup: '',
      state: { activeState: 'inactive', subState: 'dead', mainPid: 0, controlPid: 0 },
    })
  })

  it('comes into the list again when it is started again', async () => {
    await book.open()
    await book.load('iguana.service')
    manager.unload('iguana.service')
    manager.set('iguana.service', running)
    manager.emit({ kind: 'new', unit: 'iguana.service' })
    await clock.advance(100)
    expect(book.services()).toContain('iguana.service')
    expect(state('iguana.service')).toBe('active')
  })

  it('is not older than a signal that overtook the answer', async () => {
    await book.open()
    whileAnswering('readUnit', () => {
      manager.change('iguana.service', { ...dead, Result: 'success' })
    })
    expect(await book.load('iguana.service')).toMatchObject({
      value: { state: { activeState: 'inactive', mainPid: 0 } },
    })
    expect(state('iguana.service')).toBe('inactive')
  })

  it('is at rest where it was dropped while it was read', async () => {
    whileAnswering('readUnit', () => {
      manager.unload('iguana.service')
    })
    await book.load('iguana.service')
    expect(state('iguana.service')).toBe('inactive')
  })
})

describe('a list that signals overtake', () => {
  it('says what the signals said', async () => {
    whileAnswering('listUnits', () => {
      manager.change('iguana.service', dead)
    })
    await book.open()
    expect(state('iguana.service')).toBe('inactive')
  })

  it('has no unit that was dropped meanwhile', async () => {
    whileAnswering('listUnits', () => {
      manager.unload('iguana.service')
    })
    await book.open()
    expect(book.services()).toEqual(['gecko.service'])
  })
})

describe('a manager that read its files again, or was away', () => {
  it.each(['reloaded', 'back'] as const)(
    '%s: lists anew, and reads again what is looked at',
    async (kind) => {
      await book.open()
      await book.load('iguana.service')
      manager.units.delete('gecko.service')
      manager.set('newt.service', running)
      manager.set('iguana.service', { TimeoutStopUSec: 5_000_000n })
      const names = told()
      manager.emit({ kind })
      await settle()
      expect(book.services()).toEqual(['iguana.service', 'newt.service'])
      expect(book.get('iguana.service')?.settings.timeoutStopMs).toBe(5000)
      expect(manager.made('readUnit')).toHaveLength(2)
      expect(names).toContain('iguana.service')
    },
  )

  it('says what is known still, while it is away', async () => {
    await book.open()
    manager.emit({ kind: 'lost', why: 'daemon-reexec' })
    expect(state('iguana.service')).toBe('active')
  })

  it('tells that a unit ended while nobody listened', async () => {
    await book.open()
    await book.load('iguana.service')
    manager.emit({ kind: 'lost', why: 'daemon-reexec' })
    manager.units.delete('iguana.service')
    manager.emit({ kind: 'back' })
    await settle()
    expect(state('iguana.service')).toBe('inactive')
  })
})
