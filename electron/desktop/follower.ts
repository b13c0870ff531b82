/** Follows the engine for what the desktop shows outside its window. */
import type { Client, PushedEvent, RequestOutputs } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import type { Place } from './place.ts'
import {
  nothingKnown,
  takeEvent,
  takeLook,
  takeReading,
  type Reading,
  type Snapshot,
} from './snapshot.ts'

/** One step: what was known before, what is known now, and the event that came between. */
export interface Change {
  readonly before: Snapshot
  readonly now: Snapshot
  /** null: read anew, or looked at by a person. */
  readonly event: PushedEvent | null
}

export interface FollowerPorts {
  readonly client: Client
  readonly onChange: (change: Change) => void
  /** Something could not be read, as a sentence. */
  readonly report: (sentence: string) => void
}

export class Follower {
  readonly #ports: FollowerPorts
  readonly #unsubscribe: () => void
  #snapshot: Snapshot = nothingKnown

  constructor(ports: FollowerPorts) {
    this.#ports = ports
    this.#unsubscribe = ports.client.subscribe((event) => {
      this.#step(takeEvent(this.#snapshot, event), event)
      if (this.#lostFavourite(event)) void this.#readRows()
    })
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /** Reads everything anew: at start, and after the machine slept. */
  async read(): Promise<void> {
    const { client } = this.#ports
    const [host, settings, runs, orders] = await Promise.all([
      client.request('host.info', {}),
      client.request('settings.get', {}),
      client.request('run.list', {}),
      client.request('order.list', {}),
    ])
    this.#step(
      takeReading(this.#snapshot, {
        ...nothingRead,
        host: this.#valueOf(host)?.hostName ?? null,
        settings: this.#valueOf(settings)?.settings ?? null,
        runs: this.#valueOf(runs),
        orders: this.#valueOf(orders),
      }),
    )
    await this.#readRows()
  }

  /** A person is looking at this place. */
  looked(at: Place | null): void {
    this.#step(takeLook(this.#snapshot, at))
  }

  /** Our own files were replaced. */
  updated(): void {
    this.#step({ ...this.#snapshot, updated: true })
  }

  close(): void {
    this.#unsubscribe()
  }

  async #readRows(): Promise<void> {
    // Favourites that nothing runs of are left out of the short list.
    const list = await this.#ports.client.request('services.list', { all: true })
    const rows = this.#valueOf(list)?.rows ?? null
    this.#step(takeReading(this.#snapshot, { ...nothingRead, rows }))
  }

  /** A favourite that leaves the short list may still be in the long one, which is not pushed. */
  #lostFavourite(event: PushedEvent): boolean {
    const { favourites } = this.#snapshot.settings
    if (event.name === 'settings') return favourites.some((one) => !this.#snapshot.rows.has(one))
    if (event.name !== 'services') return false
    return event.payload.removed.some((target) => favourites.includes(target))
  }

  /** An engine without settings of its own says so, and the defaults hold: that is no news. */
  #valueOf<T extends RequestOutputs[keyof RequestOutputs]>(answer: Result<T>): T | null {
    if (answer.ok) return answer.value
    if (answer.error.code !== 'not-available') this.#ports.report(answer.error.message)
    return null
  }

  #step(now: Snapshot, event: PushedEvent | null = null): void {
    const before = this.#snapshot
    this.#snapshot = now
    if (event !== null || before !== now) this.#ports.onChange({ before, now, event })
  }
}

const nothingRead: Reading = { host: null, settings: null, runs: null, orders: null, rows: null }
