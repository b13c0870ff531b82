/** Whatever a manager does, and however its signals and answers cross: the book ends up right. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UnitBook } from '../../../../electron/engine/backends/systemd/unit-book.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeClock, settle } from '../../../fakes/world.ts'

const names = ['a.service', 'b.service', 'c.service']
const happening = fc.record({
  what: fc.constantFrom(
    'start',
    'stop',
    'unload',
    'load',
    'reload',
    'lost',
    'back',
    'wait',
    'turn',
  ),
  name: fc.constantFrom(...names),
})
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

class Machine {
  readonly manager = new FakeManager('system', {
    'a.service': { ActiveState: 'active', MainPID: 1 },
  })
  readonly clock = new FakeClock()
  readonly book = new UnitBook(this.manager, this.clock)
  readonly loading: Promise<unknown>[] = []
  #lastPid = 1

  async happen({ what, name }: Happening): Promise<void> {
    const { manager } = this
    switch (what) {
      case 'start': {
        this.#start(name)
        return
      }
      case 'stop':
        if (manager.units.has(name)) this.#change(name, { ActiveState: 'inactive', MainPID: 0 })
        return
      case 'unload': {
        this.#unload(name)
        return
      }
      case 'load':
        this.loading.push(this.book.load(name))
        return
      case 'reload':
        if (manager.connected()) manager.emit({ kind: 'reloaded' })
        return
      case 'lost':
        manager.emit({ kind: 'lost', why: 'daemon-reexec' })
        return
      case 'back':
        if (!manager.connected()) manager.emit({ kind: 'back' })
        return
      case 'wait':
        return this.clock.advance(100)
      case 'turn':
        await Promise.resolve()
    }
  }
  #start(name: string): void {
    const { manager } = this
    this.#lastPid += 1
    if (!manager.units.has(name)) {
      manager.set(name, {})
      if (manager.connected()) manager.emit({ kind: 'new', unit: name })
    }
    this.#change(name, { ActiveState: 'active', MainPID: this.#lastPid })
  }
  /** Only what is at rest is dropped. */
  #unload(name: string): void {
    const { manager } = this
    if (manager.units.get(name)?.ActiveState !== 'inactive') return
    if (manager.connected()) manager.unload(name)
    else manager.units.delete(name)
  }
  /** Nobody hears a manager that is away. */
  #change(name: string, properties: { ActiveState: string; MainPID: number }): void {
    if (this.manager.connected()) this.manager.change(name, properties)
    else this.manager.set(name, properties)
  }
}

it('knows every unit as it is, once all is quiet', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (story) => {
      const machine = new Machine()
      const { manager, book, clock } = machine
      void book.open()
      for (const event of story) await machine.happen(event)
      if (!manager.connected()) manager.emit({ kind: 'back' })
      await Promise.all(machine.loading)
      await clock.advance(100)
      await settle()
      expect(book.services().toSorted()).toEqual([...manager.units.keys()].toSorted())
      for (const [name, { ActiveState, MainPID = 0 }] of manager.units) {
        const { activeState, mainPid } = book.get(name)?.state ?? {}
        expect([name, activeState, mainPid]).toEqual([name, ActiveState, MainPID])
      }
      // What was dropped is at rest, for whoever looks at it still.
      for (const name of names.filter((one) => !manager.units.has(one))) {
        expect(book.get(name)?.state.activeState ?? 'inactive').toBe('inactive')
      }
      book.close()
    }),
    { numRuns: 600 },
  )
})
