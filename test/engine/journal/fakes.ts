/** A clock that only the test moves, and a disk that can be told to hang, fill up or lose its file. */
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { Moment } from '../../../shared/run.ts'
import type { Segment, SegmentStore } from '../../../electron/engine/journal/segment.ts'
import type { Clock } from '../../../electron/engine/os/ports.ts'

/** Midnight, 1 March 2026, UTC. */
export const startWall = Date.UTC(2026, 2, 1)

export class ManualClock implements Clock {
  #mono = 1000
  #wall: number
  #timers = new Set<{ readonly mono: number; readonly callback: () => void }>()

  constructor(wall = startWall) {
    this.#wall = wall
  }

  now(): Moment {
    return { mono: this.#mono, wall: this.#wall }
  }

  at(at: Moment, callback: () => void): () => void {
    const timer = { mono: at.mono, callback }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  get armed(): number {
    return this.#timers.size
  }

  /** Timers fire at their own moments, those that they arm meanwhile as well. */
  advance(ms: number): void {
    const end = this.#mono + ms
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.mono <= end)
      const [next] = due.sort((a, b) => a.mono - b.mono)
      if (next === undefined) break
      this.#timers.delete(next)
      this.#goTo(Math.max(this.#mono, next.mono))
      next.callback()
    }
    this.#goTo(end)
  }

  #goTo(mono: number): void {
    this.#wall += mono - this.#mono
    this.#mono = mono
  }

  /** Somebody sets the wall clock; the monotonic one does not notice. */
  setWall(wall: number): void {
    this.#wall = wall
  }
}

/** A system error as Node throws it. */
export const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: told to fail`), { code })

/** A disk in memory, with the ways in which disks fail. */
export class FakeDisk implements SegmentStore {
  readonly files = new Map<string, string>()
  readonly calls: string[] = []
  /** The next operations of this kind throw this errno; null lets them pass. */
  failing: { create?: string; append?: string; sync?: string } = {}
  /** Bytes that still fit; what fits of a write is taken before it fails. */
  room = Infinity
  #gate: Promise<void> | null = null
  #open: () => void = () => undefined
  #removed = new Set<string>()

  /** Every sync waits until `unhang`. */
  hang(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve
    })
  }

  unhang(): void {
    this.#gate = null
    this.#open()
  }

  /** Removes the file under the writer's feet. */
  remove(name: string): void {
    this.files.delete(name)
    this.#removed.add(name)
  }

  get lines(): string[] {
    return [...this.files.values()].join('').split('\n').filter(Boolean)
  }

  async create(name: string): Promise<Segment> {
    await Promise.resolve()
    this.calls.push('create')
    if (this.failing.create !== undefined) throw systemError(this.failing.create)
    this.files.set(name, '')
    return {
      name,
      append: (bytes) => this.#append(name, bytes),
      sync: () => this.#sync(),
      isThere: () => Promise.resolve(!this.#removed.has(name)),
      close: () => {
        if (this.files.get(name) === '') this.files.delete(name)
        return Promise.resolve()
      },
    }
  }

  async #append(name: string, bytes: Uint8Array): Promise<void> {
    await Promise.resolve()
    this.calls.push('append')
    if (this.failing.append !== undefined) throw systemError(this.failing.append)
    const taken = bytes.subarray(0, this.room)
    this.room -= taken.length
    const before = this.files.get(name)
    if (before !== undefined) this.files.set(name, before + Buffer.from(taken).toString())
    if (taken.length < bytes.length) throw systemError('ENOSPC')
  }

  async #sync(): Promise<void> {
    this.calls.push('sync')
    await this.#gate
    if (this.failing.sync !== undefined) throw systemError(this.failing.sync)
  }
}

/** An intent to send SIGTERM to one process. */
export const intentBody = (call = 1, name = 'web'): JournalBody & { kind: 'intent' } => ({
  kind: 'intent',
  call,
  step: 0,
  what: 'TERM',
  force: false,
  by: 'person',
  targets: [{ boot: 'boot-1', pid: 4242, startTicks: 8831, name }],
})

/** What became of that intent. */
export const resultBody = (call = 1): JournalBody & { kind: 'result' } => ({
  kind: 'result',
  call,
  step: 0,
  what: 'TERM',
  results: [{ boot: 'boot-1', pid: 4242, startTicks: 8831, name: 'web', outcome: 'sent' }],
})

export const notice = (sentence: string): JournalBody => ({ kind: 'notice', sentence })

export const outcomeBody = (outcome = 'stopped'): JournalBody => ({
  kind: 'outcome',
  outcome,
  sentence: `web has ${outcome}.`,
  by: null,
  survivors: [],
  tookMs: 1200,
})

/** A record as a writer would have written it. */
export function record(
  seq: number,
  wall: number,
  body: JournalBody,
  more: Partial<Pick<JournalEntry, 'boot' | 'run' | 'target' | 'writer'>> = {},
): JournalEntry {
  return {
    v: 1,
    seq,
    at: { mono: wall - startWall, wall },
    boot: 'boot-1',
    writer: { pid: 100, door: 'cli', user: 'root', startTicks: 7 },
    run: null,
    target: null,
    ...more,
    ...body,
  }
}

/** Resolves once the condition holds; the test's own time limit ends a wait for what never comes. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
