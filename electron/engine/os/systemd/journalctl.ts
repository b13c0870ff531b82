import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { later } from '../../../../shared/moment.ts'
import type { LogLine } from '../../../../shared/unit.ts'
import { parseLogLine } from '../../parse/log-line.ts'
import type { Clock } from '../ports.ts'

/** What one journalctl came to. */
export interface Printed {
  readonly lines: readonly LogLine[]
  /** What it said beside the log: its errors and hints. */
  readonly notes: string
  /** Why it was not started, as the system says it; null where it was. */
  readonly notStarted: Error | null
  /** Exit status; null where we ended it. */
  readonly status: number | null
  readonly timedOut: boolean
}

export interface Printing {
  readonly args: readonly string[]
  readonly limit: number
  /** How long it may take; with `follow`, how long to wait for a line. */
  readonly timeoutMs: number
  /** It does not end by itself: it is ended when lines have come. */
  readonly follow: boolean
}

export interface JournalctlPorts {
  readonly program: string
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
}

/** Lines come in bursts: so long after the first one the rest of its burst is waited for. */
const burstMs = 20
const mostNotesLength = 4096
const mostLineLength = 1024 * 1024
/** All lines of one answer together. */
const mostLength = 16 * 1024 * 1024

/** One run of journalctl: gathers lines until there are enough, then ends it. */
class Printer {
  readonly #printing: Printing
  readonly #clock: Clock
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #resolve: (printed: Printed) => void
  readonly #disarm: (() => void)[] = []
  readonly #lines: LogLine[] = []
  #rest = ''
  #notes = ''
  #length = 0
  #done = false

  constructor(ports: JournalctlPorts, printing: Printing, resolve: (printed: Printed) => void) {
    this.#printing = printing
    this.#clock = ports.clock
    this.#resolve = resolve
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
    // In our own session and process group, and with a pipe that breaks: journalctl --follow ends
    // when nobody reads it any more, so it does not outlive us however we end.
    this.#child = spawn(ports.program, printing.args, { cwd: '/', env: ports.env, stdio })
    this.#listen()
    this.#after(printing.timeoutMs, () => {
      this.finish({ timedOut: true })
    })
  }

  get child(): ChildProcess {
    return this.#child
  }

  /** Answers with what has come so far, and ends the program. */
  finish(how: Partial<Printed> = {}): void {
    if (this.#done) return
    this.#done = true
    for (const disarm of this.#disarm) disarm()
    // It only reads: nothing is lost by the one signal that always works.
    this.#child.kill('SIGKILL')
    const nothing = { notStarted: null, status: null, timedOut: false }
    this.#resolve({ lines: this.#lines, notes: this.#notes.trim(), ...nothing, ...how })
  }

  #listen(): void {
    this.#child.once('error', (notStarted) => {
      this.finish({ notStarted })
    })
    this.#child.once('close', (status) => {
      this.finish({ status })
    })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#onText(text)
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#notes = (this.#notes + text).slice(0, mostNotesLength)
    })
  }

  #after(ms: number, then: () => void): void {
    this.#disarm.push(this.#clock.at(later(this.#clock.now(), ms), then))
  }

  #onText(text: string): void {
    const parts = (this.#rest + text).split('\n')
    const rest = parts.pop() ?? ''
    // Too long to be kept: a NUL makes what is left of it no entry.
    this.#rest = rest.length > mostLineLength ? '\0' : rest
    for (const part of parts) this.#onLine(part)
  }

  #onLine(text: string): void {
    const line = this.#done ? null : parseLogLine(text)
    if (line === null) return
    this.#lines.push(line)
    this.#length += text.length
    const { follow, limit } = this.#printing
    if (this.#lines.length >= limit || this.#length > mostLength) this.finish()
    else if (follow && this.#lines.length === 1) {
      this.#after(burstMs, () => {
        this.finish()
      })
    }
  }
}

/** Runs journalctl, and ends what still runs. */
export class Journalctl {
  readonly #ports: JournalctlPorts
  readonly #printers = new Set<Printer>()
  readonly #children = new Set<Promise<void>>()
  #closed = false

  constructor(ports: JournalctlPorts) {
    this.#ports = ports
  }

  isClosed(): boolean {
    return this.#closed
  }

  /** Never rejects. An aborted one answers at once with what has come so far. */
  print(printing: Printing, signal?: AbortSignal): Promise<Printed> {
    return new Promise((resolve) => {
      const end = (): void => {
        printer.finish()
      }
      const printer = new Printer(this.#ports, printing, (printed) => {
        signal?.removeEventListener('abort', end)
        this.#printers.delete(printer)
        resolve(printed)
      })
      this.#printers.add(printer)
      this.#keep(printer.child)
      if (signal?.aborted === true) end()
      else signal?.addEventListener('abort', end)
    })
  }

  /** Ends every one that still runs; resolves when none is left. */
  async close(): Promise<void> {
    this.#closed = true
    for (const printer of this.#printers) printer.finish()
    await Promise.all(this.#children)
  }

  #keep(child: ChildProcess): void {
    const ended = new Promise<void>((resolve) => {
      child.once('error', () => {
        resolve()
      })
      child.once('exit', () => {
        resolve()
      })
    })
    this.#children.add(ended)
    void ended.then(() => this.#children.delete(ended))
  }
}
