/**
 * Services whose processes Quiesce itself holds, for stacks or a core. Who looked meanwhile would find
 * its own tool: traced, by gdb, and nothing moves.
 */
export class StandStill {
  readonly #held = new Map<string, Promise<unknown>>()

  /** Does it once `quiet` says that no look is under way; who would look waits until it is done. */
  during<T>(target: string, quiet: () => Promise<unknown>, act: () => Promise<T>): Promise<T> {
    const before = this.#held.get(target) ?? Promise.resolve()
    const done = before.then(quiet).then(act)
    const forget = (): void => {
      if (this.#held.get(target) === over) this.#held.delete(target)
    }
    // Who asked hears of a failure; who waits does not.
    const over: Promise<void> = done.then(forget, forget)
    this.#held.set(target, over)
    return done
  }

  /** Resolves when nothing of it is held: true where that had to be waited for. */
  async over(target: string): Promise<boolean> {
    let waited = false
    for (let held = this.#held.get(target); held !== undefined; held = this.#held.get(target)) {
      waited = true
      await held
    }
    return waited
  }
}
