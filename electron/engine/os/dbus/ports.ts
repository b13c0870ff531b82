/** What we want from a message bus (D-Bus specification 0.43), as interfaces. */
import type { Result } from '../../../../shared/errors.ts'

/** One method call. */
export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly iface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
  /** What it is for, to say so when it fails: an infinitive ("stop nginx.service"). */
  readonly purpose: string
  /**
   * A call that changes something: the polkit action that it needs. The other side may then ask the
   * person for a password (ALLOW_INTERACTIVE_AUTHORIZATION), and a failure in mid-call says that it
   * may have been carried out. Null for a call that only reads.
   */
  readonly polkitAction: string | null
  readonly timeoutMs: number
  /** Called as the answer comes off the wire, before any signal behind it; not for an error. */
  readonly onAnswer?: (() => void) | undefined
}

/** One signal as it came off the wire. */
export interface BusSignal {
  /** Unique name of whoever sent it; the bus daemon vouches for it. */
  readonly sender: string
  readonly path: string
  readonly iface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** What a connection tells; synchronously, in the order of the wire. */
export interface ConnectionEvents {
  readonly onSignal: (signal: BusSignal) => void
  /** Once, after every call in flight has been answered with an error. Not after `close`. */
  readonly onLost: (why: string) => void
}

/** Whoever can be called: one connection, or the lasting bus over it. */
export interface BusCaller {
  /** The values of the reply. A call is put on the wire once at most; nobody repeats it. */
  call(call: BusCall): Promise<Result<readonly unknown[]>>
}

/** One connection to a bus, until it goes. */
export interface BusConnection extends BusCaller {
  /** Gives it up at once, as if it had been lost. */
  drop(why: string): void
  /** Lets it go after what was written has left. */
  close(): Promise<void>
}

/** A bus that is reconnected to whenever it went away. */
export interface Bus extends BusCaller {
  connected(): boolean
  close(): Promise<void>
}
