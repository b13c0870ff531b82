/** logind, asked over the system bus for as long as one request takes. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { isBusError } from '../os/dbus/bus-error.ts'
import { connectToBus } from '../os/dbus/connection.ts'
import type { BusCaller } from '../os/dbus/ports.ts'
import type { Clock } from '../os/ports.ts'
import {
  parseInhibitors,
  parseScheduled,
  parseSession,
  parseSessions,
  type ShutdownInhibitor,
} from '../parse/logind.ts'
import {
  cancelScheduled,
  canReboot,
  listInhibitors,
  listSessions,
  readScheduled,
  readSession,
  rebootPlainly,
  rebootWithFlags,
  scheduleReboot,
  setWallMessage,
} from './messages.ts'

/** `challenge`: after a password. `na`: this machine cannot. */
export type CanReboot = 'yes' | 'no' | 'challenge' | 'na'

export interface LoggedIn {
  readonly user: string
  readonly where: string
  readonly since: number | null
}

/** What Quiesce asks of logind. */
export interface Logind {
  canReboot(): Promise<Result<CanReboot>>
  people(): Promise<Result<readonly LoggedIn[]>>
  inhibitors(): Promise<Result<readonly ShutdownInhibitor[]>>
  scheduled(): Promise<Result<{ readonly at: number; readonly type: string } | null>>
  announce(message: string): Promise<Result<null>>
  schedule(at: number): Promise<Result<null>>
  reboot(skipInhibitors: boolean): Promise<Result<null>>
  /** False where nothing was planned. */
  cancel(): Promise<Result<boolean>>
}

const noLogind = (cause: string): QuiesceError => ({
  code: 'not-available',
  message: 'systemd-logind cannot be asked here, so no reboot can be planned from Quiesce.',
  next: 'Use this machine’s own command, such as `reboot`, when it suits.',
  cause,
})

/** Connects, uses, and lets go. `not-available` where there is no bus. */
export async function withLogind<T>(
  socket: string,
  clock: Clock,
  use: (logind: Logind) => Promise<Result<T>>,
): Promise<Result<T>> {
  const events = { onSignal: () => undefined, onLost: () => undefined }
  const connected = await connectToBus(socket, clock, events)
  if (!connected.ok) return fail(noLogind(connected.error))
  try {
    return await use(new BusLogind(connected.value))
  } finally {
    await connected.value.close()
  }
}

const busError = 'org.freedesktop.DBus.Error.'
const isAbsent = (error: QuiesceError): boolean =>
  ['ServiceUnknown', 'NameHasNoOwner'].some((name) => isBusError(error, busError + name))
/** A logind that does not know the method, or not the flag. */
const isTooOld = (error: QuiesceError): boolean =>
  ['UnknownMethod', 'InvalidArgs'].some((name) => isBusError(error, busError + name))

class BusLogind implements Logind {
  readonly #bus: BusCaller

  constructor(bus: BusCaller) {
    this.#bus = bus
  }

  async canReboot(): Promise<Result<CanReboot>> {
    const reply = await this.#bus.call(canReboot)
    if (!reply.ok) return isAbsent(reply.error) ? fail(noLogind(reply.error.cause ?? '')) : reply
    const [word] = reply.value
    const isWord = (value: unknown): value is CanReboot =>
      ['yes', 'no', 'challenge', 'na'].includes(String(value))
    return ok(isWord(word) ? word : 'no')
  }

  async people(): Promise<Result<readonly LoggedIn[]>> {
    const reply = await this.#bus.call(listSessions)
    if (!reply.ok) return reply
    const people: LoggedIn[] = []
    for (const { user, seat, path } of parseSessions(reply.value)) {
      const read = await this.#bus.call(readSession(path))
      // It logged out meanwhile.
      if (!read.ok) continue
      const facts = parseSession(read.value[0])
      if (/^(?:greeter|manager|background)/.test(facts.class)) continue
      people.push({ user, where: facts.where || seat, since: facts.since })
    }
    return ok(people)
  }

  async inhibitors(): Promise<Result<readonly ShutdownInhibitor[]>> {
    const reply = await this.#bus.call(listInhibitors)
    return reply.ok ? ok(parseInhibitors(reply.value)) : reply
  }

  async scheduled(): Promise<Result<{ readonly at: number; readonly type: string } | null>> {
    const reply = await this.#bus.call(readScheduled)
    return reply.ok ? ok(parseScheduled(reply.value[0])) : reply
  }

  announce(message: string): Promise<Result<null>> {
    return this.#act(setWallMessage(message))
  }

  schedule(at: number): Promise<Result<null>> {
    return this.#act(scheduleReboot(at))
  }

  async reboot(skipInhibitors: boolean): Promise<Result<null>> {
    const done = await this.#act(rebootWithFlags(skipInhibitors))
    return done.ok || !isTooOld(done.error) ? done : this.#act(rebootPlainly)
  }

  async cancel(): Promise<Result<boolean>> {
    const reply = await this.#bus.call(cancelScheduled)
    return reply.ok ? ok(reply.value[0] === true) : reply
  }

  async #act(call: Parameters<BusCaller['call']>[0]): Promise<Result<null>> {
    const reply = await this.#bus.call(call)
    return reply.ok ? ok(null) : reply
  }
}
