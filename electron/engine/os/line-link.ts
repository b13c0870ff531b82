import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { later } from '../../../shared/moment.ts'
import { errorCode } from './proc-reader.ts'
import type { Clock } from './ports.ts'

/** What a helper speaks: how its lines are read, and which of them answer a request. */
export interface LinkLanguage<Line> {
  /** What it is called in sentences: `signal helper`. */
  readonly name: string
  readonly parse: (text: string) => Line | null
  /** The number of the request that it answers, or the oldest one; null for what answers none. */
  readonly answers: (line: Line) => number | 'oldest' | null
}

/** How it is started, and how long it may be silent. */
export interface LinkStart {
  readonly argv: readonly [string, ...string[]]
  readonly clock: Clock
  /** Until its first line; null: as long as a person takes. Milliseconds. */
  readonly helloMs: number | null
  /** Until the answer of a request. Milliseconds. */
  readonly answerMs: number
  /** Until its end, once its input is closed; absent: `answerMs`. Milliseconds. */
  readonly closeMs?: number
}

/** How it ended. */
export interface LinkEnding {
  /** As a sentence without a full stop. */
  readonly why: string
  readonly status: number | null
  /** The system's code where it could not be started: `ENOENT`. */
  readonly code: string | null
  /** What it said on its standard error, the end of it. */
  readonly said: string
}

/** What a link tells its owner. All calls are synchronous, in the order of the lines. */
export interface LinkEvents<Line> {
  /** A line that answers nothing: its greeting, or something that happened. */
  readonly onLine: (line: Line) => void
  /** Once, at the end, after every unanswered request was told so. */
  readonly onEnd: (ending: LinkEnding) => void
}

const longestLine = 256
const mostErrorText = 2000

interface Pending<Line> {
  readonly answer: (line: Line | null) => void
  readonly disarm: () => void
}

/**
 * One running helper and its line protocol (build/native/PROTOCOL.md, ROOT-PROTOCOL.md). It is no
 * leader of a session of its own: a service list would take it for a daemon.
 */
export class LineLink<Line> {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #language: LinkLanguage<Line>
  readonly #start: LinkStart
  readonly #events: LinkEvents<Line>
  readonly #pending = new Map<number, Pending<Line>>()
  #lastRequest = 0
  #rest = ''
  #errorText = ''
  #ended = false
  #disarmHello: () => void
  #closed: (() => void) | null = null

  /** Starts it. Throws some of the system's reasons not to, and tells the others as its end. */
  constructor(language: LinkLanguage<Line>, start: LinkStart, events: LinkEvents<Line>) {
    this.#language = language
    this.#start = start
    this.#events = events
    const [program, ...args] = start.argv
    this.#child = spawn(program, args, { cwd: '/', env: {}, stdio: 'pipe' })
    this.#listen(program)
    const { helloMs } = start
    this.#disarmHello = helloMs === null ? () => undefined : this.#armPatience(helloMs)
  }

  /**
   * Sends `WORD REQ …`. Calls back with the answer, or with null when the helper ended without one:
   * whether it carried the request out is then not known. The answer comes synchronously with its
   * line, so that an `exited` right behind an `opened` finds its handle.
   */
  ask(word: string, more: readonly (number | string)[], answer: (line: Line | null) => void): void {
    if (this.#ended) {
      answer(null)
      return
    }
    this.#lastRequest += 1
    const disarm = this.#armPatience(this.#start.answerMs)
    this.#pending.set(this.#lastRequest, { answer, disarm })
    this.#child.stdin.write(`${[word, this.#lastRequest, ...more].join(' ')}\n`)
  }

  /** Lets the helper end by closing its input; one that stays is ended after a while. */
  close(): Promise<void> {
    if (this.#ended) return Promise.resolve()
    return new Promise((resolve) => {
      this.#closed = resolve
      this.#armPatience(this.#start.closeMs ?? this.#start.answerMs)
      this.#child.stdin.end()
    })
  }

  /** Ends it at once, as far as that is ours to do, and lets go of it. */
  abandon(why: string): void {
    this.#giveUp(why)
  }

  #listen(program: string): void {
    const { name } = this.#language
    this.#child.on('error', (error) => {
      const code = errorCode(error)
      this.#end({ why: startFailure(name, program, error), code, status: null, said: '' })
    })
    // Not started; Node may then not even have made the pipes.
    if (this.#child.pid === undefined) return
    const { stdin, stdout, stderr } = this.#child
    stdout.setEncoding('latin1').on('data', (text: string) => {
      this.#takeText(text)
    })
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-mostErrorText)
    })
    stdin.on('error', (error) => {
      // A broken pipe is how its death looks from here; `close` follows and says more.
      if (errorCode(error) !== 'EPIPE') this.#errorText += error.message
    })
    // Not `exit`: its last lines may still be in the pipe.
    this.#child.on('close', (status, signal) => {
      const said = this.#errorText.trim()
      const how = signal === null ? `with status ${status ?? 'unknown'}` : `by ${signal}`
      const why = `the ${name} ended ${how}${said === '' ? '' : ` (${said})`}`
      this.#end({ why, status, code: null, said })
    })
  }

  #takeText(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) if (!this.#ended) this.#takeLine(line)
    if (this.#rest.length > longestLine) {
      this.#giveUp(`the ${this.#language.name} sent an overlong line`)
    }
  }

  #takeLine(text: string): void {
    const line = this.#language.parse(text)
    const answers = line === null ? null : this.#language.answers(line)
    if (line === null || (answers !== null && !this.#takeAnswer(line, answers))) {
      const { name } = this.#language
      this.#giveUp(`the ${name} sent a line that means nothing: ${text.slice(0, 80)}`)
      return
    }
    this.#disarmHello()
    if (answers === null) this.#events.onLine(line)
  }

  #takeAnswer(line: Line, answers: number | 'oldest'): boolean {
    // An answer without a number is to the oldest request: they are answered in order.
    const [oldest] = this.#pending.keys()
    const number = answers === 'oldest' ? oldest : answers
    const pending = number === undefined ? undefined : this.#pending.get(number)
    if (number === undefined || pending === undefined) return false
    this.#pending.delete(number)
    pending.disarm()
    pending.answer(line)
    return true
  }

  /** Twice half the time: after Ctrl-Z and fg the time is over before the answer could be read. */
  #armPatience(patienceMs: number): () => void {
    const { clock } = this.#start
    const half = (then: () => void): (() => void) =>
      clock.at(later(clock.now(), patienceMs / 2), then)
    let disarm = half(() => {
      disarm = half(() => {
        this.#giveUp(`the ${this.#language.name} did not answer for ${patienceMs / 1000} s`)
      })
    })
    return () => {
      disarm()
    }
  }

  #giveUp(why: string): void {
    if (this.#ended) return
    // Before the kill: where that is not permitted, Node says so at once, and that is no reason.
    this.#end({ why, status: null, code: null, said: this.#errorText.trim() })
    this.#child.kill('SIGKILL')
    // Root's process cannot be killed from here; the end of its input ends it.
    this.#child.stdin.destroy()
  }

  #end(ending: LinkEnding): void {
    if (this.#ended) return
    this.#ended = true
    this.#disarmHello()
    for (const { answer, disarm } of this.#pending.values()) {
      disarm()
      answer(null)
    }
    this.#pending.clear()
    this.#events.onEnd(ending)
    this.#closed?.()
  }
}

function startFailure(name: string, program: string, error: Error): string {
  const code = errorCode(error)
  if (code === 'ENOENT') return `${name} not built`
  return `the ${name} ${program} cannot be started: ${code ?? error.message}`
}
