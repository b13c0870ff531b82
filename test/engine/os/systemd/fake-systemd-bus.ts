/** A systemd of a test, behind a fake bus: it answers what the test says and sends what it is told. */
import type { BusEnvironment } from '../../../../electron/engine/os/dbus/address.ts'
import { openSystemdManager } from '../../../../electron/engine/os/systemd/manager.ts'
import type { ManagerEvent, SystemdManager } from '../../../../electron/engine/os/systemd/ports.ts'
import { unitPath } from '../../../../electron/engine/parse/unit-path.ts'
import { FakeBus } from '../dbus/fake-bus.ts'
import { createManualClock } from '../manual-clock.ts'

const name = 'org.freedesktop.systemd1'
const managerPath = '/org/freedesktop/systemd1'

export class FakeSystemdBus {
  readonly bus: FakeBus
  readonly clock = createManualClock()
  /** Unique name of the manager now; '' while it is not on the bus. */
  owner = ':1.0'
  readonly #managers: SystemdManager[] = []

  private constructor(bus: FakeBus) {
    this.bus = bus
    bus.answer('GetNameOwner', () =>
      this.owner === ''
        ? { error: 'org.freedesktop.DBus.Error.NameHasNoOwner' }
        : { signature: 's', body: [this.owner] },
    )
    bus.answer('Subscribe', () => ({}))
    bus.answer('Get', () => ({ signature: 'v', body: [['s', '252.1']] }))
  }

  static async start(): Promise<FakeSystemdBus> {
    return new FakeSystemdBus(await FakeBus.start())
  }

  environment(): BusEnvironment {
    return { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${this.bus.socket}` }
  }

  async open(): Promise<SystemdManager> {
    const manager = await openSystemdManager({
      manager: 'system',
      clock: this.clock,
      environment: this.environment(),
      uid: 0,
      bootedMark: this.bus.folder,
    })
    if (manager === null) throw new Error('the manager is absent')
    this.#managers.push(manager)
    return manager
  }

  /** NameOwnerChanged, as the bus tells it. */
  changeOwner(owner: string): void {
    const body = [name, this.owner, owner]
    this.owner = owner
    this.bus.send({
      sender: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameOwnerChanged',
      signature: 'sss',
      body,
    })
  }

  /** A signal of the manager's own object. */
  say(member: string, signature: string, body: readonly unknown[], sender = this.owner): void {
    this.bus.send({
      sender,
      path: managerPath,
      interface: `${name}.Manager`,
      member,
      signature,
      body,
    })
  }

  unitNew(unit: string, sender = this.owner): void {
    this.say('UnitNew', 'so', [unit, unitPath(unit)], sender)
  }

  unitRemoved(unit: string): void {
    this.say('UnitRemoved', 'so', [unit, unitPath(unit)])
  }

  reloading(begins: boolean): void {
    this.say('Reloading', 'b', [begins])
  }

  async end(): Promise<void> {
    for (const manager of this.#managers) await manager.close()
    await this.bus.end()
  }
}

/** Keeps what a manager tells; `until` resolves with all of it as soon as it is so many. */
export function collectEvents(manager: SystemdManager): {
  readonly events: ManagerEvent[]
  readonly until: (count: number) => Promise<readonly ManagerEvent[]>
} {
  const events: ManagerEvent[] = []
  let wake: () => void = () => undefined
  manager.onEvent((event) => {
    events.push(event)
    wake()
  })
  const until = async (count: number): Promise<readonly ManagerEvent[]> => {
    while (events.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return events
  }
  return { events, until }
}
