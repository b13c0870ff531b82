/** The machine around a unit, held in a test's hand: each port records what it is asked. */
import type {
  CgroupProcess,
  Cgroups,
  Clients,
  DeadlineFiles,
  Invocations,
  LogQuery,
  UnitLog,
} from '../../electron/engine/os/systemd/ports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { identityKey, type ProcessIdentity } from '../../shared/process.ts'
import type { ConnectedClients, LogLine, UnitManager } from '../../shared/unit.ts'

interface FakeCgroup {
  readonly pids: Set<number>
  mayKill: boolean
  /** As `populated` says it; by itself where this is undefined. */
  populated: boolean | null | undefined
}

const isAtOrBelow = (path: string, top: string): boolean => `${path}/`.startsWith(`${top}/`)

/** Cgroups as a map of paths. Nothing dies by itself: `onKill` says what a kill leads to. */
export class FakeCgroups implements Cgroups {
  readonly cgroups = new Map<string, FakeCgroup>()
  /** Paths that were killed, in order; refused ones are not among them. */
  readonly killed: string[] = []
  /** The next kills are refused with this error. */
  refusesKill: QuiesceError | null = null
  onKill: (path: string) => void = (path) => {
    this.clear(path)
  }
  readonly #listeners = new Map<string, Set<() => void>>()

  /** Puts processes into a cgroup, which is there from then on, and tells those who watch it. */
  put(path: string, ...pids: readonly number[]): this {
    for (const cgroup of this.cgroups.values()) for (const pid of pids) cgroup.pids.delete(pid)
    const cgroup = this.cgroups.get(path) ?? {
      pids: new Set(),
      mayKill: true,
      populated: undefined,
    }
    for (const pid of pids) cgroup.pids.add(pid)
    this.cgroups.set(path, cgroup)
    this.tell(path)
    return this
  }

  /** Sets what a cgroup says of itself. */
  set(path: string, facts: Partial<Pick<FakeCgroup, 'mayKill' | 'populated'>>): void {
    this.put(path)
    const cgroup = this.cgroups.get(path)
    if (cgroup) Object.assign(cgroup, facts)
  }

  /** Takes a process out of wherever it is. */
  take(pid: number): void {
    for (const [path, { pids }] of this.cgroups) if (pids.delete(pid)) this.tell(path)
  }

  /** Takes everybody out of a cgroup and of all below. */
  clear(path: string): void {
    for (const { pid } of this.processes(path)) this.take(pid)
  }

  /** The cgroup and all below are gone, as when their unit is. */
  remove(path: string): void {
    for (const at of [...this.cgroups.keys()]) if (isAtOrBelow(at, path)) this.cgroups.delete(at)
    this.tell(path)
  }

  /** Calls those who watch the cgroup, or one above it. */
  tell(path: string): void {
    for (const [watched, listeners] of this.#listeners) {
      if (isAtOrBelow(path, watched)) for (const listener of [...listeners]) listener()
    }
  }

  watchers(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0)
  }

  processes(path: string): readonly CgroupProcess[] {
    return [...this.cgroups]
      .filter(([at]) => isAtOrBelow(at, path))
      .flatMap(([at, { pids }]) => [...pids].map((pid) => ({ pid, below: at.slice(path.length) })))
      .sort((a, b) => a.pid - b.pid)
  }

  populated(path: string): boolean | null {
    const cgroup = this.cgroups.get(path)
    if (cgroup === undefined) return null
    return cgroup.populated === undefined ? this.processes(path).length > 0 : cgroup.populated
  }

  mayKill(path: string): boolean {
    return this.cgroups.get(path)?.mayKill ?? false
  }

  kill(path: string): Result<null> {
    if (this.refusesKill !== null) return fail(this.refusesKill)
    this.killed.push(path)
    this.onKill(path)
    return ok(null)
  }

  watch(path: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(path) ?? new Set()
    this.#listeners.set(path, listeners)
    const own = (): void => {
      listener()
    }
    listeners.add(own)
    return () => {
      listeners.delete(own)
    }
  }
}

/** Invocations by identity or by pid; '' for everybody else. */
export class FakeInvocations implements Invocations {
  readonly invocations = new Map<string | number, string | null>()
  readonly asked: ProcessIdentity[] = []

  set(of: ProcessIdentity | number, invocation: string | null): this {
    this.invocations.set(typeof of === 'number' ? of : identityKey(of), invocation)
    return this
  }

  of(identity: ProcessIdentity): string | null {
    this.asked.push(identity)
    const exact = this.invocations.get(identityKey(identity))
    const known = exact === undefined ? this.invocations.get(identity.pid) : exact
    return known === undefined ? '' : known
  }
}

/** Connections by port, or the reason why they are unknown. */
export class FakeClients implements Clients {
  /** Peers of each port, one entry a connection. */
  readonly peers = new Map<number, readonly string[]>()
  unknown: string | null = null
  readonly asked: (readonly number[])[] = []

  connectedTo(ports: readonly number[]): readonly ConnectedClients[] | string {
    this.asked.push(ports)
    if (this.unknown !== null) return this.unknown
    return ports.flatMap((port) => {
      const list = this.peers.get(port) ?? []
      const peers = [...Map.groupBy(list, (address) => address)]
      const counted = peers.map(([address, same]) => ({ address, count: same.length }))
      return list.length === 0 ? [] : [{ port, count: list.length, peers: counted }]
    })
  }
}

interface WaitingQuery {
  readonly query: LogQuery
  readonly resolve: (answer: Result<readonly LogLine[]>) => void
}

/** Lines of units. A question that may wait is answered by the next line, or by `endWaits`. */
export class FakeUnitLog implements UnitLog {
  readonly lines = new Map<string, LogLine[]>()
  readonly asked: LogQuery[] = []
  /** Every question is refused with this error. */
  refuses: QuiesceError | null = null
  #waiting: WaitingQuery[] = []
  #lastCursor = 0

  /** Adds a line; its cursor is a number that grows. */
  say(unit: string, line: Partial<LogLine> = {}): LogLine {
    this.#lastCursor += 1
    const cursor = String(this.#lastCursor)
    const whole = {
      cursor,
      at: this.#lastCursor,
      level: 6,
      pid: null,
      from: unit,
      text: '',
      ...line,
    }
    this.lines.set(unit, [...(this.lines.get(unit) ?? []), whole])
    this.#answerWaiting((query) => this.#find(query).length > 0)
    return whole
  }

  /** The waits are over, without a line. */
  endWaits(): void {
    this.#answerWaiting(() => true)
  }

  waiting(): number {
    return this.#waiting.length
  }

  read(query: LogQuery): Promise<Result<readonly LogLine[]>> {
    this.asked.push(query)
    if (this.refuses !== null) return Promise.resolve(fail(this.refuses))
    const found = this.#find(query)
    if (found.length > 0 || query.waitMs === 0) return Promise.resolve(ok(found))
    return new Promise((resolve) => this.#waiting.push({ query, resolve }))
  }

  close(): Promise<void> {
    this.endWaits()
    return Promise.resolve()
  }

  #find({ unit, after, since, level, limit }: LogQuery): readonly LogLine[] {
    const all = this.lines.get(unit) ?? []
    const from = after === null ? 0 : all.findIndex(({ cursor }) => cursor === after) + 1
    const wanted = all
      .slice(from)
      .filter((line) => line.level <= level && (after !== null || line.at >= (since ?? 0)))
    return after === null ? wanted.slice(-limit) : wanted.slice(0, limit)
  }

  #answerWaiting(isDue: (query: LogQuery) => boolean): void {
    const due = this.#waiting.filter(({ query }) => isDue(query))
    this.#waiting = this.#waiting.filter((one) => !due.includes(one))
    for (const { query, resolve } of due) resolve(ok(this.#find(query)))
  }
}

/** Drop-ins as a map of paths. */
export class FakeDeadlineFiles implements DeadlineFiles {
  readonly files = new Map<string, string>()
  /** `write PATH` and `remove PATH`, in order; refused ones included. */
  readonly calls: string[] = []
  /** Why none can be written for units of this manager. */
  readonly refusals: Record<UnitManager, string | null> = { system: null, user: null }
  /** The next call is refused with this error, and only that one. */
  failNext: QuiesceError | null = null

  refusal(manager: UnitManager): string | null {
    return this.refusals[manager]
  }

  pathOf(unit: string, manager: UnitManager): string {
    return `/run/fake/${manager}/${unit}.d/zzzz-quiesce.conf`
  }

  tidyPathOf(unit: string, manager: UnitManager): string {
    return `/run/fake/${manager}/quiesce-tidy-${unit}`
  }

  write(path: string, content: string): Result<null> {
    return this.#answer(`write ${path}`, () => {
      this.files.set(path, content)
      return null
    })
  }

  remove(path: string): Result<boolean> {
    return this.#answer(`remove ${path}`, () => this.files.delete(path))
  }

  exists(path: string): boolean {
    return this.files.has(path)
  }

  list(manager: UnitManager): readonly string[] {
    const units = [...this.files.keys()].flatMap((path) => {
      const [, of, unit] = /^\/run\/fake\/(\w+)\/(?:quiesce-tidy-)?(.+?\.service)/.exec(path) ?? []
      return of === manager && unit !== undefined ? [unit] : []
    })
    return [...new Set(units)]
  }

  #answer<T>(call: string, value: () => T): Result<T> {
    this.calls.push(call)
    const error = this.failNext
    this.failNext = null
    return error === null ? ok(value()) : fail(error)
  }
}
