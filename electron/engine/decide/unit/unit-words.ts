/** How sentences about units name durations and commands. */
import type { UnitCommand, UnitSettings } from '../../../../shared/unit.ts'
import { shellWord } from '../shell-word.ts'

/** "90s", "2.5s", "15min", "infinity": as one would write it into a unit file (systemd.time(7)). */
export function timeSpan(ms: number | null): string {
  if (ms === null) return 'infinity'
  if (ms > 0 && ms < 1000) return `${Math.round(ms)}ms`
  const seconds = Math.round(ms) / 1000
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`
}

/** A command as it could be typed, made safe to show. */
export const commandWords = (command: UnitCommand): string => command.argv.map(shellWord).join(' ')

/** "TimeoutStopSec=90s". */
export const stopTimeout = (settings: UnitSettings): string =>
  `TimeoutStopSec=${timeSpan(settings.timeoutStopMs)}`

/** "TimeoutAbortSec=90s". */
export const abortTimeout = (settings: UnitSettings): string =>
  `TimeoutAbortSec=${timeSpan(settings.timeoutAbortMs)}`

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** At most five, then how many more. */
export function someWords(words: readonly string[], most = 5): string {
  const more = words.length - most
  return more > 0 ? `${words.slice(0, most).join(', ')} and ${more} more` : listWords(words)
}
