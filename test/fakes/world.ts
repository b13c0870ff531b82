/** A whole machine made up: a clock that is moved by hand, processes that obey orders, a journal. */
import type {
  HeldProcess,
  HoldRefusal,
  SendResult,
  Signaller,
} from '../../electron/engine/os/ports.ts'
import type { Clock, CommandResult, ProcessTable } from '../../electron/engine/os/ports.ts'
import type { StopRunnerPorts } from '../../electron/engine/stop-runner/ports.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Guarantee } from '../../shared/host.ts'
import type { JournalBody, JournalEntry } from '../../shared/journal-entry.ts'
import type { Member, ProcessIdentity, ProcessRow } from '../../shared/process.ts'
import type { Moment } from '../../shared/run.ts'
import type { SignalName } from '../../shared/signals.ts'
import { ms } from './run.ts'

/** Time stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ at: number; callback: () => void }>()
  now(): Moment {
    return ms(this.#now)
  }
  at(at: Moment, callback: () => void): () => void {
    const timer = { at: at.mono, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }
  /** Moves on, timer by timer; between two timers everything that waits gets its turn. */
  async advance(byMs: number): Promise<void> {
    const until = this.#now + byMs
    for (;;) {
      await settle()
      const due = [...this.#timers].filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers.delete(due)
      this.#now = Math.max(this.#now, due.at)
      due.callback()
    }
    this.#now = until
    await settle()
  }
}

/** Lets every promise that can go on, go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

interface FakeProcess {
  readonly member: Member
  state: string
  alive: boolean
  /** What each signal does; unnamed ones do nothing. */
  readonly obeys: { readonly [S in SignalName]?: 'dies' | 'stops' | 'denies' | 'maybe' | undefined }
  onExit: (() => void) | null
}

export class FakeWorld {
  readonly clock = new FakeClock()
  readonly processes = new Map<number, FakeProcess>()
  /** Every signal that was sent, in order: `TERM 100`. */
  readonly sent: string[] = []
  readonly journal: JournalBody[] = []
  /** Everything in the order of happening, to see what came before what. */
  readonly log: string[] = []
  journalFails: string | null = null
  /** Only intents fail: the disk filled up in between. */
  intentsFail = false
  refuseHold = new Map<number, HoldRefusal>()
  copy: string | null = null
  suspendedMs = 0
  commandResult: Result<CommandResult> = ok({
    status: 0,
    signal: null,
    timedOut: false,
    output: '',
  })
  /** The pid as which a command runs. */
  commandPid: number | null = null
  /** Called at each look, to make processes appear. */
  onLook: (() => void) | null = null
  readonly #guaranteeListeners = new Set<(guarantee: Guarantee) => void>()

  spawn(member: Member, obeys: FakeProcess['obeys'] = { TERM: 'dies' }): this {
    const all = { KILL: 'dies', STOP: 'stops', ...obeys } as const
    this.processes.set(member.identity.pid, {
      member,
      state: 'S',
      alive: true,
      obeys: all,
      onExit: null,
    })
    return this
  }
  exit(pid: number): void {
    const process = this.processes.get(pid)
    if (!process?.alive) return
    process.alive = false
    process.onExit?.()
  }
  helperDies(): void {
    for (const listener of this.#guaranteeListeners)
      listener({ kind: 'checked', why: 'helper ended' })
  }

  readonly signaller: Signaller = {
    guarantee: () => ({ kind: 'exact', why: 'fake' }),
    hold: (identity, onExit) => Promise.resolve(this.#hold(identity, onExit)),
    onGuarantee: (listener) => {
      this.#guaranteeListeners.add(listener)
      return () => this.#guaranteeListeners.delete(listener)
    },
    close: () => Promise.resolve(),
  }

  readonly table: ProcessTable = {
    read: () => ({ boot: 'fake', at: this.clock.now(), rows: new Map() }),
    readSome: () => ({ boot: 'fake', at: this.clock.now(), rows: new Map() }),
    readOne: (pid) => {
      const process = this.processes.get(pid)
      if (!process?.alive) return null
      const { identity } = process.member
      return { identity, state: process.state, alive: true } as unknown as ProcessRow
    },
    masks: () => null,
    listeningPorts: () => [],
  }

  readonly ports: StopRunnerPorts = {
    clock: this.clock,
    table: this.table,
    signaller: this.signaller,
    commands: {
      run: (_argv, _limit, options) => {
        if (this.commandPid !== null) options?.began?.(this.commandPid)
        return Promise.resolve(this.commandResult)
      },
    },
    record: (body) => Promise.resolve(this.#record(body)),
    observe: () => {
      this.onLook?.()
      return [...this.processes.values()].filter((p) => p.alive).map((p) => p.member)
    },
    findCopy: () => this.copy,
    unit: null,
    suspendedMs: () => this.suspendedMs,
  }

  #record(body: JournalBody): Result<JournalEntry> {
    const why = this.journalFails ?? (this.intentsFail && body.kind === 'intent' ? 'ENOSPC' : null)
    if (why !== null) {
      return fail({ code: 'journal-unwritable', message: 'no', next: 'x', cause: why })
    }
    this.journal.push(body)
    const what = 'what' in body ? ` ${body.what}` : body.kind === 'phase' ? ` ${body.phase}` : ''
    this.log.push(`${body.kind}${what}`)
    return ok({} as JournalEntry)
  }

  #hold(identity: ProcessIdentity, onExit: () => void): Result<HeldProcess, HoldRefusal> {
    const refusal = this.refuseHold.get(identity.pid)
    if (refusal !== undefined) return fail(refusal)
    const process = this.processes.get(identity.pid)
    if (!process?.alive) return fail('gone')
    process.onExit = onExit
    let released = false
    const send = (signal: SignalName): Promise<SendResult> => {
      if (released) return Promise.resolve('failed')
      return Promise.resolve(this.#deliver(process, signal))
    }
    return ok({
      identity,
      send,
      release: () => {
        released = true
      },
    })
  }

  #deliver(process: FakeProcess, signal: SignalName): SendResult {
    const { pid } = process.member.identity
    if (!process.alive) return 'gone'
    const effect = process.obeys[signal]
    if (effect === 'denies') return 'no-permission'
    this.sent.push(`${signal} ${pid}`)
    this.log.push(`sent ${signal}`)
    if (effect === 'maybe') return 'maybe'
    if (effect === 'stops') process.state = 'T'
    if (signal === 'CONT') process.state = 'S'
    if (effect === 'dies' && (signal === 'KILL' || process.state !== 'T')) {
      setImmediate(() => {
        this.exit(pid)
      })
    }
    return 'sent'
  }
}
