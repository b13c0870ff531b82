/**
 * What is known of the units of one manager: listed once, then followed by its signals. Reading is
 * synchronous, as all looks are; what a look needs in detail is loaded before it.
 */
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import { later } from '../../../../shared/moment.ts'
import { nextRelated } from '../../decide/unit/impact.ts'
import type { Clock } from '../../os/ports.ts'
import type { ManagerEvent, SystemdManager, UnitListing } from '../../os/systemd/ports.ts'
import {
  mergeProperties,
  parseUnit,
  type RawProperties,
  type UnitFacts,
} from '../../parse/unit-properties.ts'
import { lacksCgroup, ToldMeanwhile, unloaded } from './told-meanwhile.ts'

interface Entry {
  raw: RawProperties
  /** Every property was read; else only what a list and the signals told. */
  loaded: boolean
  /** The manager has it in memory. */
  listed: boolean
  facts: UnitFacts | null
}

/** Units that appear together (a target starting) are asked about together. Milliseconds. */
const gatherNewMs = 100
/** The closure of what stops with a unit is walked so deep, and so far. */
const deepest = 8
const mostRelated = 500

const rawOf = (listing: UnitListing): RawProperties => ({
  Id: listing.name,
  Description: listing.description,
  LoadState: listing.loadState,
  ActiveState: listing.activeState,
  SubState: listing.subState,
  // Whom it had before it ended, while nobody listened, is gone.
  ...(listing.activeState === 'inactive' ? { MainPID: 0, ControlPID: 0 } : {}),
})

const unknownUnit = (name: string): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no unit ${name}.`,
  next: 'Look with `quiesce list --all` at the units of this machine.',
})

export class UnitBook {
  readonly manager: SystemdManager
  readonly #clock: Clock
  readonly #entries = new Map<string, Entry>()
  readonly #aliases = new Map<string, string>()
  readonly #listeners = new Set<(unit: string) => void>()
  readonly #new = new Set<string>()
  readonly #hearing = new Set<ToldMeanwhile>()
  readonly #unsubscribe: () => void
  #opened: Promise<void> | null = null
  readonly #problems = new Map<string, QuiesceError>()
  #activatable: readonly string[] = []
  #disarm: (() => void) | null = null

  constructor(manager: SystemdManager, clock: Clock) {
    this.manager = manager
    this.#clock = clock
    this.#unsubscribe = manager.onEvent((event) => {
      this.#take(event)
    })
  }

  /** Lists the units once; later calls wait for the same list. */
  open(): Promise<void> {
    this.#opened ??= this.#list()
    return this.#opened
  }

  /** Bus names that a call would start (D-Bus activation), as last read. */
  activatable(): readonly string[] {
    return this.#activatable
  }

  /** Why a unit that is not known could not be read; null where it was, or nobody asked. */
  problem(name: string): QuiesceError | null {
    return this.#problems.get(name) ?? null
  }

  /** Names of the services that the manager has in memory and that exist: others name some that do not. */
  services(): readonly string[] {
    return [...this.#entries]
      .filter(
        ([name, { listed, raw }]) =>
          listed && name.endsWith('.service') && raw['LoadState'] !== 'not-found',
      )
      .map(([name]) => name)
  }

  /** What is known of a unit now; with little detail where it was only listed. */
  get(name: string): UnitFacts | null {
    const entry = this.#entries.get(this.#aliases.get(name) ?? name)
    if (entry === undefined) return null
    entry.facts ??= parseUnit(entry.raw, this.manager.manager)
    return entry.facts
  }

  /** Reads every property of a unit anew. `unknown-target` where it does not exist. */
  load(name: string): Promise<Result<UnitFacts>> {
    return this.#hearWhile(this.manager.readUnit(name), (read, told) =>
      this.#takeUnit(name, read, told),
    )
  }

  #takeUnit(name: string, read: Result<RawProperties>, told: ToldMeanwhile): Result<UnitFacts> {
    if (!read.ok) {
      this.#problems.set(name, read.error)
      return read
    }
    this.#problems.delete(name)
    const own = parseUnit(read.value, this.manager.manager).name
    const raw = told.bringUpToDate(own, read.value)
    const facts = parseUnit(raw, this.manager.manager)
    if (facts.loadState === 'not-found' && facts.state.activeState === 'inactive') {
      return fail(unknownUnit(name))
    }
    const listed = this.#entries.get(facts.name)?.listed ?? false
    this.#entries.set(facts.name, { raw, loaded: true, listed, facts })
    for (const alias of [name, ...facts.names]) this.#aliases.set(alias, facts.name)
    return ok(facts)
  }

  /** Loads what stops with a unit or brings it back, transitively. */
  async loadAround(name: string): Promise<void> {
    const seen = new Set([name])
    let ring = [name]
    const names = await this.manager.activatableNames()
    if (names.ok) this.#activatable = names.value
    for (let depth = 0; depth < deepest && ring.length > 0; depth += 1) {
      const next = ring.flatMap((unit) => {
        const facts = this.get(unit)
        return facts ? nextRelated(facts) : []
      })
      ring = [...new Set(next)].filter((unit) => !seen.has(unit)).slice(0, mostRelated - seen.size)
      for (const unit of ring) seen.add(unit)
      await Promise.all(ring.map((unit) => this.load(unit)))
    }
  }

  /** Calls back with the name of each unit that changed, until the returned function is called. */
  onChange(listener: (unit: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#disarm?.()
    this.#unsubscribe()
    this.#listeners.clear()
  }

  async #list(): Promise<void> {
    const running = await this.#hearWhile(this.manager.listUnits(), (listed, told) =>
      // Not reachable now: the manager tells when it is back, and the list is made then.
      listed.ok ? this.#takeList(listed.value, told) : [],
    )
    const reading = this.manager.readProperty(running, 'MainPID')
    await this.#hearWhile(reading, (mains, told) => {
      for (const [name, MainPID] of mains) {
        if (!told.isRemoved(name)) this.#merge(name, told.bringUpToDate(name, { MainPID }), true)
      }
    })
  }

  /** The answer names the services that run. */
  #takeList(listed: readonly UnitListing[], told: ToldMeanwhile): readonly string[] {
    const names = new Set(listed.map((unit) => unit.name))
    for (const [name, entry] of this.#entries) {
      if (!names.has(name) && entry.listed && !told.isThere(name)) this.#forget(name, entry)
    }
    for (const listing of listed) {
      const { name } = listing
      if (!told.isRemoved(name)) this.#merge(name, told.bringUpToDate(name, rawOf(listing)), true)
    }
    return listed
      .filter((unit) => unit.name.endsWith('.service') && unit.activeState !== 'inactive')
      .map((unit) => unit.name)
  }

  /** Waits for an answer and listens, up to the very moment at which the answer is taken in. */
  async #hearWhile<T, R>(
    reading: Promise<T>,
    take: (answer: T, told: ToldMeanwhile) => R,
  ): Promise<R> {
    const told = new ToldMeanwhile()
    this.#hearing.add(told)
    try {
      return take(await reading, told)
    } finally {
      this.#hearing.delete(told)
    }
  }

  #take(event: ManagerEvent): void {
    for (const told of this.#hearing) told.take(event)
    switch (event.kind) {
      case 'changed':
        this.#merge(event.unit, event.properties, this.#entries.get(event.unit)?.listed ?? true)
        this.#lookForCgroup(event.unit)
        break
      case 'new':
        this.#gatherNew(event.unit)
        break
      case 'removed':
        this.#new.delete(event.unit)
        this.#forget(event.unit, this.#entries.get(event.unit))
        break
      case 'reloaded':
      case 'back':
        void this.#readAgain()
        break
      case 'job-removed':
        this.#tell(event.unit)
        break
      case 'lost':
        break
    }
  }

  /** After a reload, or a while without signals: what was known may be stale. */
  async #readAgain(): Promise<void> {
    await this.#list()
    const loaded = [...this.#entries].filter(([, entry]) => entry.loaded).map(([name]) => name)
    for (const name of loaded) {
      await this.load(name)
      this.#tell(name)
    }
  }

  #merge(name: string, raw: RawProperties, listed: boolean): void {
    const before = this.#entries.get(name)
    const merged = mergeProperties(before?.raw ?? { Id: name, LoadState: 'loaded' }, raw)
    this.#entries.set(name, {
      raw: merged,
      loaded: before?.loaded ?? false,
      listed,
      facts: null,
    })
    this.#tell(name)
  }

  /** No signal tells of the cgroup that is made for ExecStop= where nothing of the unit ran. */
  #lookForCgroup(name: string): void {
    if (!lacksCgroup(this.get(name))) return
    void this.#hearWhile(this.manager.readProperty([name], 'ControlGroup'), (read, told) => {
      const ControlGroup = read.get(name) ?? ''
      if (ControlGroup !== '' && !told.isRemoved(name)) this.#merge(name, { ControlGroup }, true)
    })
  }

  #forget(name: string, entry: Entry | undefined): void {
    if (entry === undefined) return
    // A unit that is looked at keeps what it ended with (its Result), though it is unloaded now.
    if (entry.loaded) this.#merge(name, unloaded, false)
    else this.#entries.delete(name)
    this.#tell(name)
  }

  #gatherNew(name: string): void {
    this.#new.add(name)
    this.#disarm ??= this.#clock.at(later(this.#clock.now(), gatherNewMs), () => {
      this.#disarm = null
      void this.#readNew()
    })
  }

  async #readNew(): Promise<void> {
    const names = [...this.#new].filter((name) => name.endsWith('.service'))
    this.#new.clear()
    const properties = ['Description', 'LoadState', 'ActiveState', 'SubState', 'MainPID']
    const reading = properties.map((property) => this.manager.readProperty(names, property))
    await this.#hearWhile(Promise.all(reading), (maps, told) => {
      for (const name of names) {
        if (told.isRemoved(name)) continue
        const raw = properties.flatMap((property, at) => {
          const value = maps[at]?.get(name)
          return value === undefined ? [] : [[property, value] as const]
        })
        const answer = Object.fromEntries(raw)
        if (raw.length > 0) this.#merge(name, told.bringUpToDate(name, answer), true)
      }
    })
  }

  #tell(unit: string): void {
    for (const listener of [...this.#listeners]) listener(unit)
  }
}
