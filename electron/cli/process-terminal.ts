/** The terminal of this process. */
import { fstatSync } from 'node:fs'
import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'
import type { Key, Terminal } from './terminal.ts'
import { fitEncoding, shortenEnd } from './text.ts'

export interface TerminalStreams {
  readonly stdin: ReadStream
  readonly stdout: WriteStream & { readonly fd: number }
  readonly stderr: WriteStream
}

/** Node leaves `isTTY` out where a stream is no terminal, whatever its type says. */
const isTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY ?? false

/** True where the first of locale(7)'s variables that is set asks for UTF-8. */
export function wantsUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value)
  return /utf-?8/i.test(locale ?? '')
}

interface Writer {
  write(text: string): void
  isLost(): boolean
}

/**
 * A stream that lost its reader (`quiesce list | head`, a closed window) stops taking text, and
 * that is all: what a command does must not depend on who still looks.
 */
function makeWriter(stream: WriteStream): Writer {
  let lost = false
  stream.on('error', () => {
    lost = true
  })
  return {
    write: (text) => {
      if (!lost) stream.write(text)
    },
    isLost: () => lost,
  }
}

function ownsTerminal(stream: TerminalStreams['stdout']): boolean {
  if (!isTerminal(stream)) return false
  try {
    return fstatSync(stream.fd).uid === process.getuid?.()
  } catch {
    // A terminal that cannot be asked for its owner is not known to be ours.
    return false
  }
}

/** Hands on key presses in raw mode, in which Ctrl-C is a key like any other. */
function listenToKeys(stdin: ReadStream, onKey: (key: Key) => void, lost: () => void): () => void {
  const hear = (
    text: string | undefined,
    key: { name?: string | undefined; ctrl?: boolean | undefined },
  ): void => {
    onKey({ text: text ?? '', name: key.name ?? '', ctrl: key.ctrl ?? false })
  }
  let listening = true
  const lose = (): void => {
    if (!listening) return
    listening = false
    lost()
  }
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  stdin.on('keypress', hear).on('end', lose).on('error', lose)
  stdin.resume()
  return () => {
    // The error listener stays: restoring the mode of a terminal that went away reports one more,
    // at once and from within.
    listening = false
    stdin.off('keypress', hear).off('end', lose)
    if (!stdin.destroyed) stdin.setRawMode(false)
    stdin.pause()
  }
}

const flushStream = (stream: WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || stream.errored) resolve()
    else {
      stream.once('error', () => {
        resolve()
      })
      stream.write('', () => {
        resolve()
      })
    }
  })

/** A terminal that was never told its size (script(1), serial lines) says 0. */
const columnsOf = (stream: WriteStream | null): number => stream?.columns || 80

/** Lines go above the live line: it is taken away for each and drawn again below. */
class Screen {
  readonly #stream: WriteStream | null
  readonly #writer: Writer
  #live = ''

  constructor(stream: WriteStream | null, writer: Writer) {
    this.#stream = stream
    this.#writer = writer
  }

  /** Cells that the live line may take; the last one would make some terminals wrap. */
  get width(): number {
    return columnsOf(this.#stream) - 1
  }

  showLive(text: string): void {
    const next = shortenEnd(text, this.width)
    if (!this.#stream || next === this.#live) return
    this.#live = next
    this.#writer.write(`\r${next}\x1b[K`)
  }

  writeLine(stream: WriteStream, writer: Writer, line: string): void {
    const hides = this.#live !== '' && isTerminal(stream)
    if (hides) this.#writer.write('\r\x1b[K')
    writer.write(`${line}\n`)
    if (hides) this.#writer.write(this.#live)
  }
}

/** The terminal on the three streams of a process. */
export function createProcessTerminal(streams: TerminalStreams, env: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = streams
  const utf8 = wantsUtf8(env)
  const smart = env.TERM !== 'dumb'
  const writeOut = makeWriter(stdout)
  const writeError = makeWriter(stderr)
  const liveStream = !smart
    ? null
    : isTerminal(stdout)
      ? stdout
      : isTerminal(stderr)
        ? stderr
        : null
  const screen = new Screen(liveStream, liveStream === stdout ? writeOut : writeError)
  return {
    print: (line) => {
      screen.writeLine(stdout, writeOut, fitEncoding(line, utf8))
    },
    complain: (line) => {
      screen.writeLine(stderr, writeError, fitEncoding(line, utf8))
    },
    showLive: (text) => {
      screen.showLive(fitEncoding(text, utf8))
    },
    get width() {
      return isTerminal(stdout) ? columnsOf(stdout) : Infinity
    },
    get liveWidth() {
      return screen.width
    },
    colour: isTerminal(stdout) && smart && !env.NO_COLOR,
    interactive: isTerminal(stdin) && (isTerminal(stdout) || isTerminal(stderr)),
    private: ownsTerminal(stdout),
    get gone() {
      return writeOut.isLost()
    },
    listen: (onKey, lost) => listenToKeys(stdin, onKey, lost),
    flush: async () => {
      await Promise.all([flushStream(stdout), flushStream(stderr)])
    },
  }
}
