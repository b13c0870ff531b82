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

/** True where the first of locale(7)'s variables that is set asks for UTF-8. */
export function wantsUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value)
  return /utf-?8/i.test(locale ?? '')
}

/**
 * A stream that lost its reader (`quiesce list | head`, a closed window) stops taking text, and
 * that is all: what a command does must not depend on who still looks.
 */
function makeWriter(stream: WriteStream): (text: string) => void {
  let lost = false
  stream.on('error', () => {
    lost = true
  })
  return (text) => {
    if (!lost) stream.write(text)
  }
}

function ownsTerminal(stream: TerminalStreams['stdout']): boolean {
  if (!stream.isTTY) return false
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
  let told = false
  const lose = (): void => {
    if (!told) lost()
    told = true
  }
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  stdin.on('keypress', hear).on('end', lose).on('error', lose)
  stdin.resume()
  return () => {
    // The error listener stays: restoring the mode of a terminal that went away reports one more.
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

/** The terminal on the three streams of a process. */
export function createProcessTerminal(streams: TerminalStreams, env: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = streams
  const utf8 = wantsUtf8(env)
  const writeOut = makeWriter(stdout)
  const writeError = makeWriter(stderr)
  const smart = env.TERM !== 'dumb'
  const liveStream = !smart ? null : stdout.isTTY ? stdout : stderr.isTTY ? stderr : null
  const writeLive = liveStream === stdout ? writeOut : writeError
  let live = ''

  const aroundLive = (stream: WriteStream, write: (text: string) => void, text: string): void => {
    const hides = live !== '' && stream.isTTY
    if (hides) writeLive('\r\x1b[K')
    write(`${fitEncoding(text, utf8)}\n`)
    if (hides) writeLive(live)
  }
  return {
    print: (line) => {
      aroundLive(stdout, writeOut, line)
    },
    complain: (line) => {
      aroundLive(stderr, writeError, line)
    },
    showLive: (text) => {
      if (!liveStream) return
      const next = shortenEnd(fitEncoding(text, utf8), (liveStream.columns || 80) - 1)
      if (next === live) return
      live = next
      writeLive(`\r${live}\x1b[K`)
    },
    get width() {
      return stdout.isTTY ? stdout.columns || 80 : Infinity
    },
    get liveWidth() {
      return (liveStream?.columns ?? 80) - 1
    },
    colour: stdout.isTTY && smart && !env.NO_COLOR,
    interactive: stdin.isTTY && (stdout.isTTY || stderr.isTTY),
    private: ownsTerminal(stdout),
    listen: (onKey, lost) => listenToKeys(stdin, onKey, lost),
    flush: async () => {
      await Promise.all([flushStream(stdout), flushStream(stderr)])
    },
  }
}
