/** The manager of one unit as a run sees it, held in a test's hand. */
import type { UnitControl, WholeKill } from '../../electron/engine/stop-runner/ports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Member } from '../../shared/process.ts'
import type { Moment } from '../../shared/run.ts'
import type { RunUnit, UnitState } from '../../shared/unit.ts'
import { makeUnit } from './unit.ts'

type Act = 'stop' | 'kill' | 'move'

/** It carries nothing out by itself: what a call leads to, the test says in `on`. */
export class FakeUnitControl implements UnitControl {
  unit: RunUnit | null = makeUnit()
  /** How the whole unit can be killed for each scope; a scope that is absent has no such way. */
  whole: Partial<Record<'main' | 'group' | 'all', WholeKill['whom']>> = {}
  /** What becomes of an accepted call, before it is answered. */
  on: (act: Act) => void = () => undefined
  /** What `tidy` says, and how often it was asked. */
  stays: string | null = null
  tidied = 0
  readonly refuses = new Map<Act, QuiesceError>()
  /** Calls in order: `stop iguana.socket`, `move never`, `kill all`. */
  readonly calls: string[] = []
  readonly #log: string[]
  readonly #listeners = new Set<(sentence?: string) => void>()
  #gate: Promise<void> = Promise.resolve()

  /** `log` is where calls stand among everything else that happens. */
  constructor(log: string[] = []) {
    this.#log = log
  }

  /** So much of the unit is different now, and its followers hear of it. */
  change(state: Partial<UnitState>, more: Partial<RunUnit> = {}): void {
    const { unit } = this
    if (unit === null) throw new Error('there is no unit to change')
    this.unit = { ...unit, ...more, state: { ...unit.state, ...state } }
    for (const listener of [...this.#listeners]) listener()
  }

  /** The manager says something that no state of the unit shows. */
  say(sentence: string): void {
    for (const listener of [...this.#listeners]) listener(sentence)
  }

  /** Answers wait until the returned function is called. */
  delay(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#gate = promise
    return () => {
      resolve(undefined)
    }
  }

  followers(): number {
    return this.#listeners.size
  }

  current(): RunUnit | null {
    return this.unit
  }

  follow(listener: (sentence?: string) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  stop(also: readonly string[]): Promise<Result<null>> {
    return this.#answer('stop', ['stop', ...also].join(' '))
  }

  wholeKill(scope: 'main' | 'group' | 'all', kept: readonly Member[]): WholeKill | null {
    const whom = this.whole[scope]
    if (whom === undefined || (whom === 'all' && kept.length > 0)) return null
    return { how: `a kill of ${whom}`, whom, kill: () => this.#answer('kill', `kill ${whom}`) }
  }

  async moveDeadline(to: Moment | 'never'): Promise<Result<RunUnit>> {
    const movedTo = to === 'never' ? to : to.wall
    const moved = await this.#answer('move', `move ${movedTo}`)
    if (!moved.ok) return moved
    if (this.unit === null) throw new Error('there is no unit to move')
    this.unit = { ...this.unit, movedTo }
    return ok(this.unit)
  }

  tidy(): Promise<string | null> {
    this.tidied += 1
    return Promise.resolve(this.stays)
  }

  async #answer(act: Act, call: string): Promise<Result<null>> {
    this.calls.push(call)
    this.#log.push(call)
    await this.#gate
    const error = this.refuses.get(act)
    if (error !== undefined) return fail(error)
    this.on(act)
    return ok(null)
  }
}
