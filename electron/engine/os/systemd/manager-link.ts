import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import { isBusError } from '../dbus/bus-error.ts'
import { openBus } from '../dbus/lasting-bus.ts'
import type { Bus, BusCall, BusConnection, BusSignal } from '../dbus/ports.ts'
import type { Clock } from '../ports.ts'
import { managerCall, nameOwnerCall, readPropertyCall, systemdName } from './manager-messages.ts'
import { readManagerSignal } from './manager-replies.ts'
import type { ManagerEvent } from './ports.ts'

const signalsOf = (rest: string): string => `type='signal',sender='${systemdName}',${rest}`
const ofManager = (member: string): string =>
  signalsOf(
    `path='/org/freedesktop/systemd1',interface='org.freedesktop.systemd1.Manager',member='${member}'`,
  )

const rules: readonly string[] = [
  `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${systemdName}'`,
  signalsOf(
    `path_namespace='/org/freedesktop/systemd1/unit',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'`,
  ),
  ...['JobRemoved', 'UnitNew', 'UnitRemoved', 'Reloading'].map(ofManager),
]

/**
 * Follows one manager through restarts of the bus and of itself. It is `up` while the manager owns
 * its name and has accepted our Subscribe: without that it sends no signals, and a manager that was
 * started anew (a restarted bus, some releases' daemon-reexec) has forgotten who subscribed.
 */
export class ManagerLink {
  readonly #listeners = new Set<(event: ManagerEvent) => void>()
  #bus: Bus | null = null
  #connection: BusConnection | null = null
  /** Unique name of the manager. Anybody may send us a signal directly: only its own count. */
  #owner = ''
  /** Counts what ended a look at the owner: an answer to an older question is stale. */
  #era = 0
  #up = false
  /** Between both signals a manager tells of every unit as removed, then as new. */
  #reloading = false
  #why = 'not connected yet'
  #version = ''

  /** Resolves after the first try, whether the manager is there or not. */
  async open(socket: string, clock: Clock): Promise<void> {
    this.#bus = await openBus({
      socket,
      clock,
      rules,
      events: {
        onSignal: (signal) => {
          this.#takeSignal(signal)
        },
        onConnected: (connection) => this.#lookForManager(connection),
        onLost: (why) => {
          this.#goDown(why)
        },
      },
    })
  }

  up(): boolean {
    return this.#up
  }

  version(): string {
    return this.#version
  }

  onEvent(listener: (event: ManagerEvent) => void): () => void {
    // Wrapped, so that the same function may be handed in twice.
    const own = (event: ManagerEvent): void => {
      listener(event)
    }
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  call(call: BusCall): Promise<Result<readonly unknown[]>> {
    if (this.#up && this.#bus !== null) return this.#bus.call(call)
    return Promise.resolve(fail(describeAway(call, this.#why)))
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    this.#goDown('Quiesce has closed the connection')
    await this.#bus?.close()
  }

  #takeSignal(signal: BusSignal): void {
    if (signal.member === 'NameOwnerChanged') {
      if (signal.sender === 'org.freedesktop.DBus') this.#takeOwner(signal.body)
      return
    }
    if (signal.sender !== this.#owner) return
    const event = readManagerSignal(signal)
    if (event?.kind === 'reloading') this.#reloading = event.begins
    // Before `back` nothing counts: whoever follows reads everything anew then.
    if (event === null || !this.#up) return
    if (event.kind !== 'reloading') {
      if (!this.#reloading || !isUnitListChange(event)) this.#emit(event)
    } else if (!event.begins) void this.#renew()
  }

  #takeOwner(body: readonly unknown[]): void {
    const [name, , owner] = body
    if (name !== systemdName || typeof owner !== 'string') return
    const connection = this.#connection
    this.#goDown('systemd left its bus')
    if (owner !== '' && connection !== null) {
      void this.#follow(connection, owner).then((followed) => {
        if (!followed.ok) connection.drop(followed.error)
      })
    }
  }

  async #lookForManager(connection: BusConnection): Promise<Result<null, string>> {
    this.#connection = connection
    const era = this.#era
    const asked = await connection.call(nameOwnerCall)
    // Its coming or going was told while we asked: that is the newer word.
    if (era !== this.#era) return ok(null)
    if (asked.ok) return this.#follow(connection, String(asked.value[0]))
    if (!isBusError(asked.error, 'org.freedesktop.DBus.Error.NameHasNoOwner')) {
      return fail(reasonOf(asked.error))
    }
    // NameOwnerChanged tells when it comes.
    this.#goDown('systemd is not on its bus')
    return ok(null)
  }

  async #follow(connection: BusConnection, owner: string): Promise<Result<null, string>> {
    this.#era += 1
    const era = this.#era
    this.#owner = owner
    const subscribed = await subscribe(connection)
    const version = await connection.call(
      readPropertyCall('/org/freedesktop/systemd1', `${systemdName}.Manager`, 'Version'),
    )
    if (era !== this.#era) return ok(null)
    if (subscribed !== null) return fail(reasonOf(subscribed))
    if (!version.ok) return fail(reasonOf(version.error))
    this.#version = String(version.value[0])
    this.#up = true
    this.#emit({ kind: 'back' })
    return ok(null)
  }

  /** After a reload: subscribed again before anybody reads, so that no change falls between. */
  async #renew(): Promise<void> {
    const connection = this.#connection
    const era = this.#era
    const refused = connection === null ? null : await subscribe(connection)
    if (era !== this.#era) return
    if (refused === null) this.#emit({ kind: 'reloaded' })
    else connection?.drop(reasonOf(refused))
  }

  #goDown(why: string): void {
    this.#era += 1
    this.#owner = ''
    this.#reloading = false
    this.#why = why
    if (!this.#up) return
    this.#up = false
    this.#emit({ kind: 'lost', why })
  }

  #emit(event: ManagerEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}

const isUnitListChange = (event: ManagerEvent): boolean =>
  event.kind === 'new' || event.kind === 'removed'

/** Asks for signals; null where they come now. */
async function subscribe(connection: BusConnection): Promise<QuiesceError | null> {
  const asked = await connection.call(managerCall('Subscribe', 'follow the units'))
  if (asked.ok || isBusError(asked.error, `${systemdName}.AlreadySubscribed`)) return null
  return asked.error
}

const reasonOf = (error: QuiesceError): string => error.cause ?? error.message

const describeAway = (call: BusCall, why: string): QuiesceError => ({
  code: 'backend-failed',
  message: `Quiesce could not ${call.purpose}: systemd does not answer now. Nothing was sent.`,
  next: 'Try again in a moment: Quiesce connects again by itself as soon as systemd is back.',
  cause: why,
})
