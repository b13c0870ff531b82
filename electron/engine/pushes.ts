import type { PushedEvent } from '../../shared/contract.ts'

type Listener = (event: PushedEvent) => void

/** Hands every event to every door; one that throws is left out from then on and reported. */
export class Pushes {
  readonly #listeners = new Set<Listener>()
  readonly #observers: Listener[] = []
  readonly #onBroken: (error: unknown) => void

  constructor(onBroken: (error: unknown) => void) {
    this.#onBroken = onBroken
  }

  get count(): number {
    return this.#listeners.size
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The engine's own interest in its events: it counts as nobody listening. */
  observe(observer: Listener): void {
    this.#observers.push(observer)
  }

  push(event: PushedEvent): void {
    for (const observer of this.#observers) observer(event)
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.#listeners.delete(listener)
        this.#onBroken(error)
      }
    }
  }
}
