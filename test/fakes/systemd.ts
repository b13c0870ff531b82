/** A manager of units that a test holds in its hand: no bus, no systemd. */
import type {
  KillWhom,
  ManagerEvent,
  SystemdManager,
  UnitListing,
} from '../../electron/engine/os/systemd/ports.ts'
import type { TransientUnit } from '../../electron/engine/decide/unit/transient.ts'
import type { RawProperties } from '../../electron/engine/parse/unit-properties.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { UnitManager } from '../../shared/unit.ts'

/** The calls of the interface that can be scripted, by name. */
export type ManagerCall =
  | 'listUnits'
  | 'readUnit'
  | 'stopUnit'
  | 'startUnit'
  | 'startTransient'
  | 'killUnit'
  | 'resetFailed'
  | 'freezeUnit'
  | 'thawUnit'
  | 'reload'
  | 'activatableNames'

/** One call that was made, with what it was about (`['nginx.service', 'main', 15]`). */
export interface RecordedCall {
  readonly call: ManagerCall | 'readProperty'
  readonly about: readonly (string | number)[]
}

/**
 * Units are raw property maps, merged as `readUnit` answers them. It carries nothing out: what a
 * call leads to is the test's to say, in `on` or by `set` and `emit`.
 */
export class FakeManager implements SystemdManager {
  readonly manager: UnitManager
  readonly units = new Map<string, RawProperties>()
  /** Every call in its order, refused ones included. */
  readonly calls: RecordedCall[] = []
  /** What the bus could start. */
  names: readonly string[] = []
  /** Called after an accepted call was recorded, before it is answered. */
  on: (call: RecordedCall) => void = () => undefined
  /** The last transient unit that was asked for. */
  transient: TransientUnit | null = null
  #failures: { call: ManagerCall; error: QuiesceError }[] = []
  #listeners = new Set<(event: ManagerEvent) => void>()
  #connected = true
  #lastJob = 0

  constructor(
    manager: UnitManager = 'system',
    units: Readonly<Record<string, RawProperties>> = {},
  ) {
    this.manager = manager
    for (const [name, properties] of Object.entries(units)) this.set(name, properties)
  }

  /** Adds a unit, or changes some of its properties; says nothing to anybody. */
  set(unit: string, properties: RawProperties): void {
    const basics = { Id: unit, LoadState: 'loaded', ActiveState: 'inactive', SubState: 'dead' }
    this.units.set(unit, { ...basics, ...this.units.get(unit), ...properties })
  }

  /** Changes a unit and tells of just that, as PropertiesChanged does. */
  change(unit: string, properties: RawProperties): void {
    this.set(unit, properties)
    this.emit({ kind: 'changed', unit, properties })
  }

  /** Unloads a unit and tells of it. */
  unload(unit: string): void {
    this.units.delete(unit)
    this.emit({ kind: 'removed', unit })
  }

  emit(event: ManagerEvent): void {
    if (event.kind === 'lost') this.#connected = false
    if (event.kind === 'back') this.#connected = true
    for (const listener of [...this.#listeners]) listener(event)
  }

  /** The next call of this name is refused with this error, and only that one. */
  failNext(call: ManagerCall, error: QuiesceError): void {
    this.#failures.push({ call, error })
  }

  /** What was called by this name, without the name. */
  made(call: RecordedCall['call']): readonly RecordedCall['about'][] {
    return this.calls.filter((made) => made.call === call).map(({ about }) => about)
  }

  listeners(): number {
    return this.#listeners.size
  }

  version(): string {
    return '252.38-1~deb12u1'
  }

  connected(): boolean {
    return this.#connected
  }

  listUnits(): Promise<Result<readonly UnitListing[]>> {
    return this.#answer('listUnits', [], () => [...this.units].map(listOne))
  }

  readUnit(unit: string): Promise<Result<RawProperties>> {
    return this.#answer('readUnit', [unit], () => this.units.get(unit) ?? notFound(unit))
  }

  readProperty(units: readonly string[], property: string): Promise<ReadonlyMap<string, unknown>> {
    this.calls.push({ call: 'readProperty', about: [...units, property] })
    const values = units.flatMap((unit): [string, unknown][] => {
      const properties = this.units.get(unit) ?? notFound(unit)
      return this.#connected && property in properties ? [[unit, properties[property]]] : []
    })
    return Promise.resolve(new Map(values))
  }

  stopUnit(unit: string, onAccepted: () => void = () => undefined): Promise<Result<string>> {
    return this.#answerJob('stopUnit', unit, onAccepted)
  }

  startUnit(unit: string): Promise<Result<string>> {
    return this.#answerJob('startUnit', unit)
  }

  startTransient(unit: TransientUnit): Promise<Result<string>> {
    this.transient = unit
    return this.#answerJob('startTransient', unit.name)
  }

  killUnit(unit: string, whom: KillWhom, signal: number): Promise<Result<null>> {
    return this.#answer('killUnit', [unit, whom, signal], () => null)
  }

  resetFailed(unit: string): Promise<Result<null>> {
    return this.#answer('resetFailed', [unit], () => null)
  }

  freezeUnit(unit: string): Promise<Result<null>> {
    return this.#answer('freezeUnit', [unit], () => null)
  }

  thawUnit(unit: string): Promise<Result<null>> {
    return this.#answer('thawUnit', [unit], () => null)
  }

  reload(): Promise<Result<null>> {
    return this.#answer('reload', [], () => null)
  }

  activatableNames(): Promise<Result<readonly string[]>> {
    return this.#answer('activatableNames', [], () => this.names)
  }

  onEvent(listener: (event: ManagerEvent) => void): () => void {
    const own = (event: ManagerEvent): void => {
      listener(event)
    }
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  close(): Promise<void> {
    this.#connected = false
    this.#listeners.clear()
    return Promise.resolve()
  }

  #answerJob(
    call: 'stopUnit' | 'startUnit' | 'startTransient',
    unit: string,
    onAccepted: () => void = () => undefined,
  ): Promise<Result<string>> {
    return this.#answer(call, [unit], () => {
      this.#lastJob += 1
      onAccepted()
      return `/org/freedesktop/systemd1/job/${this.#lastJob}`
    })
  }

  #answer<T>(call: ManagerCall, about: RecordedCall['about'], value: () => T): Promise<Result<T>> {
    const made = { call, about }
    this.calls.push(made)
    const index = this.#failures.findIndex((failure) => failure.call === call)
    const [failure] = index < 0 ? [] : this.#failures.splice(index, 1)
    if (failure !== undefined) return Promise.resolve(fail(failure.error))
    if (!this.#connected) return Promise.resolve(fail(awayError))
    this.on(made)
    return Promise.resolve(ok(value()))
  }
}

/** What every call says while the manager is away. */
const awayError: QuiesceError = {
  code: 'backend-failed',
  message: 'systemd does not answer now. Nothing was sent.',
  next: 'Try again in a moment.',
}

/** What systemd answers for a name that no file stands for. */
const notFound = (unit: string): RawProperties => ({
  Id: unit,
  LoadState: 'not-found',
  ActiveState: 'inactive',
  SubState: 'dead',
})

function listOne([name, properties]: [string, RawProperties]): UnitListing {
  const text = (property: string): string => {
    const value = properties[property]
    return typeof value === 'string' ? value : ''
  }
  return {
    name,
    description: text('Description'),
    loadState: text('LoadState'),
    activeState: text('ActiveState'),
    subState: text('SubState'),
    job: null,
  }
}
