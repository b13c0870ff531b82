/**
 * A bus daemon of a test: a Unix socket in a folder of its own and the real wire format, with
 * answers that the test writes. It routes nothing and knows no match rules: what it is told to send
 * goes to everybody who is connected.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection, messageType, type DBusConnection, type Message } from 'dbus-native'

/** What a call is answered with. */
export type Answer =
  | { readonly signature?: string; readonly body?: readonly unknown[] }
  /** The bus daemon's own word, where no sender is named. */
  | { readonly error: string; readonly text?: string; readonly sender?: string }
  /** Nothing is said. */
  | 'silence'
  /** The connection goes before an answer. */
  | 'hang-up'

export interface SignalSent {
  readonly sender?: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

type Answerer = (call: Message) => Answer

export class FakeBus {
  readonly folder = mkdtempSync(join(tmpdir(), 'quiesce-bus-'))
  readonly socket = join(this.folder, 'bus')
  /** Calls in their order, of all connections. */
  readonly calls: Message[] = []
  /** Connections made so far. */
  connections = 0
  readonly #answerers = new Map<string, Answerer>()
  readonly #open = new Map<Socket, DBusConnection>()
  #server: Server | null = null
  #waiting: (() => void)[] = []
  #serial = 1000

  static async start(): Promise<FakeBus> {
    const bus = new FakeBus()
    bus.answer('Hello', () => ({ signature: 's', body: [`:1.${bus.connections}`] }))
    bus.answer('AddMatch', () => ({}))
    await bus.listen()
    return bus
  }

  /** Says how calls of a method are answered; one without is answered with UnknownMethod. */
  answer(member: string, answerer: Answerer): void {
    this.#answerers.set(member, answerer)
  }

  /** Calls of one method. */
  made(member: string): Message[] {
    return this.calls.filter((call) => call.member === member)
  }

  /** Resolves as soon as it holds; asked again after every call and connection. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    }
  }

  send(signal: SignalSent): void {
    for (const connection of this.#open.values()) {
      connection.message(this.#message({ ...signal, type: messageType.signal }, signal.body))
    }
  }

  openConnections(): number {
    return this.#open.size
  }

  /** Writes bytes that are no message. */
  sendGarbage(): void {
    for (const socket of this.#open.keys()) socket.write('this is no message at all')
  }

  /** Breaks every connection; new ones are still accepted. */
  hangUp(): void {
    for (const socket of this.#open.keys()) socket.destroy()
    this.#open.clear()
  }

  /** Accepts again after `stop`. */
  async listen(): Promise<void> {
    this.#server = createServer((socket) => {
      this.#accept(socket)
    }).listen(this.socket)
    await once(this.#server, 'listening')
  }

  /** Breaks every connection and accepts no more: the socket's file goes. */
  async stop(): Promise<void> {
    this.hangUp()
    const server = this.#server
    this.#server = null
    if (server === null) return
    server.close()
    await once(server, 'close')
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }

  #accept(socket: Socket): void {
    this.connections += 1
    const connection = createConnection({ stream: socket, server: true })
    this.#open.set(socket, connection)
    connection
      .on('message', (message) => {
        this.#take(socket, connection, message)
      })
      .on('error', () => {
        // The other side went; `close` follows.
      })
      .on('close', () => {
        this.#open.delete(socket)
        this.#wake()
      })
    this.#wake()
  }

  #take(socket: Socket, connection: DBusConnection, call: Message): void {
    this.calls.push(call)
    const answerer = this.#answerers.get(call.member ?? '')
    const answer = answerer?.(call) ?? { error: 'org.freedesktop.DBus.Error.UnknownMethod' }
    if (answer === 'hang-up') socket.destroy()
    else if (answer !== 'silence') connection.message(this.#reply(call, answer))
    this.#wake()
  }

  #reply(call: Message, answer: Exclude<Answer, string>): Message {
    const to: Message = { sender: 'org.freedesktop.DBus', replySerial: call.serial ?? 0 }
    if ('error' in answer) {
      const { error: errorName, text = '', sender = 'org.freedesktop.DBus' } = answer
      const error: Message = { ...to, sender, type: messageType.error, errorName, signature: 's' }
      return this.#message(error, [text])
    }
    const { signature, body } = answer
    const typed = signature === undefined ? {} : { signature }
    return this.#message({ ...to, ...typed, type: messageType.methodReturn }, body)
  }

  #message(header: Omit<Message, 'body'>, body: readonly unknown[] = []): Message {
    this.#serial += 1
    return { ...header, serial: this.#serial, body: [...body] }
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
