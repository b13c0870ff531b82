import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { resolve as resolvePath } from 'node:path'
import { later } from '../../../shared/moment.ts'
import { parseHelperLine, type HelperLine } from '../parse/helper-line.ts'
import { errorCode } from './proc-reader.ts'
import type { Clock } from './ports.ts'

type Answer = Exclude<HelperLine, { kind: 'hello' | 'exited' }>
type Hello = Extract<HelperLine, { kind: 'hello' }>

/** What a link tells its owner. All calls are synchronous, in the order of the lines. */
export interface LinkEvents {
  readonly onHello: (hello: Hello) => void
  readonly onExited: (handle: number) => void
  /** Once, at the end, after every unanswered request was told so. */
  readonly onEnd: (why: string) => void
}

/** A helper that does not answer for so long is taken for dead, and ended. */
const patienceMs = 5000
const longestLine = 256
const mostErrorText = 2000

interface Pending {
  readonly answer: (line: Answer | null) => void
  readonly disarm: () => void
}

/**
 * One running signal helper and its line protocol (build/native/PROTOCOL.md). It is no leader of a
 * session of its own: a service list would take it for a daemon.
 */
export class HelperLink {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #clock: Clock
  readonly #events: LinkEvents
  readonly #pending = new Map<number, Pending>()
  #lastRequest = 0
  #rest = ''
  #errorText = ''
  #ended = false
  #disarmHello: () => void
  #closed: (() => void) | null = null

  constructor(path: string, clock: Clock, events: LinkEvents) {
    this.#clock = clock
    this.#events = events
    this.#child = spawn(resolvePath(path), [], { cwd: '/', env: {}, stdio: 'pipe' })
    this.#listen(path)
    this.#disarmHello = this.#armPatience()
  }

  /**
   * Sends `WORD REQ …`. Calls back with the answer, or with null when the helper ended without one:
   * whether it carried the request out is then not known. The answer comes synchronously with its
   * line, so that an `exited` right behind an `opened` finds its handle.
   */
  ask(word: string, numbers: readonly (number | string)[], answer: Pending['answer']): void {
    if (this.#ended) {
      answer(null)
      return
    }
    this.#lastRequest += 1
    this.#pending.set(this.#lastRequest, { answer, disarm: this.#armPatience() })
    this.#child.stdin.write(`${[word, this.#lastRequest, ...numbers].join(' ')}\n`)
  }

  /** Lets the helper end by closing its input; one that stays is ended after a while. */
  close(): Promise<void> {
    if (this.#ended) return Promise.resolve()
    return new Promise((resolve) => {
      this.#closed = resolve
      this.#armPatience()
      this.#child.stdin.end()
    })
  }

  #listen(path: string): void {
    this.#child.on('error', (error) => {
      this.#end(startFailure(path, error))
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
      this.#end(endSentence(status, signal, this.#errorText.trim()))
    })
  }

  #takeText(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) if (!this.#ended) this.#takeLine(line)
    if (this.#rest.length > longestLine) this.#giveUp('the signal helper sent an overlong line')
  }

  #takeLine(text: string): void {
    const line = parseHelperLine(text)
    if (line?.kind === 'hello') {
      this.#disarmHello()
      this.#events.onHello(line)
    } else if (line?.kind === 'exited') this.#events.onExited(line.handle)
    else if (line === null || !this.#takeAnswer(line)) {
      this.#giveUp(`the signal helper sent a line that means nothing: ${text.slice(0, 80)}`)
    }
  }

  #takeAnswer(line: Answer): boolean {
    // An answer without a number is to the oldest request: they are answered in order.
    const [oldest] = this.#pending.keys()
    const number = line.kind === 'bad-request' ? oldest : line.request
    const pending = number === undefined ? undefined : this.#pending.get(number)
    if (number === undefined || pending === undefined) return false
    this.#pending.delete(number)
    pending.disarm()
    pending.answer(line)
    return true
  }

  /** Twice half the time: after Ctrl-Z and fg the time is over before the answer could be read. */
  #armPatience(): () => void {
    const half = (then: () => void): (() => void) =>
      this.#clock.at(later(this.#clock.now(), patienceMs / 2), then)
    let disarm = half(() => {
      disarm = half(() => {
        this.#giveUp(`the signal helper did not answer for ${patienceMs / 1000} s`)
      })
    })
    return () => {
      disarm()
    }
  }

  #giveUp(why: string): void {
    this.#child.kill('SIGKILL')
    this.#end(why)
  }

  #end(why: string): void {
    if (this.#ended) return
    this.#ended = true
    this.#disarmHello()
    for (const { answer, disarm } of this.#pending.values()) {
      disarm()
      answer(null)
    }
    this.#pending.clear()
    this.#events.onEnd(why)
    this.#closed?.()
  }
}

function startFailure(path: string, error: Error): string {
  const code = errorCode(error)
  if (code === 'ENOENT') return 'signal helper not built'
  return `the signal helper ${path} cannot be started: ${code ?? error.message}`
}

function endSentence(status: number | null, signal: string | null, errors: string): string {
  const how = signal === null ? `with status ${status ?? 'unknown'}` : `by ${signal}`
  return `the signal helper ended ${how}${errors === '' ? '' : ` (${errors})`}`
}
