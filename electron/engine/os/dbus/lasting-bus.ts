import { fail, ok, type Result } from '../../../../shared/errors.ts'
import { later } from '../../../../shared/moment.ts'
import type { Clock } from '../ports.ts'
import { describeBusFailure } from './bus-error.ts'
import { connectToBus } from './connection.ts'
import type { Bus, BusCall, BusConnection, BusSignal } from './ports.ts'

/** The pause before the next try, doubled from one to the next. */
const firstPauseMs = 100
const longestPauseMs = 10_000

const addMatchMs = 10_000

/** What a lasting bus tells its owner; synchronously. */
export interface BusEvents {
  readonly onSignal: (signal: BusSignal) => void
  /**
   * Connected, and every match rule is in force; signals may have come already. A failure gives the
   * connection up, and the next one begins anew.
   */
  readonly onConnected: (connection: BusConnection) => Promise<Result<null, string>>
  /** The connection went, or could not be made. */
  readonly onLost: (why: string) => void
}

export interface BusOptions {
  readonly socket: string
  readonly clock: Clock
  /** Match rules, D-Bus specification "Match Rules": put back on every new connection. */
  readonly rules: readonly string[]
  readonly events: BusEvents
}

/**
 * Connects to a bus and stays with it: resolves after the first try, whatever it came to, and tries
 * again until it is closed. No call is ever repeated: one in flight when the connection goes fails.
 */
export async function openBus(options: BusOptions): Promise<Bus> {
  const bus = new LastingBus(options)
  await bus.start()
  return bus
}

class LastingBus implements Bus {
  readonly #options: BusOptions
  #connection: BusConnection | null = null
  #why = 'not connected yet'
  #pauseMs = firstPauseMs
  #disarm: () => void = () => undefined
  #closed = false

  constructor(options: BusOptions) {
    this.#options = options
  }

  connected(): boolean {
    return this.#connection !== null
  }

  call(call: BusCall): Promise<Result<readonly unknown[]>> {
    if (this.#connection !== null) return this.#connection.call(call)
    const name = 'org.freedesktop.DBus.Error.NoServer'
    const failure = { name, text: this.#why, fromCalled: false }
    return Promise.resolve(fail(describeBusFailure(call, failure)))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#disarm()
    const connection = this.#connection
    this.#connection = null
    await connection?.close()
  }

  async start(): Promise<void> {
    const { socket, clock, events } = this.#options
    const connected = await connectToBus(socket, clock, {
      onSignal: events.onSignal,
      onLost: (why) => {
        this.#lose(why)
      },
    })
    if (!connected.ok) {
      this.#lose(connected.error)
    } else if (this.#closed) {
      await connected.value.close()
    } else {
      this.#connection = connected.value
      await this.#prepare(connected.value)
    }
  }

  async #prepare(connection: BusConnection): Promise<void> {
    const listening = await addRules(connection, this.#options.rules)
    const prepared = listening.ok ? await this.#options.events.onConnected(connection) : listening
    if (prepared.ok) this.#pauseMs = firstPauseMs
    else connection.drop(prepared.error)
  }

  #lose(why: string): void {
    this.#connection = null
    this.#why = why
    if (this.#closed) return
    const { clock, events } = this.#options
    this.#disarm = clock.at(later(clock.now(), this.#pauseMs), () => void this.start())
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
    events.onLost(why)
  }
}

async function addRules(
  connection: BusConnection,
  rules: readonly string[],
): Promise<Result<null, string>> {
  for (const rule of rules) {
    const added = await connection.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      iface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [rule],
      purpose: 'listen to the bus',
      polkitAction: null,
      timeoutMs: addMatchMs,
    })
    if (!added.ok) return fail(added.error.cause ?? added.error.message)
  }
  return ok(null)
}
