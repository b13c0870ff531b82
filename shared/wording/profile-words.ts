/** Words for what is known of a daemon: where a fact comes from, how dear force is, what a signal is for. */
import type { Profile, ProfileMatch, SignalRole } from '../profile.ts'

/** Where a fact comes from, as one quiet word and as a sentence behind it. */
export interface BasisWords {
  readonly word: 'tried' | 'documented' | 'unknown'
  readonly sentence: string
}

/** Reads a basis (`tried: nginx 1.22.1`); what is neither tried nor documented is unknown. */
export function basisWords(basis: string): BasisWords {
  const [word, ...rest] = basis.split(': ')
  const what = rest.join(': ')
  if (word === 'tried') return { word, sentence: `Tried with ${what}.` }
  if (word === 'documented') return { word, sentence: `Documented: ${what}.` }
  return { word: 'unknown', sentence: 'Nobody has tried or documented it: take it as possible.' }
}

/** How dear a SIGKILL is, as the end of "Force is …". */
export const dangerWord: Record<Profile['force']['danger'], string> = {
  low: 'a low risk',
  medium: 'a medium risk',
  high: 'a high risk',
  critical: 'a critical risk',
  unknown: 'an unknown risk',
}

/** What a danger means to the person who has to decide. */
export const dangerSentence: Record<Profile['force']['danger'], string> = {
  low: 'It starts again as if it had been stopped.',
  medium: 'Something has to be cleared away or done again.',
  high: 'Work is lost, or the next start needs a hand.',
  critical: 'Data may be damaged for good.',
  unknown: 'Nobody has tried what a SIGKILL does to it.',
}

/** What a signal is for, as the end of "it is …". */
export const roleWord: Record<SignalRole, string> = {
  graceful: 'stops it, and lets it finish',
  fast: 'stops it soon',
  abort: 'stops it at once',
  reload: 'reloads',
  'reopen-logs': 'reopens its logs',
  statistics: 'prints statistics',
  other: 'something of its own',
  ignored: 'does nothing',
  deadly: 'ends it uncleanly',
}

/** By what a profile was recognised. */
export const recognisedBy: Record<ProfileMatch['by'], string> = {
  configuration: 'named in the configuration',
  unit: 'by its unit',
  script: 'by its init script',
  program: 'by its program',
}
