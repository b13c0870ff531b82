import {
  createClient,
  messageType,
  type DBusError,
  type Message,
  type MessageBus,
} from 'dbus-native'
import { fail, ok, type Result } from '../../../../shared/errors.ts'
import { later } from '../../../../shared/moment.ts'
import type { Clock } from '../ports.ts'
import { describeBusFailure, type BusFailure } from './bus-error.ts'
import type { BusCall, BusConnection, ConnectionEvents } from './ports.ts'

/** A bus that does not greet us for so long is taken for dead. */
const greetingMs = 10_000
/** How long what was written may take to leave when we close. */
const partingMs = 1000

/** NO_AUTO_START: a call must not start what is not running. */
const noAutoStart = 2
const allowInteractiveAuthorization = 4

/** Sender of what the bus daemon itself says. */
const busName = 'org.freedesktop.DBus'

const hello: BusCall = {
  destination: busName,
  path: '/org/freedesktop/DBus',
  iface: 'org.freedesktop.DBus',
  member: 'Hello',
  purpose: 'connect to the bus',
  polkitAction: null,
  timeoutMs: greetingMs,
}

/**
 * Connects to the bus behind a socket, or says why it cannot; `onLost` is then not called.
 * dbus-native would throw from a timer when the bus does not answer its Hello, so it is told that
 * there is no bus (`direct`) and the greeting is ours.
 */
export async function connectToBus(
  socket: string,
  clock: Clock,
  events: ConnectionEvents,
): Promise<Result<BusConnection, string>> {
  let client: MessageBus
  try {
    client = createClient({ socket, direct: true, authMethods: ['EXTERNAL'], timeout: 0 })
  } catch (error) {
    return fail(String(error))
  }
  const connection = new SocketConnection(client, clock, events)
  const greeting = await connection.call(hello)
  const lost = connection.lostBecause()
  if (greeting.ok && lost === null) {
    connection.open()
    return ok(connection)
  }
  const why = lost ?? (greeting.ok ? '' : (greeting.error.cause ?? greeting.error.message))
  connection.drop(why)
  return fail(why)
}

class SocketConnection implements BusConnection {
  readonly #client: MessageBus
  readonly #clock: Clock
  readonly #events: ConnectionEvents
  #lost: string | null = null
  #phase: 'greeting' | 'open' | 'closed' = 'greeting'

  constructor(client: MessageBus, clock: Clock, events: ConnectionEvents) {
    this.#client = client
    this.#clock = clock
    this.#events = events
    let lastError: Error | null = null
    client.connection
      .on('error', (error) => {
        lastError = error
      })
      .on('close', () => {
        this.#end(lastError?.message ?? 'the bus closed the connection')
      })
      .on('message', (message) => {
        this.#takeMessage(message)
      })
  }

  /** From now on its loss is told. */
  open(): void {
    this.#phase = 'open'
  }

  lostBecause(): string | null {
    return this.#lost
  }

  async call(call: BusCall): Promise<Result<readonly unknown[]>> {
    const limit = new AbortController()
    const disarm = this.#clock.at(later(this.#clock.now(), call.timeoutMs), () => {
      limit.abort()
    })
    try {
      const failure = await this.#send(call, limit.signal)
      return failure.ok ? failure : fail(describeBusFailure(call, failure.error))
    } finally {
      disarm()
    }
  }

  drop(why: string): void {
    this.#end(why)
    this.#client.connection.stream.destroy()
  }

  close(): Promise<void> {
    const { stream } = this.#client.connection
    this.#phase = 'closed'
    if (stream.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      const disarm = this.#clock.at(later(this.#clock.now(), partingMs), () => stream.destroy())
      stream.once('close', () => {
        disarm()
        resolve()
      })
      // The other side may be stuck: it is enough that our last bytes have left.
      stream.end(() => stream.destroy())
    })
  }

  #send(call: BusCall, signal: AbortSignal): Promise<Result<readonly unknown[], BusFailure>> {
    const interactive = call.polkitAction === null ? 0 : allowInteractiveAuthorization
    const message: Message = {
      destination: call.destination,
      path: call.path,
      interface: call.iface,
      member: call.member,
      flags: noAutoStart | interactive,
    }
    if (call.signature !== undefined) {
      message.signature = call.signature
      message.body = [...(call.body ?? [])]
    }
    return new Promise((resolve) => {
      // The callback and not the promise: only it tells no value from one.
      this.#client.invoke(message, { signal }, (error: DBusError | null, ...values: unknown[]) => {
        if (error === null) {
          call.onAnswer?.()
          resolve(ok(values))
        } else {
          const text = signal.aborted ? `nothing for ${call.timeoutMs / 1000} s` : error.message
          const sender = error.reply?.sender ?? busName
          const name = error.dbusName ?? 'org.freedesktop.DBus.Error.Failed'
          resolve(fail({ name, text, fromCalled: sender !== busName }))
        }
      })
    })
  }

  #takeMessage(message: Message): void {
    if (message.type !== messageType.signal || this.#phase === 'closed') return
    const { sender = '', path = '', interface: iface = '', member = '', body = [] } = message
    this.#events.onSignal({ sender, path, iface, member, body })
  }

  #end(why: string): void {
    this.#lost ??= why
    const tell = this.#phase === 'open'
    this.#phase = 'closed'
    if (tell) this.#events.onLost(why)
  }
}
