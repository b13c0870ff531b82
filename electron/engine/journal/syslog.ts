/**
 * Signals and outcomes also go to the system's log, facility authpriv, through logger(1): the one
 * record that a full or removed home folder cannot take away. Best effort, never waited for.
 */
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { printable } from '../../../shared/wording/numbers.ts'

export interface Syslog {
  /** False where this machine has no syslog socket; nothing is sent then. */
  readonly enabled: boolean
  /** Sends one line, in order, later. */
  send(sentence: string): void
  /** Calls back once, at the first line that could not be sent. */
  onFailure(listener: (sentence: string) => void): void
  /** Resolves when all that was sent is out, or given up. */
  close(): Promise<void>
}

export interface SyslogOptions {
  /** Runs logger(1) with these arguments; rejects where it fails. */
  readonly run?: (args: readonly string[]) => Promise<void>
  readonly hasSocket?: () => boolean
}

const loggerPath = '/usr/bin/logger'
const timeoutMs = 2000
/** logger(1) cuts at 1 KiB; a cut of ours is visible. */
const longestSentence = 900
/** Lines wait here while logger runs; past this the log is stuck, and memory is not for it. */
const longestQueue = 1000

function hasLogSocket(): boolean {
  try {
    return statSync('/dev/log').isSocket()
  } catch {
    // No socket is a machine without syslog (a container): a fact, not a failure.
    return false
  }
}

function runLogger(args: readonly string[]): Promise<void> {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }
  return new Promise((resolve, reject) => {
    // The timeout ends our own child only, which may hang on a syslog that does not read.
    execFile(loggerPath, [...args], { env, timeout: timeoutMs }, (error, _, stderr) => {
      if (error === null) resolve()
      else reject(new Error(stderr.trim() || error.message, { cause: error }))
    })
  })
}

/** Opens the way to syslog, or one that is disabled where there is no /dev/log. */
export function openSyslog(options: SyslogOptions = {}): Syslog {
  const run = options.run ?? runLogger
  const enabled = (options.hasSocket ?? hasLogSocket)()
  const listeners = new Set<(sentence: string) => void>()
  let failure: string | null = null
  let waiting = 0
  let last = Promise.resolve()
  const noteFailure = (why: string): void => {
    if (failure !== null) return
    failure = `Syslog did not take a record: ${printable(why)}. It is not said again.`
    for (const listener of listeners) listener(failure)
  }
  const log = async (sentence: string): Promise<void> => {
    try {
      await run(['-p', 'authpriv.notice', '-t', 'quiesce', '--', sentence])
    } catch (error) {
      noteFailure(error instanceof Error ? error.message : String(error))
    } finally {
      waiting -= 1
    }
  }
  return {
    enabled,
    send(sentence) {
      if (!enabled) return
      if (waiting >= longestQueue) {
        noteFailure(`${waiting} records wait already`)
        return
      }
      waiting += 1
      const text = shorten(printable(sentence))
      last = last.then(() => log(text))
    },
    onFailure(listener) {
      listeners.add(listener)
      if (failure !== null) listener(failure)
    },
    close: () => last,
  }
}

const shorten = (text: string): string =>
  text.length <= longestSentence ? text : `${text.slice(0, longestSentence)}…`

const listed = (
  all: readonly { readonly name: string; readonly pid: number; readonly outcome?: string }[],
): string =>
  all
    .map((p) => `${p.pid} (${p.name}${p.outcome === undefined ? '' : `: ${p.outcome}`})`)
    .join(', ')

/** What one record says in syslog, or null for a record that does not belong there. */
export function syslogSentence(record: {
  readonly run: string | null
  readonly target: string | null
  readonly body: JournalBody
  /** False where the journal did not take it. */
  readonly recorded: boolean
}): string | null {
  const { run, target, body, recorded } = record
  const where = `run=${run ?? '-'} target=${target ?? '-'}`
  const suffix = recorded ? '' : ' [not in the journal]'
  switch (body.kind) {
    case 'intent': {
      const force = body.force ? ' force' : ''
      return `intent ${where} call=${body.call}${force} ${body.what} by ${body.by} to ${listed(body.targets)}${suffix}`
    }
    case 'result':
      return `result ${where} call=${body.call} ${body.what}: ${listed(body.results)}${suffix}`
    case 'outcome':
      return `outcome ${where} ${body.outcome}: ${body.sentence}${suffix}`
    case 'run-began':
    case 'phase':
    case 'decision':
    case 'member-gone':
    case 'member-appeared':
    case 'notice':
    case 'refused':
    case 'order':
    case 'start':
      return null
  }
}
