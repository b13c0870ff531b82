/** When an init script itself sends SIGKILL, by what its text says. */
import { readWords, type Variables } from './shell-words.ts'

/** Whose shell functions a script uses; they differ in what `killproc` does. */
export type ScriptLibrary = 'lsb' | 'red-hat' | 'init-d-script' | null

export interface ScriptForce {
  /** Seconds from the script's call, or null where nobody can tell. */
  readonly seconds: number | null
  /** The words of the script that say so. */
  readonly words: string
}

/** A retry of start-stop-daemon(8) up to its first KILL, in seconds; null where it never kills. */
export function secondsToKill(retry: string): number | null {
  // A bare number N is TERM/N/KILL/N.
  if (/^\d+$/.test(retry)) return Number(retry)
  let seconds = 0
  for (const item of retry.split('/')) {
    if (/^-?(?:SIG)?KILL$|^-9$/.test(item)) return seconds
    // What follows `forever` is repeated for ever; a KILL behind it comes in each round.
    if (/^\d+$/.test(item)) seconds += Number(item)
  }
  return null
}

function retryOf(words: readonly (string | null)[]): string | null {
  for (const [at, word] of words.entries()) {
    const long = /^(?:--retry=|-R)(.+)$/.exec(word ?? '')?.[1]
    if (long !== undefined) return long
    if (word === '--retry' || word === '-R') return words[at + 1] ?? null
  }
  return null
}

function forceOfStartStopDaemon(words: readonly (string | null)[]): ScriptForce | null {
  const retry = retryOf(words)
  const seconds = retry === null ? null : secondsToKill(retry)
  if (retry !== null && seconds !== null) return { seconds, words: `--retry=${retry}` }
  const at = words.findIndex((w) => w === '--signal' || w === '-s')
  const signal = /^(?:--signal=)(.+)$/.exec(
    words.find((w) => w?.startsWith('--signal=')) ?? '',
  )?.[1]
  return /^(?:SIG)?KILL$|^9$/.test(signal ?? (at === -1 ? '' : (words[at + 1] ?? '')))
    ? { seconds: null, words: 'start-stop-daemon --signal KILL' }
    : null
}

/** /etc/init.d/functions: TERM, `-d` seconds (3 if not given), KILL; a signal that is given is sent alone. */
function forceOfRedHat(words: readonly (string | null)[]): ScriptForce | null {
  const killSignal = words.some((w) => w === '-9' || w === '-KILL' || w === '-SIGKILL')
  if (killSignal) return { seconds: null, words: 'killproc -KILL' }
  if (words.some((w) => w !== null && /^-(?:[A-Z]{2,}\d*|\d+)$/.test(w))) return null
  const at = words.indexOf('-d')
  const delay = at === -1 ? '3' : (words[at + 1] ?? '')
  const seconds = /^(\d+)(?:s)?$/.exec(delay)?.[1]
  const said = at === -1 ? '3 seconds' : `-d ${delay}`
  return { seconds: seconds === undefined ? null : Number(seconds), words: `killproc, ${said}` }
}

/** /lib/lsb/init-functions: without a signal it is `start-stop-daemon --retry 5`. */
function forceOfLsb(words: readonly (string | null)[]): ScriptForce | null {
  const signal = words.slice(1).find((w) => w !== null && /^-(?:[A-Z]{2,}\d*|\d+)$/.test(w))
  if (signal === undefined) return { seconds: 5, words: 'killproc (retries after 5 seconds)' }
  return /^-(?:SIG)?KILL$|^-9$/.test(signal ?? '')
    ? { seconds: null, words: `killproc ${signal ?? ''}` }
    : null
}

function forceOfLine(line: string, library: ScriptLibrary, variables: Variables): ScriptForce[] {
  return [...line.matchAll(/(?<![\w-])(start-stop-daemon|killproc|kill|pkill|killall)\s/g)].flatMap(
    ({ 1: command = '', index }) => {
      const words = readWords(line, index + command.length, variables)
      if (command === 'start-stop-daemon') {
        // A start never kills.
        return words.includes('--start') || words.includes('-S')
          ? []
          : (forceOfStartStopDaemon(words) ?? [])
      }
      if (command === 'killproc') {
        return (library === 'red-hat' ? forceOfRedHat(words) : forceOfLsb(words)) ?? []
      }
      const bySignal = words.find((w) => w !== null && /^-(?:9|KILL|SIGKILL)$/.test(w))
      const bySwitch = words.some(
        (w, i) => w === '-s' && /^(?:SIG)?KILL$|^9$/.test(words[i + 1] ?? ''),
      )
      if (bySignal === undefined && !bySwitch) return []
      return { seconds: null, words: `${command} ${bySignal ?? '-s KILL'}` }
    },
  )
}

/**
 * The first SIGKILL that these lines send: the one with the least seconds, else one whose moment
 * nobody can tell; null where they send none.
 */
export function findForce(
  lines: readonly string[],
  library: ScriptLibrary,
  variables: Variables,
): ScriptForce | null {
  const found = lines.flatMap((line) => forceOfLine(line, library, variables))
  const timed = found.filter((f) => f.seconds !== null)
  const [soonest] = [...timed].sort((a, b) => (a.seconds ?? 0) - (b.seconds ?? 0))
  return soonest ?? found[0] ?? null
}
